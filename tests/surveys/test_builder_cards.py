"""Cards of the canvas: drawn once, and not sent to a browser that shows them."""

import re
from typing import Any

import pytest
from django.test import Client

from surveys import editing
from surveys.building.cards import HEADER
from surveys.domain import edit_draft
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.conftest import address


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """A page of four questions, the last of which is shown on a condition."""
    plain = [make_question(name=name, text=f"What is {name}?") for name in "abc"]
    return make_survey(
        make_definition([*plain, make_question(name="d", visible_if="answered(a)")], languages=("en", "nl"))
    )


def ids(survey: Survey) -> list[str]:
    return [element.id for element in draft_of(reread(survey)).elements]


def canvas(browser: Client, survey: Survey, at: str, *, known: str = "", query: str = "") -> str:
    """The canvas for HTMX, from a browser that shows the cards ``known``."""
    headers = {"hx-request": "true", HEADER: known}
    response = browser.get(f"{address('build', survey)}?at={at}{query}", headers=headers)
    assert HEADER in response.headers["Vary"]
    return response.content.decode()


def drawn(html: str) -> dict[str, str]:
    """The names of the cards in it, by their questions."""
    found = re.findall(r'data-drawn="(\w+)" data-card="(\w+)"', html)
    return {question: f"{question}:{mark}" for mark, question in found}


def staying(html: str) -> list[str]:
    """The questions whose cards stay as they are."""
    return re.findall(r'<article id="card-(\w+)" hx-preserve="true"></article>', html)


def test_what_a_browser_shows_is_not_sent_again(browser: Client, survey: Survey) -> None:
    a, b, c, d = ids(survey)
    first = drawn(canvas(browser, survey, a))
    assert list(first) == [b, c, d]

    html = canvas(browser, survey, b, known=" ".join(first.values()))

    assert (list(drawn(html)), staying(html)) == ([a], [c, d])
    assert html.count('id="current"') == 1


def test_an_edit_answers_with_the_cards_that_the_browser_lacks(browser: Client, survey: Survey) -> None:
    a, b, c, d = ids(survey)
    known = " ".join(drawn(canvas(browser, survey, a)).values())
    form: dict[str, Any] = {"revision": 1, "direction": "down", "text": "What is a now?"}

    response = browser.post(
        f"{address('move_question', survey, a)}?at={a}", form, headers={"hx-request": "true", HEADER: known}
    )

    html = response.content.decode()
    assert ids(survey) == [b, a, c, d]
    assert (staying(html), list(drawn(html))) == ([b, c], [d])  # its condition says the new words
    assert "What is a now?" in html[html.index(f'id="card-{d}"') :]


@pytest.mark.parametrize("what", ["text", "language"])
def test_a_card_that_would_look_different_is_sent(browser: Client, survey: Survey, what: str) -> None:
    a, b, c, d = ids(survey)
    known = " ".join(drawn(canvas(browser, survey, a)).values())
    if what == "text":
        edit_draft(
            survey=survey,
            revision=1,
            operation=lambda draft: editing.set_question_text(
                draft, question_id=c, field="text", language="en", text="<i>&</i>"
            ),
            by=None,
        )

    html = canvas(browser, survey, a, known=known, query="" if what == "text" else "&language=nl")

    assert list(drawn(html)) == ([c] if what == "text" else [b, c, d])
    assert staying(html) == ([b, d] if what == "text" else [])


def test_nonsense_is_shown_nothing_less(browser: Client, survey: Survey) -> None:
    a, b, c, d = ids(survey)

    assert list(drawn(canvas(browser, survey, a, known=f"{b}: :x {c}:0 " * 500))) == [b, c, d]
