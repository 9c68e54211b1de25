"""Repeat groups in results, files and single responses; responses that were screened out or over quota."""

import dataclasses
from typing import Any
from uuid import UUID

import pytest

from analytics.results import Results, Selection
from analytics.results.questions import Version
from analytics.showing.cards import base_words
from analytics.showing.records import pages_in_words
from responses.domain import submit_response
from responses.models import Response
from surveys.compiling import compile_definition
from surveys.definition import parse_definition
from tenants.people.models import User
from tests.analytics.exported import lines_of, record
from tests.analytics.made import VERSION, choice, definition, layout, question, results_of, row
from tests.builders import published_survey

GROUP = question(1, "repeat_group", "people", maximum=2)
AGE = question(2, "number", "age") | {"in_group": "q_00000001"}
LIKED = question(3, "single_choice", "liked", choices=[choice("a")]) | {"in_group": "q_00000001"}
REPEATED = definition([GROUP, AGE, LIKED])
ANN = {"q_00000001": 2, "q_00000002.1": 7, "q_00000003.1": "c_aaaaaaaa", "q_00000002.2": None}
BOB = {"q_00000001": 1, "q_00000002.1": 9, "q_00000003.1": None}


def test_every_instance_is_a_question_of_its_own() -> None:
    found = layout(REPEATED)

    assert [each.name for each in found.questions] == ["people", "age_1", "liked_1", "age_2", "liked_2"]
    assert found.questions[3].text["en"] == "What about age? (2)"


def test_an_instance_has_for_base_those_who_were_asked_it() -> None:
    results: Results = results_of([row(ANN, id=UUID(int=1)), row(BOB, id=UUID(int=2))], layout(REPEATED))

    first, second = (results.summary(results.question(f"q_00000002.{number}")) for number in (1, 2))

    assert (first.base.asked, first.base.answered) == (2, 2)
    assert (second.base.asked, second.base.answered) == (1, 0)


def test_the_file_has_a_column_for_every_instance() -> None:
    (line,) = lines_of(ANN, merged=layout(REPEATED), values="codes")

    shown = {name: line[name] for name in ("people", "age_1", "liked_1", "age_2", "liked_2")}
    assert shown == {"people": "2", "age_1": "7", "liked_1": "a", "age_2": "", "liked_2": ""}


def test_groups_in_groups_have_a_column_for_each_of_each() -> None:
    inner = question(2, "repeat_group", "toys", maximum=5) | {"in_group": "q_00000001"}
    toy = question(3, "short_text", "toy") | {"in_group": "q_00000002"}
    found = layout(definition([question(1, "repeat_group", "people", maximum=50), inner, toy]))

    names = [each.name for each in found.questions]
    assert names[:4] == ["people", "toys_1", "toy_1_1", "toy_1_2"]
    assert len([name for name in names if name.startswith("toy_")]) == 250


def test_ways_to_give_no_answer_are_told_apart() -> None:
    plain = definition([question(1, "number", "age") | {"refusals": ["refused", "dont_know"]}])
    said = [{"missing": "refused"}, {"missing": "dont_know"}, {"missing": "dont_know"}, 7, None]
    rows = [row({"q_00000001": value}, id=UUID(int=number)) for number, value in enumerate(said)]

    found = results_of(rows, layout(plain)).summary(layout(plain).questions[0])

    base = found.base
    assert (base.asked, base.answered, base.skipped) == (5, 1, 1)
    assert (base.refused, base.dont_know) == (1, 2)
    assert base_words(base) == "1 answered · 1 preferred not to say · 2 said “don’t know” · 1 skipped"


@pytest.mark.parametrize(
    ("options", "column", "why"),
    [
        ({"values": "codes"}, "age_missing", ["refused", "dont_know", "skipped", "not_shown", ""]),
        (
            {"header": "texts"},
            "What about age? · Why there is no answer",
            ["Prefer not to say", "Don’t know", "Skipped", "Not shown", ""],
        ),
    ],
)
def test_a_file_says_why_there_is_no_answer(options: dict[str, Any], column: str, why: list[str]) -> None:
    merged = layout(definition([question(1, "number", "age") | {"refusals": ["refused", "dont_know"]}]))
    said: list[Any] = [{"missing": "refused"}, {"missing": "dont_know"}, None]
    answers: list[dict[str, Any]] = [*({"q_00000001": value} for value in said), {}, {"q_00000001": 0}]

    lines = lines_of(*answers, merged=merged, missing="told", **options)

    assert [line[column] for line in lines] == why


def test_a_single_response_tells_what_was_answered_in_every_instance() -> None:
    version = Version(str(VERSION), 1, compile_definition(REPEATED))
    found = dataclasses.replace(record(ANN, layout(REPEATED)), version=version)

    (page,) = pages_in_words(found, "en")

    assert [(each.question, each.answer, each.state) for each in page.answers] == [
        ("What about people?", "2", "answered"),
        ("What about age? (1)", "7", "answered"),
        ("What about liked? (1)", "A", "answered"),
        ("What about age? (2)", "", "skipped"),
        ("What about liked? (2)", "", "not_shown"),
    ]


SCREENING = {
    "schema_version": "1.0",
    "title": {"en": "Screening"},
    "languages": ["en", "nl"],
    "pages": [{"id": "p_00000001", "elements": [question(1, "yes_no", "fits")]}],
    "endings": [
        {"id": "e_00000001", "title": {"en": "No"}, "kind": "screened_out", "visible_if": "not fits"},
        {"id": "e_00000002", "title": {"en": "Thanks"}},
    ],
    "quotas": [{"id": "k_00000001", "name": "Fitting", "limit": 1, "condition": "fits"}],
}


@pytest.fixture
def screened(acme: Any) -> Any:
    """A survey with one complete response, one screened out and one over quota."""
    survey = published_survey(parse_definition(SCREENING))
    for fits in (True, False, True):
        submit_response(survey=survey, answers={"q_00000001": fits})
    return survey


@pytest.mark.parametrize(
    ("status", "words"), [("screened_out", "Screened out"), ("over_quota", "Over quota")]
)
def test_ends_of_other_kinds_are_listed_by_their_status(
    screened: Any, editor: User, client_of: Any, status: str, words: str
) -> None:
    page = client_of(editor).get(f"/surveys/{screened.pk}/responses/?status={status}").content.decode()

    assert page.count(f">{words}</span>") == 1
    assert page.count('class="title-link num"') == 1
    one = Response.objects.get(status=status)
    single = client_of(editor).get(f"/surveys/{screened.pk}/responses/{one.pk}/").content.decode()
    assert f"<dd>{words}</dd>" in single


def test_results_count_complete_responses_only_and_nobody_as_having_left(screened: Any) -> None:
    results = Results.of(screened.pk)

    overview = results.overview()
    assert (overview.responses, overview.complete) == (3, 1)
    assert [page.left for page in overview.pages] == [0]
    assert results.summary(results.questions[0]).base.asked == 1
    chosen = results.summary(results.questions[0], Selection(status="over_quota"))
    assert chosen.base.asked == 1
