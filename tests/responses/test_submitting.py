"""Whole responses, as the API hands them in."""

from uuid import UUID

import pytest

from responses.domain import delete_response, submit_response
from responses.exceptions import AnswersInvalid, LanguageNotOffered, SurveyNotOpen
from responses.models import Response
from responses.queries import responses_of
from surveys.domain import close_survey
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey, published_survey, reread
from webhooks.models import Event


def asking_a_name(**more: object) -> tuple[Survey, str]:
    question = make_question(required=True)
    return published_survey(make_definition([question], **more)), question["id"]


def event_of(type: str) -> Event:
    return Event.objects.get(type=type)


def test_a_submitted_response_is_stored_complete_and_told_of(acme: Scope) -> None:
    survey, name = asking_a_name()

    response = submit_response(survey=survey, answers={name: "  Ada "}, actor="api:partner")

    stored = Response.objects.get()
    assert (stored.pk, stored.status, stored.answers) == (response.pk, "complete", {name: "Ada"})
    assert (stored.language, stored.channel, stored.version_id) == ("en", "api", survey.current_version_id)
    assert stored.completed_at == stored.changed_at
    event = event_of("response.completed")
    assert (event.subject, event.actor) == (f"response:{response.pk}", "api:partner")
    assert event.payload == {
        "response": str(response.pk),
        "survey": str(survey.pk),
        "version": str(survey.current_version_id),
        "language": "en",
        "channel": "api",
    }


def test_questions_left_out_are_stored_as_skipped(acme: Scope) -> None:
    first, second = make_question(name="a"), make_question(name="b")
    survey = published_survey(make_definition([first], [second]))

    response = submit_response(survey=survey, answers={first["id"]: "x"})

    assert response.answers == {first["id"]: "x", second["id"]: None}


def test_wrong_answers_are_refused_with_what_is_wrong_and_nothing_is_stored(acme: Scope) -> None:
    survey, name = asking_a_name()

    with pytest.raises(AnswersInvalid) as refusal:
        submit_response(survey=survey, answers={"q_zzzzzzzz": 1})

    codes = {key: error.code for key, error in refusal.value.errors.items()}
    assert codes == {name: "required", "q_zzzzzzzz": "unknown_question"}
    assert str(refusal.value).startswith(f"{name}: ")
    assert not Response.objects.exists()
    assert not Event.objects.filter(type="response.completed").exists()


def test_a_language_that_the_survey_lacks_is_refused(acme: Scope) -> None:
    survey, name = asking_a_name(languages=["en", "nl"])

    with pytest.raises(LanguageNotOffered) as refusal:
        submit_response(survey=survey, answers={name: "Ada"}, language="fr")

    assert refusal.value.offered == ("en", "nl")
    assert submit_response(survey=survey, answers={name: "Ada"}, language="nl").language == "nl"


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_survey_that_is_not_open_takes_nothing(acme: Scope, state: str) -> None:
    survey = make_survey() if state == "draft" else published_survey()
    if state == "closed":
        close_survey(survey=survey, by=None)
        survey = reread(survey)

    with pytest.raises(SurveyNotOpen) as refusal:
        submit_response(survey=survey, answers={})

    assert (refusal.value.survey, refusal.value.availability) == (survey.pk, state)


def test_deleting_a_response_is_told_of_and_results_notice(acme: Scope, editor: User) -> None:
    survey, name = asking_a_name()
    response = submit_response(survey=survey, answers={name: "Ada"})
    kept: UUID = response.pk

    delete_response(response=response, by=editor)

    assert not Response.objects.exists()
    event = event_of("response.deleted")
    assert (event.subject, event.actor) == (f"response:{kept}", editor.email)
    assert event.payload == {"response": str(kept), "survey": str(survey.pk), "status": "complete"}
    assert reread(survey).results_changed_at > survey.results_changed_at


def test_responses_are_listed_latest_first(acme: Scope) -> None:
    survey, name = asking_a_name()
    other_survey, other_name = asking_a_name()
    submit_response(survey=other_survey, answers={other_name: "Eve"})
    first, second = (submit_response(survey=survey, answers={name: who}) for who in ("Ada", "Bob"))

    assert list(responses_of(survey)) == [second, first]
