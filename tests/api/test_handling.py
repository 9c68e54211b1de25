"""What is done with responses through the API."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from responses.anonymity import set_anonymity
from responses.domain import submit_response
from responses.models import AnswerEdit, BinnedResponse, Response
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.made import respond
from tests.api.conftest import Caller
from tests.builders import make_choices, make_definition, make_question, published_survey


@pytest.fixture
def survey(acme: Any) -> Survey:
    """An open survey of a name and a colour."""
    page = [
        make_question("short_text", "nick", required=True),
        make_question("single_choice", "colour", settings={"choices": make_choices("Red", "Blue")}),
    ]
    return published_survey(make_definition(page))


@pytest.fixture
def place(survey: Survey) -> str:
    """The address of a response."""
    nick, colour = survey.draft["pages"][0]["elements"]
    red = colour["settings"]["choices"][0]["id"]
    row = submit_response(survey=survey, answers={nick["id"]: "Somebody", colour["id"]: red})
    return f"surveys/{survey.pk}/responses/{row.pk}/"


@pytest.fixture
def admin(caller_as: Callable[[str], Caller]) -> Caller:
    """A caller who may do everything with responses."""
    return caller_as(Role.ADMIN)


def test_answers_are_corrected_with_the_state_that_was_read(admin: Caller, place: str) -> None:
    read = admin.get(place)
    tag = read.headers["ETag"]

    done = admin("PATCH", place, {"answers": {"colour": "2"}, "why": "Told us"}, If_Match=tag)

    assert done.status_code == 200, (done.content, tag)
    assert done.json()["data"]["answers"] == {"nick": "Somebody", "colour": "2"}
    assert (AnswerEdit.objects.get().why, Response.objects.get().revision) == ("Told us", 2)
    assert done.headers["ETag"] == admin.get(place).headers["ETag"] != tag
    stale = admin("PATCH", place, {"answers": {"colour": "1"}}, If_Match=tag)
    assert (stale.status_code, stale.json()["errors"][0]["code"]) == (412, "changed_meanwhile")
    blind = admin("PATCH", place, {"answers": {"colour": "1"}})
    assert blind.status_code == 428
    assert admin.get(place, If_None_Match=done.headers["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("answers", "field", "code"),
    [
        ({"colour": "green"}, "answers.colour", "not_offered"),
        ({"nick": None}, "answers.nick", "required"),
        ({"nowhere": 1}, "answers.nowhere", "unknown_question"),
        ({"colour": "1", "COLOUR_ID": "1"}, "answers.COLOUR_ID", "answered_twice"),
    ],
)
def test_what_does_not_fit_is_told_in_names(
    admin: Caller, survey: Survey, place: str, answers: dict[str, Any], field: str, code: str
) -> None:
    colour = survey.draft["pages"][0]["elements"][1]["id"]
    answers = {colour if key == "COLOUR_ID" else key: value for key, value in answers.items()}
    field = field.replace("COLOUR_ID", colour)

    answer = admin("PATCH", place, {"answers": answers}, If_Match=admin.get(place).headers["ETag"])

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"], error["code"]) == (422, field, code)


def test_flags_and_tags_are_set_together_or_not_at_all(admin: Caller, place: str) -> None:
    done = admin("PATCH", place, {"flag": "excluded", "tags": ["Late", "odd"]}).json()["data"]
    refused = admin("PATCH", place, {"flag": "fine", "tags": ["x" * 150]})

    assert (done["flag"], done["tags"], done["marks"]) == ("excluded", ["late", "odd"], [])
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "too_long")
    assert admin.get(place).json()["data"]["flag"] == "excluded"
    assert admin("PATCH", place, {"flag": "", "tags": []}).json()["data"]["tags"] == []


def test_a_respondent_who_still_answers_is_not_corrected(admin: Caller, survey: Survey) -> None:
    place = f"surveys/{survey.pk}/responses/{respond(survey, status='started').pk}/"

    answer = admin("PATCH", place, {"answers": {"nick": "x"}}, If_Match="*")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "still_answering")


def test_a_response_goes_into_the_bin_and_comes_back(admin: Caller, survey: Survey, place: str) -> None:
    before = admin.get(place).json()["data"]

    binned = admin.post(f"{place}bin/").json()["data"]
    listed = admin.get(f"surveys/{survey.pk}/responses/bin/").json()["data"]
    gone = admin.get(place).status_code
    back = admin.post(f"{place}restore/").json()["data"]

    assert [each["id"] for each in listed] == [binned["id"]] == [before["id"]]
    assert (gone, back) == (404, before)
    again = admin.post(f"{place}restore/")
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "not_in_bin")
    assert admin.post(f"surveys/{survey.pk}/responses/{uuid4()}/restore/").status_code == 404


def test_one_answered_anew_stays_in_the_bin(admin: Caller, survey: Survey, place: str) -> None:
    binned = admin.post(f"{place}bin/").json()["data"]
    respond(survey, id=binned["id"])

    answer = admin.post(f"{place}restore/")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "answered_again")


def test_one_whose_earlier_answer_is_in_the_bin_stays_out_of_it(
    admin: Caller, survey: Survey, place: str
) -> None:
    respond(survey, id=admin.post(f"{place}bin/").json()["data"]["id"])

    refused = admin.post(f"{place}bin/")

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "earlier_in_bin")


def test_deleting_erases_what_is_in_the_bin(admin: Caller, place: str) -> None:
    admin.post(f"{place}bin/")

    assert admin("DELETE", place).status_code == 204
    assert not BinnedResponse.objects.exists()
    assert admin("DELETE", place).status_code == 404


def test_everything_is_closed_where_results_are_anonymous(
    admin: Caller, survey: Survey, place: str, make_person: Callable[..., Any]
) -> None:
    set_anonymity(survey_id=survey.pk, threshold=5, by=make_person(Role.OWNER))

    asked = [admin("PATCH", place, {"flag": "fine"}), admin.post(f"{place}bin/"), admin("DELETE", place)]

    assert [answer.status_code for answer in asked] == [403] * 3
