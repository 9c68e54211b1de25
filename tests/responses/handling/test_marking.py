"""Flags, tags, notes and marks of responses."""

import pytest

from responses.exceptions import HandlingRefused
from responses.handling import marking
from responses.handling.marking import delete_note, mark_responses, note_response, set_tags, tag_responses
from responses.models import AnswerEdit, BinnedResponse, Response, ResponseNote
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.builders import published_survey
from webhooks.models import Event


def test_tags_are_given_and_taken_once(acme: Scope) -> None:
    survey = published_survey()
    one, other = respond(survey, tags=["late"]), respond(survey)
    both = [one.pk, other.pk]

    given = tag_responses(survey=survey.pk, responses=both, add=["Late ", "odd"], remove=["gone"], by=None)
    again = tag_responses(survey=survey.pk, responses=both, add=["odd"], by=None)
    set_tags(survey=survey.pk, response=one.pk, tags=["third"], by=None)

    assert (sorted(given), again) == (sorted(both), [])
    assert {row.pk: row.tags for row in Response.objects.all()} == {
        one.pk: ["third"],
        other.pk: ["late", "odd"],
    }
    told = Event.objects.filter(type="response.tagged", subject=f"response:{one.pk}").latest("happened_at")
    assert (told.payload["from"], told.payload["to"]) == (["late", "odd"], ["third"])


@pytest.mark.parametrize(("words", "code"), [(" ", "empty"), ("x" * 2001, "too_long")])
def test_a_note_says_something_and_not_too_much(acme: Scope, words: str, code: str) -> None:
    survey = published_survey()

    with pytest.raises(HandlingRefused) as refused:
        note_response(survey=survey.pk, response=respond(survey).pk, words=words, by=None)

    assert refused.value.code == code


def test_notes_end_somewhere(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_NOTES", 1)
    survey = published_survey()
    response = respond(survey)
    note = note_response(survey=survey.pk, response=response.pk, words="First", by=None)

    with pytest.raises(HandlingRefused) as refused:
        note_response(survey=survey.pk, response=response.pk, words="Second", by=None)
    delete_note(note=note, by=None)

    assert refused.value.code == "too_many"
    assert note_response(survey=survey.pk, response=response.pk, words="Third", by=None).words == "Third"


def test_marks_are_stored_for_those_of_the_survey(acme: Scope) -> None:
    survey = published_survey()
    own, other = respond(survey), respond(published_survey())

    assert mark_responses(survey=survey.pk, marks={}) == 0
    assert mark_responses(survey=survey.pk, marks={own.pk: {"fast": {}}, other.pk: {"fast": {}}}) == 1
    assert {row.pk: row.marks for row in Response.objects.all()} == {own.pk: {"fast": {}}, other.pk: {}}


def test_what_is_kept_says_what_it_is_about(acme: Scope) -> None:
    response = respond(published_survey())

    assert str(ResponseNote(words="Something to remember")) == "Something to remember"
    assert str(AnswerEdit(response=response.pk, question="q_a")) == f"{response.pk} q_a"
    assert str(BinnedResponse(id=response.pk)) == str(response.pk)
