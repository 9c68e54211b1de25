"""What readers of shared results no longer see once staff tag, exclude, or promise more."""

from collections.abc import Callable
from typing import Any

from analytics.results.filtering.document import Condition, Filter, Group
from analytics.texts.codebook import TagFields, add_tag, delete_tag
from analytics.texts.tagging import tag_answers
from responses.anonymity import set_anonymity
from responses.handling.marking import flag_responses
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.analytics.made import choice, definition, question, respond
from tests.analytics.pages import said
from tests.analytics.sharing.conftest import Share, questions_of
from tests.builders import published_survey

type Look = Callable[..., Any]
WORDS = "text:q_00000008"


def test_tags_of_answers_dont_take_the_place_of_the_answers(
    crowd: Survey, share: Share, look: Look, editor: User
) -> None:
    shared = share(crowd, shows_texts=True, questions=questions_of(crowd)[-1:])
    before = said(look(shared))

    tag = add_tag(survey_id=crowd.pk, field=WORDS, fields=TagFields("Praise"), by=editor)
    everybody = list(Response.objects.filter(survey=crowd).values_list("pk", flat=True))
    tag_answers(tag=tag, responses=everybody, by=editor)
    after = said(look(shared))

    assert "Text 23" in before
    assert "Text 23" in after
    assert "What about words? · Tags" not in after


def test_tags_can_be_shared_beside_the_answers(crowd: Survey, share: Share, look: Look, editor: User) -> None:
    tag = add_tag(survey_id=crowd.pk, field=WORDS, fields=TagFields("Praise"), by=editor)
    everybody = list(Response.objects.filter(survey=crowd).values_list("pk", flat=True))
    tag_answers(tag=tag, responses=everybody[:12], by=editor)

    words, tags = questions_of(crowd)[-2:]
    page = said(look(share(crowd, questions=(tags,))))

    assert words != tags
    assert "What about words? · Tags" in page
    assert "Praise" in page


def test_words_that_staff_excluded_are_gone_at_once(
    crowd: Survey, share: Share, look: Look, editor: User
) -> None:
    shared = share(crowd, shows_texts=True)
    before = said(look(shared))

    rude = Response.objects.get(answers__q_00000008="Text 23")
    flag_responses(survey=crowd.pk, responses=[rude.pk], flag="excluded", by=editor)

    assert "Text 23" in before
    assert "Text 23" not in said(look(shared))


def test_words_are_gone_once_rows_are_closed(crowd: Survey, share: Share, look: Look, editor: User) -> None:
    shared = share(crowd, shows_texts=True)
    before = said(look(shared))

    set_anonymity(survey_id=crowd.pk, threshold=5, by=editor)

    assert "Text 23" in before
    assert "Text 23" not in said(look(shared))


def test_a_filter_on_tags_that_are_gone_shows_nothing_new(
    crowd: Survey, share: Share, look: Look, editor: User
) -> None:
    tag = add_tag(survey_id=crowd.pk, field=WORDS, fields=TagFields("Praise"), by=editor)
    everybody = list(Response.objects.filter(survey=crowd).values_list("pk", flat=True))
    tag_answers(tag=tag, responses=everybody[:12], by=editor)
    those = Condition(column=f"set:tags:{WORDS}", operator="in", values=(str(tag.pk),))
    shared = share(crowd, where=Filter(groups=(Group(conditions=(those,)),)))
    before = said(look(shared))

    delete_tag(tag=tag, by=editor)

    assert "n = 12," in before
    assert look(shared).status_code == 200


def test_a_question_follows_when_what_was_written_to_it_stays(acme: Scope, share: Share, look: Look) -> None:
    other = choice("b") | {"other": True}
    survey = published_survey(definition([question(1, "single_choice", "one", choices=[choice("a"), other])]))
    shared = share(survey)
    for number in range(6):
        respond(survey, {"q_00000001": {"choice": "c_bbbbbbbb", "text": f"Other {number}"}})
    before = said(look(shared))
    for _number in range(6):
        respond(survey, {"q_00000001": "c_aaaaaaaa"})

    assert "6 answered" in before
    assert "12 answered" in said(look(shared))
