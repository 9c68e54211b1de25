"""Right answers in the builder, and conditions of choices and rows by rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from surveys.definition import problems_before_publishing
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import make_choices, make_definition, make_question, make_survey
from tests.surveys.conftest import Post, address, draft
from tests.surveys.test_builder_logic import element, row, rows, text

AGE, COLOUR, GRID = (f"q_{number:08d}" for number in range(1, 4))
COLOURS = make_choices("Red", "Green")
ROWS = [{"id": "r_00000001", "code": "one", "label": {"en": "First row"}}]


@pytest.fixture
def survey(editor: User) -> Survey:
    """Age and colour on a page, a grid on the next."""
    return make_survey(
        make_definition(
            [
                make_question("number", "age", id=AGE),
                make_question("single_choice", "colour", id=COLOUR, settings={"choices": COLOURS}),
            ],
            [
                make_question(
                    "matrix_single",
                    "grid",
                    id=GRID,
                    settings={"rows": ROWS, "columns": make_choices("Good", "Bad")},
                )
            ],
            languages=("en", "nl"),
        ),
        by=editor,
    )


def test_a_right_answer_begins_with_the_question_itself(post: Post, survey: Survey, browser: Client) -> None:
    panel = text(browser.get(f"{address('build', survey)}?at={COLOUR}"))
    html = text(browser.get(address("rule", survey, COLOUR, "quiz")))

    assert "Say which is right" in panel
    assert '<option value="colour" selected>' in html
    assert '<option value="equals" selected>' in html
    assert "The right answer in words" in html


def test_a_right_answer_is_kept_with_its_points_and_words_by_language(post: Post, survey: Survey) -> None:
    right = rows(row(0, "colour", "equals", "1"))
    post("save_rule", COLOUR, "quiz", **right, **{"part.points": "2.5", "part.if_right": "Yes!"})
    post("save_rule", COLOUR, "quiz", query="?language=nl", **right, **{"part.answer": "Rood"})

    quiz = element(survey, COLOUR).quiz
    assert (quiz.right_if, quiz.points) == ('colour = "1"', 2.5)
    assert (quiz.if_right, quiz.answer) == ({"en": "Yes!"}, {"nl": "Rood"})


def test_whole_points_are_shown_as_whole_numbers(post: Post, survey: Survey, browser: Client) -> None:
    post("save_rule", COLOUR, "quiz", **rows(row(0, "colour", "equals", "1")), **{"part.points": "2"})

    html = text(browser.get(address("rule", survey, COLOUR, "quiz")))

    assert 'name="part.points" value="2"' in html


def test_the_panel_says_what_is_right_and_what_it_is_worth(
    post: Post, survey: Survey, browser: Client
) -> None:
    post("save_rule", COLOUR, "quiz", **rows(row(0, "colour", "equals", "1")), **{"part.points": "3"})

    html = text(browser.get(address("build", survey) + f"?at={COLOUR}"))

    assert "“What is your colour?” is “Red”" in html
    assert "→ 3 points" in html


@pytest.mark.parametrize("points", ["-1", "many"])
def test_points_that_are_none_are_refused(post: Post, survey: Survey, points: str) -> None:
    right = rows(row(0, "colour", "equals", "1"))

    assert post("save_rule", COLOUR, "quiz", **right, **{"part.points": points}).status_code == 422
    assert element(survey, COLOUR).quiz is None


CHOICE = COLOURS[0]["id"]


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        (CHOICE, lambda survey: element(survey, COLOUR).settings.choices[0]),
        ("r_00000001", lambda survey: element(survey, GRID).settings.rows[0]),
    ],
    ids=["choice", "row"],
)
def test_a_choice_or_row_is_shown_on_a_condition_by_rows(
    post: Post, survey: Survey, browser: Client, owner: str, found: Callable[[Survey], Any]
) -> None:
    response = post("save_rule", owner, "visible_if", **rows(row(0, "age", "at_least", "18")))

    assert found(survey).visible_if == "age >= 18"
    assert f"choice={owner}" in response.headers["Location"]
    html = text(browser.get(response.headers["Location"]))
    assert "“What is your age?” is at least 18" in html
    post("delete_rule", owner, "visible_if")
    assert found(survey).visible_if == ""


def test_the_form_of_a_choice_names_it_and_what_comes_before_its_question(
    post: Post, survey: Survey, browser: Client
) -> None:
    html = text(post("reshape_rule", CHOICE, "visible_if", mode="rows", add="0"))

    assert "Show the answer “Red” if" in html
    assert '<option value="age">' in html
    assert '<option value="colour">' not in html
    assert "Show the row “First row” if" in text(
        browser.get(address("rule", survey, "r_00000001", "visible_if"))
    )


@pytest.mark.parametrize(
    ("owner", "slot"),
    [("c_unknown0", "visible_if"), (CHOICE, "quiz"), (CHOICE, "checks-0")],
    ids=["unknown", "right", "check"],
)
def test_rules_that_choices_do_not_have_are_not_found(
    survey: Survey, browser: Client, owner: str, slot: str
) -> None:
    assert browser.get(address("rule", survey, owner, slot)).status_code == 404


def test_when_right_answers_are_told_is_a_setting(post: Post, survey: Survey) -> None:
    post("save_run", progress="bar", quiz_feedback="page")
    assert draft(survey).settings.quiz_feedback == "page"

    post("save_run", progress="bar", quiz_feedback="")
    assert draft(survey).settings.quiz_feedback is None


def test_what_nobody_answers_cannot_be_right() -> None:
    computed = make_question(
        "calculated", "sum", settings={"expression": "1 + 1"}, quiz={"right_if": "sum = 2"}
    )
    definition = make_definition(
        [make_question("number", "age"), computed], settings={"quiz_feedback": "end"}
    )

    problems = [(each.code, each.severity) for each in problems_before_publishing(definition)]

    assert problems == [("not_answered", "error"), ("no_right_answers", "warning")]
