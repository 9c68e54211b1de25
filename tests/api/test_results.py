"""Results through the API: the numbers of the page."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from analytics.results import Results
from analytics.saving import Targets, TargetShares, save_weights
from responses.domain import submit_response
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.builders import make_choices, make_definition, make_question, published_survey


@pytest.fixture
def survey(acme: Any) -> Survey:
    """A survey with three responses."""
    rows = [{"id": "r_aaaaaaa1", "code": "tools", "label": {"en": "Tools"}}]
    page = [
        make_question("single_choice", "colour", settings={"choices": make_choices("Red", "Blue")}),
        make_question("nps", "recommend"),
        make_question("number", "age"),
        make_question("date", "day"),
        make_question("short_text", "why"),
        make_question(
            "matrix_single", "rated", settings={"rows": rows, "columns": make_choices("Bad", "Good")}
        ),
    ]
    survey = published_survey(make_definition(page))
    colour, recommend, age, day, why, rated = (element["id"] for element in page)
    red = page[0]["settings"]["choices"][0]["id"]
    good = page[5]["settings"]["columns"][1]["id"]
    for score in (10, 9, 3):
        answers = {colour: red, recommend: score, age: 40, day: "2026-03-01", why: "so"}
        submit_response(survey=survey, answers=answers | {rated: {"r_aaaaaaa1": good}})
    return survey


def path_of(survey: Survey) -> str:
    return f"surveys/{survey.pk}/results/"


def test_every_question_has_its_figures_and_their_base(as_editor: Caller, survey: Survey) -> None:
    data = as_editor.get(path_of(survey)).json()["data"]

    colour, recommend, age, day, why, rated = data["questions"]
    assert data["overview"]["complete"] == 3
    assert colour["question"]["name"] == "colour"
    assert {
        name: colour["base"][name] for name in ("responses", "asked", "answered", "skipped", "not_shown")
    } == {
        "responses": 3,
        "asked": 3,
        "answered": 3,
        "skipped": 0,
        "not_shown": 0,
    }
    assert colour["counts"][0] == {
        "code": "1",
        "label": {"en": "Red"},
        "n": 3,
        "percent": 100.0,
        "is_removed": False,
    }
    assert (recommend["kind"], recommend["nps"]["score"]) == ("nps", pytest.approx(33.3, abs=0.1))
    assert (age["moments"]["mean"], day["first"]) == (40.0, "2026-03-01")
    assert why["latest"][0]["text"] == "so"
    assert (rated["rows"][0]["name"], rated["rows"][0]["counts"][1]["n"]) == ("rated_tools", 3)


def test_the_numbers_are_those_of_the_one_module(as_editor: Caller, survey: Survey) -> None:
    found = as_editor.get(path_of(survey)).json()["data"]["overview"]

    overview = Results.of(survey.pk).overview()
    assert (found["responses"], found["completion_rate"]) == (overview.responses, overview.completion_rate)


def test_ids_are_never_shown(as_editor: Caller, survey: Survey) -> None:
    text = as_editor.get(path_of(survey)).content.decode()

    for element in survey.draft["pages"][0]["elements"]:
        assert element["id"] not in text
    assert not re.search(r"\b[cr]_[0-9a-z]{8}\b", text)
    assert "r_aaaaaaa1" not in text


def test_unchanged_results_are_304_and_changed_ones_are_not(as_editor: Caller, survey: Survey) -> None:
    tag = as_editor.get(path_of(survey))["ETag"]

    same = as_editor.get(path_of(survey), If_None_Match=tag)
    other = as_editor.get(f"{path_of(survey)}?status=all", If_None_Match=tag)
    submit_response(survey=survey, answers={})
    changed = as_editor.get(path_of(survey), If_None_Match=tag)

    assert [same.status_code, other.status_code, changed.status_code] == [304, 200, 200]


def test_another_language_of_the_words_is_another_document(as_editor: Caller, survey: Survey) -> None:
    tag = as_editor.get(path_of(survey), Accept_Language="en")["ETag"]

    answer = as_editor.get(path_of(survey), If_None_Match=tag, Accept_Language="nl")

    assert answer.status_code == 200


def test_those_who_may_not_read_responses_get_numbers_without_texts(
    caller_as: Callable[[str], Caller], survey: Survey
) -> None:
    analyst, viewer = (caller_as(role).get(path_of(survey)) for role in ("analyst", "viewer"))

    found = [answer.json()["data"]["questions"][4] for answer in (analyst, viewer)]

    assert [len(each["latest"]) for each in found] == [3, 0]
    assert [each["base"]["answered"] for each in found] == [3, 3]
    assert analyst["ETag"] != viewer["ETag"]


def test_a_selection_is_applied_and_told(as_editor: Caller, survey: Survey) -> None:
    data = as_editor.get(f"{path_of(survey)}?since=2099-01-01").json()["data"]

    assert data["selection"] == {"since": "2099-01-01"}
    assert data["questions"][0]["base"]["responses"] == 0


@pytest.mark.parametrize("query", ["status=lost", "since=yesterday", "since=2026-02-02&until=2026-02-01"])
def test_a_wrong_selection_is_400(as_editor: Caller, survey: Survey, query: str) -> None:
    answer = as_editor.get(f"{path_of(survey)}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] in {"status", "since", "until"}


def test_a_survey_never_published_has_empty_results(as_editor: Caller) -> None:
    survey = Survey.objects.get(pk=as_editor.post("surveys/", {"title": "New"}).json()["data"]["id"])

    assert as_editor.get(path_of(survey)).json()["data"]["questions"] == []


def test_percentages_are_of_the_base_that_is_asked_for(as_editor: Caller, survey: Survey) -> None:
    unanswered = submit_response(survey=survey, answers={})

    def figures(query: str) -> Any:
        found = as_editor.get(path_of(survey) + query).json()["data"]["questions"][0]
        return found["counts"][0]["percent"], found["base"]["percent_of"]

    assert figures("") == (100.0, "answered")
    assert figures("?base=asked") == (75.0, "asked")
    assert figures("?base=selected") == (75.0, "selected")
    assert as_editor.get(path_of(survey) + "?base=x").status_code == 400
    assert unanswered.status == "complete"


def test_weighted_results_are_those_of_the_page(as_editor: Caller, survey: Survey, editor: Any) -> None:
    targets = Targets(targets=(TargetShares(column="language", shares={"en": 100}),))
    saved = save_weights(survey_id=survey.pk, name="All alike", targets=targets, by=editor)

    data = as_editor.get(path_of(survey) + f"?weight={saved.pk}").json()["data"]

    assert data["weighting"]["name"] == "All alike"
    colour, recommend = data["questions"][:2]
    assert (colour["counts"][0]["weight"], colour["counts"][0]["percent"]) == (3.0, 100.0)
    assert recommend["base"]["weights"]["effective"] == 3.0
    assert recommend["nps"]["score"] == pytest.approx(33.3, abs=0.1)
    assert as_editor.get(path_of(survey) + "?weight=x").status_code == 400


def test_who_answered_and_when_is_told_on_request(as_editor: Caller, survey: Survey) -> None:
    data = as_editor.get(path_of(survey) + "?breakdown=1").json()["data"]

    assert data["breakdown"]["by"]["channel"][0] | {"median_seconds": None} == {
        "value": "api",
        "responses": 3,
        "complete": 3,
        "percent": 100.0,
        "completion_rate": 100.0,
        "median_seconds": None,
    }
    assert sum(map(sum, data["breakdown"]["week"])) == 3
    assert "breakdown" not in as_editor.get(path_of(survey)).json()["data"]


def test_results_that_are_reckoned_otherwise_have_tags_of_their_own(
    as_editor: Caller, survey: Survey
) -> None:
    tags = {
        as_editor.get(path_of(survey) + query).headers["ETag"]
        for query in ("", "?base=asked", "?breakdown=1")
    }

    assert len(tags) == 3
