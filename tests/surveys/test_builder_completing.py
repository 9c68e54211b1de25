"""What the builder offers while an expression is written."""

from typing import Any

import pytest
from django.test import Client

from surveys.models import Survey
from tenants.people.models import User
from tests.builders import make_choices, make_definition, make_question, make_survey
from tests.surveys.conftest import Post

AGE, COLOUR, GROUP, TOY, SUM = (f"q_{number:08d}" for number in range(1, 6))


@pytest.fixture
def survey(editor: User) -> Survey:
    """Age and colour, then a group of toys, then what is computed of them."""
    colours = {"choices": make_choices("Red", "Green")}
    computed = {"expression": "1 + 1"}
    return make_survey(
        make_definition(
            [
                make_question("number", "age", id=AGE, text="How old?"),
                make_question("single_choice", "colour", id=COLOUR, settings=colours),
            ],
            [
                make_question("repeat_group", "toys", id=GROUP),
                make_question("short_text", "toy", id=TOY, in_group=GROUP),
                make_question("calculated", "total", id=SUM, settings=computed),
            ],
        ),
        by=editor,
    )


def offers(post: Post, owner: str, slot: str, written: str) -> list[tuple[Any, ...]]:
    answer: Any = post("complete", owner, slot, written=written)
    assert answer.status_code == 200
    return [tuple(offer.values()) for offer in answer.json()["offers"]]


def test_names_come_with_their_questions_and_functions_with_what_they_take(post: Post) -> None:
    assert offers(post, COLOUR, "visible_if", "1 < ag")[0] == ("age", "name", 4, "How old?")
    assert offers(post, COLOUR, "visible_if", "sqr") == [
        ("sqrt(", "function", 0, "sqrt(number: number) -> number")
    ]


def test_codes_come_with_their_words(post: Post) -> None:
    assert offers(post, SUM, "own", 'colour = "') == [('"1"', "code", 9, "Red"), ('"2"', "code", 9, "Green")]


def test_only_what_comes_before_the_place_is_offered(post: Post) -> None:
    assert offers(post, AGE, "visible_if", "ag") == [("language(", "function", 0, "language() -> text")]
    assert offers(post, AGE, "checks-new", "ag")[0][:2] == ("age", "name")
    assert offers(post, TOY, "visible_if", "tot") == []


def test_fields_of_a_group_are_offered_by_their_whole_names(post: Post) -> None:
    assert [offer[0] for offer in offers(post, SUM, "own", "toys.")] == ["toys.toy"]


def test_characters_beyond_the_first_plane_count_as_one(post: Post) -> None:
    assert offers(post, SUM, "own", '"😀" = "x" or ag')[0] == ("age", "name", 13, "How old?")


@pytest.mark.parametrize(("owner", "slot"), [("q_unknown0", "own"), (AGE, "nothing"), ("p_unknown0", "own")])
def test_places_that_are_none_are_not_found(post: Post, owner: str, slot: str) -> None:
    assert post("complete", owner, slot, written="a").status_code == 404


def test_fields_for_expressions_say_where_to_ask(browser: Client, survey: Survey) -> None:
    html = browser.get(f"/surveys/{survey.pk}/build/?at={SUM}").content.decode()

    assert f'data-completes="/surveys/{survey.pk}/build/rules/{SUM}/own/complete/"' in html
