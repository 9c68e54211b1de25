"""Tags and quotes of responses that go into the bin, come back, and are erased."""

from uuid import UUID

from analytics.models import AnswerTag, BinnedTexts, PickedQuote, Tagging
from analytics.texts.codebook import TagFields, add_tag, delete_tag
from analytics.texts.keeping import keep_up
from analytics.texts.quoting import pick_quote, quotes_of
from analytics.texts.ruling import add_rule, remove_rule
from analytics.texts.tagging import tag_answers, untag_answers
from responses.domain import delete_response
from responses.handling.binning import bin_responses, erase_binned, restore_responses
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import respond
from tests.analytics.texts.conftest import WORDS, responses_in_order
from tests.analytics.texts.test_tagging import counts, make_tag

KEPT = ("survey", "response", "tag_id", "is_on", "rule_id", "by", "at")


def taggings() -> list[tuple[object, ...]]:
    return list(Tagging.objects.order_by("tag__code", "response").values_list(*KEPT))


def into_bin(survey: Survey, response: UUID) -> None:
    bin_responses(survey=survey.pk, responses=[response], by=None)


def out_of_bin(survey: Survey, response: UUID) -> None:
    restore_responses(survey=survey.pk, responses=[response], by=None)


def test_tags_and_quotes_come_back_with_their_response(survey: Survey, editor: User) -> None:
    first, *_rest = responses_in_order()
    late, staff = make_tag(survey, editor), make_tag(survey, editor, "Staff")
    tag_answers(tag=late, responses=[first], by=editor)
    tag_answers(tag=staff, responses=[first], by=editor)
    untag_answers(tag=staff, responses=[first], by=editor)
    pick_quote(survey_id=survey.pk, response=first, field=WORDS, text="late deliveries", facts=[], by=editor)
    before, quotes = taggings(), list(PickedQuote.objects.values())

    into_bin(survey, first)
    in_bin = (taggings(), quotes_of(survey.pk), counts(survey))
    out_of_bin(survey, first)

    assert in_bin == ([], [], {"Late": 0, "Staff": 0, "": 4})
    assert (taggings(), list(PickedQuote.objects.values())) == (before, quotes)
    assert counts(survey) == {"Late": 1, "Staff": 0, "": 5}
    assert [quote.text for quote in quotes_of(survey.pk)] == ["late deliveries"]
    assert not BinnedTexts.objects.exists()


def test_only_tags_that_are_still_there_come_back(survey: Survey, editor: User) -> None:
    first, *_rest = responses_in_order()
    keep_up(survey.pk)
    gone, kept = make_tag(survey, editor, "Gone"), make_tag(survey, editor, "Kept")
    tag_answers(tag=gone, responses=[first], by=editor)
    rule = add_rule(tag=kept, search="annoy", by=editor)
    into_bin(survey, first)
    delete_tag(tag=gone, by=editor)
    remove_rule(rule=rule, by=editor)

    out_of_bin(survey, first)

    assert taggings() == []


def test_erasing_takes_them_along_for_good(survey: Survey, editor: User) -> None:
    first, second, *_rest = responses_in_order()
    tag_answers(tag=make_tag(survey, editor), responses=[first, second], by=editor)
    into_bin(survey, first)
    respond(survey, {"q_00000008": "Something else"}, id=first)

    erase_binned(survey=survey.pk, responses=[first], by=None)

    assert not BinnedTexts.objects.exists()
    assert list(Tagging.objects.values_list("response", flat=True)) == [second]
    delete_response(response=Response.objects.get(pk=second), by=None)
    assert not Tagging.objects.exists()


def test_what_has_neither_leaves_nothing_behind(survey: Survey, editor: User) -> None:
    add_tag(survey_id=survey.pk, field=WORDS, fields=TagFields("Late"), by=editor)

    into_bin(survey, responses_in_order()[0])

    assert (BinnedTexts.objects.count(), AnswerTag.objects.count()) == (0, 1)
