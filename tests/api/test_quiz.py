"""Points of a quiz through the API."""

from typing import Any

from responses.domain import submit_response
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.builders import make_choices, make_definition, make_question, published_survey


def quiz_of(**settings: Any) -> Survey:
    cities = {"choices": make_choices("Paris", "Lyons")}
    quiz = {"right_if": 'capital = "1"', "points": 2.5}
    page = [
        make_question("single_choice", "capital", settings=cities, quiz=quiz),
        make_question("number", "total", quiz={"right_if": "total = 4"}),
        make_question("number", "hidden", visible_if='capital = "1"', quiz={"right_if": "hidden = 1"}),
        make_question(name="nick"),
    ]
    return published_survey(make_definition(page, settings=settings))


def answers_of(survey: Survey, **by_name: Any) -> dict[str, Any]:
    definition = survey.current_version.definition  # type: ignore[union-attr]
    ids = {part["name"]: part for page in definition["pages"] for part in page["elements"]}
    codes = {choice["code"]: choice["id"] for choice in ids["capital"]["settings"]["choices"]}
    return {ids[name]["id"]: codes.get(value, value) for name, value in by_name.items()}


def test_a_response_is_read_with_its_points(as_editor: Caller, acme: Any) -> None:
    survey = quiz_of()
    row = submit_response(survey=survey, answers=answers_of(survey, capital="2", total=4, nick="Ada"))

    data = as_editor.get(f"surveys/{survey.pk}/responses/{row.pk}/").json()["data"]

    assert data["quiz"] == {
        "points": 1.0,
        "possible": 3.5,
        "questions": [
            {"question": "capital", "right": False, "points": 0.0, "possible": 2.5},
            {"question": "total", "right": True, "points": 1.0, "possible": 1.0},
        ],
    }


def test_what_was_not_answered_is_neither_right_nor_wrong(as_editor: Caller, acme: Any) -> None:
    survey = quiz_of()
    submit_response(survey=survey, answers=answers_of(survey, capital="1", hidden=2))

    (data,) = as_editor.get(f"surveys/{survey.pk}/responses/").json()["data"]

    assert [each["right"] for each in data["quiz"]["questions"]] == [True, None, False]
    assert (data["quiz"]["points"], data["quiz"]["possible"]) == (2.5, 4.5)


def test_a_survey_without_right_answers_is_no_quiz(as_editor: Caller, acme: Any) -> None:
    survey = published_survey()
    submit_response(survey=survey, answers={})

    (data,) = as_editor.get(f"surveys/{survey.pk}/responses/").json()["data"]

    assert data["quiz"] is None
