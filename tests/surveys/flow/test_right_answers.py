"""The right answer in words, as the condition says it or the editor does."""

from typing import Any

import pytest

from surveys.definition import parse_definition
from surveys.flow import (
    Journey,
    compile_definition,
    points_reached,
    quiz_results,
    right_answer,
    said_of_answer,
)

ASKED = "q_asked000"


def choices(*codes: str) -> list[dict[str, Any]]:
    return [
        {"id": f"c_choice0{code}", "code": code, "label": {"en": f"The {code}", "nl": f"De {code}"}}
        for code in codes
    ]


GRID = {
    "rows": [
        {"id": f"r_row0000{code}", "code": f"r{code}", "label": {"en": f"Row {code}"}} for code in ("1", "2")
    ],
    "columns": choices("a", "b"),
}
SETS: dict[str, Any] = {
    "single_choice": {"choices": choices("a", "b", "c")},
    "multiple_choice": {"choices": choices("a", "b", "c")},
    "ranking": {"choices": choices("a", "b", "c")},
    "matrix_single": GRID,
}


def journey_of(kind: str, quiz: dict[str, Any], answer: Any = None, *more: dict[str, Any]) -> Journey:
    asked = {"id": ASKED, "type": kind, "name": "asked", "settings": SETS.get(kind, {}), "quiz": quiz}
    document = {
        "schema_version": "1.0",
        "title": {"en": "Quiz"},
        "languages": ["en", "nl"],
        "pages": [{"id": "p_00000001", "elements": [asked, *more]}],
    }
    return Journey(compile_definition(parse_definition(document)), {ASKED: answer})


def told(kind: str, right_if: str, language: str = "en", **more: Any) -> str:
    journey = journey_of(kind, {"right_if": right_if} | more)
    return right_answer(journey, journey.survey.question_by_id[ASKED], language)


TOLD = [
    ("single_choice", 'asked = "a"', "The a"),
    ("single_choice", 'asked in ["a", "b"]', "The a or The b"),
    ("single_choice", 'asked = "a" or asked = "c"', "The a or The c"),
    ("multiple_choice", 'has(asked, "b")', "The b"),
    ("multiple_choice", 'has_all(asked, ["a", "c"])', "The a and The c"),
    ("multiple_choice", 'has_any(asked, ["a", "c"])', "The a or The c"),
    ("multiple_choice", 'has(asked, "a") and has(asked, "b") and not has(asked, "c")', "The a and The b"),
    ("multiple_choice", 'has(asked, "a") and count(asked) <= 2', "The a"),
    ("yes_no", "asked", "Yes"),
    ("yes_no", "not asked", "No"),
    ("number", "asked = 1200.5", "1,200.5"),
    ("number", "between(asked, 4, 5)", "4 – 5"),
    ("number", "asked >= 18", "≥ 18"),
    ("number", "asked < 3", "< 3"),
    ("date", 'asked > date("2026-01-31")', "> 31 Jan 2026"),
    ("short_text", 'asked in ["Paris", "paris"]', "Paris or paris"),
    ("matrix_single", 'asked.r1 = "a" and asked.r2 = "b"', "Row 1: The a; Row 2: The b"),
]
UNTOLD = [
    ("single_choice", 'asked != "a"'),
    ("single_choice", 'asked = "a" or shown(asked)'),
    ("multiple_choice", 'has(asked, "a") or not has(asked, "b")'),
    ("multiple_choice", 'not has(asked, "a") and not has(asked, "b")'),
    ("number", "asked % 2 = 0"),
    ("number", "asked > 3 and asked < 5"),
    ("short_text", 'lower(asked) = "paris"'),
    ("short_text", 'contains(asked, "pari")'),
    ("matrix_single", 'asked.r1 = "a" or asked.r2 = "b"'),
    ("matrix_single", 'asked.r1 = "a" and asked.r2 != "b"'),
]


@pytest.mark.parametrize(("kind", "right_if", "words"), TOLD)
def test_a_simple_condition_says_what_is_right(kind: str, right_if: str, words: str) -> None:
    assert told(kind, right_if) == words


@pytest.mark.parametrize(("kind", "right_if"), UNTOLD)
def test_what_a_condition_says_too_freely_is_left_unsaid(kind: str, right_if: str) -> None:
    assert told(kind, right_if) == ""


def test_it_is_said_in_the_language_of_the_reader() -> None:
    assert told("single_choice", 'asked in ["a", "b"]', "nl") == "De a of De b"


def test_the_editors_words_come_first_with_answers_in_them() -> None:
    answer = {"en": "It was a, not {{ label(asked) }}"}
    journey = journey_of("single_choice", {"right_if": 'asked = "a"', "answer": answer}, "c_choice0b")

    question = journey.survey.question_by_id[ASKED]
    assert right_answer(journey, question, "en") == "It was a, not The b"
    assert right_answer(journey, question, "nl") == "It was a, not The b"


def test_a_condition_about_another_question_leaves_it_unsaid() -> None:
    journey = journey_of("number", {"right_if": "asked = 1"})
    other = {
        "id": "q_other000",
        "type": "number",
        "name": "other",
        "settings": {},
        "quiz": {"right_if": "other = 1 and asked = 2"},
    }
    journey = journey_of("number", {"right_if": "asked = 1"}, 1, other)

    assert right_answer(journey, journey.survey.question_by_id["q_other000"], "en") == ""


def test_questions_without_a_right_answer_say_nothing() -> None:
    plain = {"id": "q_other000", "type": "number", "name": "other", "settings": {}}
    journey = journey_of("number", {"right_if": "asked = 1"}, 1, plain)

    other = journey.survey.question_by_id["q_other000"]
    assert right_answer(journey, other, "en") == ""
    assert said_of_answer(journey, other, is_right=True) == {}
    assert [each.question.id for each in quiz_results(journey)] == [ASKED]


@pytest.mark.parametrize(
    ("answer", "is_right", "points"),
    [(1, True, 1.5), (2, False, 0), (None, None, 0), ({"missing": "refused"}, None, 0)],
)
def test_points_are_those_of_right_answers(answer: Any, is_right: bool | None, points: float) -> None:
    journey = journey_of("number", {"right_if": "asked = 1", "points": 1.5}, answer)

    (result,) = quiz_results(journey)
    assert (result.is_right, result.points, result.possible) == (is_right, points, 1.5)
    reached = points_reached([result, result])
    assert (reached.points, reached.possible) == (2 * points, 3)
