"""Tags of open answers, by hand and by rule, and as columns of results."""

from uuid import uuid4

import pytest

from analytics.exceptions import QuestionUnknown, TagInvalid
from analytics.models import AnswerTag, Tagging
from analytics.results import Results, Selection, stamp
from analytics.results.crosstabs import crosstab_of, read_request
from analytics.results.filtering import columns_of, read_filter
from analytics.results.relation import answers_of
from analytics.texts.codebook import TagFields, add_tag, change_tag, delete_tag
from analytics.texts.keeping import keep_up
from analytics.texts.ruling import add_rule, remove_rule
from analytics.texts.tagging import given_to, tag_answers, untag_answers
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import respond
from tests.analytics.texts.conftest import WORDS, numbers, responses_in_order, search

TAGS = f"tags:{WORDS}"


def make_tag(survey: Survey, by: User, name: str = "Late", **more: object) -> AnswerTag:
    return add_tag(survey_id=survey.pk, field=WORDS, fields=TagFields(name, **more), by=by)  # type: ignore[arg-type]


def counts(survey: Survey, selection: Selection = Selection()) -> dict[str, int]:  # noqa: B008
    """How many answers have each tag, and the base."""
    found = Results.of(survey.pk)
    summary = found.summary(found.question(TAGS), selection)
    return {count.label[""]: count.n for count in summary.counts} | {"": summary.base.answered}  # type: ignore


def test_tags_count_among_all_who_answered(survey: Survey, editor: User) -> None:
    late, staff = make_tag(survey, editor), make_tag(survey, editor, "Staff")
    first, second, third, *_rest = responses_in_order()

    assert tag_answers(tag=late, responses=[first, second, uuid4()], by=editor) == 2
    assert tag_answers(tag=late, responses=[first], by=editor) == 0
    tag_answers(tag=staff, responses=[second, third], by=editor)

    assert counts(survey) == {"Late": 2, "Staff": 2, "": 5}
    summary = Results.of(survey.pk).summary(Results.of(survey.pk).question(TAGS))
    assert summary.base is not None
    assert (summary.base.asked, summary.base.skipped, summary.base.not_shown) == (6, 1, 1)
    assert summary.counts[0].percent == 40.0  # type: ignore[union-attr]


def test_each_change_of_tags_changes_the_stamp_at_once(survey: Survey, editor: User) -> None:
    seen = [stamp(survey.pk)]
    tag = make_tag(survey, editor)
    first, *_rest = responses_in_order()
    assert counts(survey) == {"Late": 0, "": 5}
    seen.append(stamp(survey.pk))

    tag_answers(tag=tag, responses=[first], by=editor)
    assert counts(survey) == {"Late": 1, "": 5}
    seen.append(stamp(survey.pk))

    untag_answers(tag=tag, responses=[first], by=editor)
    assert counts(survey) == {"Late": 0, "": 5}
    seen.append(stamp(survey.pk))

    change_tag(tag=tag, fields=TagFields("Too late"), by=editor)
    assert counts(survey) == {"Too late": 0, "": 5}
    seen.append(stamp(survey.pk))

    delete_tag(tag=tag, by=editor)
    with pytest.raises(QuestionUnknown):
        counts(survey)
    assert len({*seen, stamp(survey.pk)}) == 6


def test_a_group_counts_answers_with_any_of_its_tags(survey: Survey, editor: User) -> None:
    group = make_tag(survey, editor, "Delivery")
    late = make_tag(survey, editor, "Late", group=group.pk)
    slow = make_tag(survey, editor, "Slow")
    first, second, third, *_rest = responses_in_order()
    tag_answers(tag=late, responses=[first, second], by=editor)
    tag_answers(tag=slow, responses=[second, third], by=editor)

    assert counts(survey) == {"Delivery": 2, "Delivery › Late": 2, "Slow": 2, "": 5}
    change_tag(tag=slow, fields=TagFields("Slow", group=group.pk), by=editor)
    assert counts(survey) == {"Delivery": 3, "Delivery › Late": 2, "Delivery › Slow": 2, "": 5}
    delete_tag(tag=group, by=editor)
    assert counts(survey) == {"Late": 2, "Slow": 2, "": 5}


def test_tags_filter_cross_and_follow_deletions(survey: Survey, editor: User) -> None:
    tag = make_tag(survey, editor)
    first, second, *_rest = responses_in_order()
    tag_answers(tag=tag, responses=[first, second], by=editor)

    with answers_of(survey.pk) as answers:
        columns = columns_of(answers.layout)
        where = read_filter(["words_tags~in~late"], columns)
        request = read_request(["words_tags"], ["team"], "", columns)
        table = crosstab_of(answers, request, Selection()).tables[0]
    assert Results.of(survey.pk).count(Selection(where=where)) == 2
    assert [cell.n for cell in table.rows[0].cells if cell] == [2, 2, 0]
    assert [base.n for base in table.bases if base] == [5, 2, 3]

    Response.objects.get(pk=first).delete()
    assert counts(survey) == {"Late": 1, "": 4}
    assert not Tagging.objects.filter(response=first).exists()


def test_a_rule_tags_what_comes_and_leaves_alone_what_was_taken_off(survey: Survey, editor: User) -> None:
    tag = make_tag(survey, editor)
    keep_up(survey.pk)

    rule = add_rule(tag=tag, search="late  OR laat", by=editor)
    assert numbers(search(survey, tag=str(tag.pk))) == [0, 1, 2]
    first, second, third, *_rest = responses_in_order()
    given = given_to([first], WORDS)[first][0]
    assert (given.tag, given.is_by_rule, given.by) == (tag.pk, True, "")

    untag_answers(tag=tag, responses=[second], by=editor)
    tag_answers(tag=tag, responses=[third], by=editor)
    Response.objects.filter(pk=second).update(answers={"q_00000008": "Too late!"})
    Response.objects.filter(pk=first).update(answers={"q_00000008": "In time."})
    come = respond(survey, {"q_00000008": "It came late"})
    keep_up(survey.pk)
    assert {answer.response for answer in search(survey, tag=str(tag.pk)).answers} == {third, come.pk}

    remove_rule(rule=rule, by=editor)
    assert {answer.response for answer in search(survey, tag=str(tag.pk)).answers} == {third}


def test_answers_without_a_tag_are_found(survey: Survey, editor: User) -> None:
    assert len(search(survey, tag="none").answers) == 5
    assert len(search(survey, tag=str(uuid4())).answers) == 0

    tag = make_tag(survey, editor)
    tag_answers(tag=tag, responses=responses_in_order()[:2], by=editor)

    assert numbers(search(survey, tag="none")) == [2, 3, 4]


def test_tags_that_make_no_sense_are_refused(survey: Survey, editor: User) -> None:
    group = make_tag(survey, editor, "Delivery")
    child = make_tag(survey, editor, "Late", group=group.pk)
    refused = [
        {"name": " "},
        {"name": "delivery"},
        {"name": "New", "colour": "99"},
        {"name": "New", "group": child.pk},
        {"name": "New", "group": uuid4()},
    ]

    for fields in refused:
        with pytest.raises(TagInvalid):
            make_tag(survey, editor, **fields)  # type: ignore[arg-type]
    with pytest.raises(TagInvalid):
        change_tag(tag=group, fields=TagFields("Delivery", group=make_tag(survey, editor, "X").pk), by=editor)
    with pytest.raises(TagInvalid):
        add_rule(tag=child, search="-late", by=editor)
    assert make_tag(survey, editor, "Late!").code == "late_2"
