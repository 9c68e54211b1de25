"""Cards of the canvas: drawn once, and not sent to a browser that shows them."""

import re
from typing import Any

import pytest
from django.test import Client

from surveys import editing
from surveys.building.canvas_changes import HEADER as SHOWS
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


def pieces(html: str) -> list[str]:
    """What becomes of which elements."""
    found = re.findall(r'<\w+ (?:id="([\w-]+)" )?(?:\w+ )?hx-swap-oob="([^"]+)"(?: id="([\w-]+)")?', html)
    return [f"{first or last} {how}" for first, how, last in found]


def test_of_a_page_that_is_shown_only_another_question_is_sent(browser: Client, survey: Survey) -> None:
    a, b, _c, d = ids(survey)
    names = drawn(canvas(browser, survey, a))
    known = " ".join(name for card, name in names.items() if card != d) + f" {d}:old"
    headers = {"hx-request": "true", HEADER: known, SHOWS: f"1 at={a}"}

    response = browser.get(f"{address('build', survey)}?at={b}", headers=headers)

    html = response.content.decode()
    assert response.headers["HX-Reswap"] == "none"
    assert SHOWS in response.headers["Vary"]
    assert pieces(html) == [
        f"card-{a} outerHTML:#current",
        "panel delete",
        f" afterend:#card-{b}",
        f"card-{b} delete",
        f"card-{d} true",
        "canvas-place true",
    ]
    assert (html.count('id="current"'), html.count('id="panel"'), html.count(f'data-query="at={b}"')) == (
        1,
        2,
        1,
    )


@pytest.mark.parametrize(
    "shows",
    ["", "x at={a}", "2 at={a}", "1 at={b}", "1 at={page}", "1 at={a}&language=nl", "1 at={a}&add=0"],
)
def test_what_is_shown_otherwise_is_sent_whole(browser: Client, survey: Survey, shows: str) -> None:
    a, b, _c, _d = ids(survey)
    page = draft_of(survey).pages[0].id
    known = " ".join(drawn(canvas(browser, survey, a)).values())
    headers = {"hx-request": "true", HEADER: known, SHOWS: shows.format(a=a, b=b, page=page)}

    html = browser.get(f"{address('build', survey)}?at={b}", headers=headers).content.decode()

    assert (html.count('<div id="canvas"'), pieces(html)) == (1, [])


def moved(browser: Client, survey: Survey, question: str, shows: str, **form: Any) -> str:
    """The answer to moving a question, from a browser that shows what it says."""
    known = " ".join(drawn(canvas(browser, survey, question)).values())
    revision = reread(survey).draft_revision
    headers = {"hx-request": "true", HEADER: known, SHOWS: f"{revision} {shows}"}
    sent = {"revision": revision, "shown": revision} | form
    url = f"{address('move_question', survey, question)}?at={question}"
    return browser.post(url, sent, headers=headers).content.decode()


def test_of_a_move_on_the_page_only_the_order_is_sent(browser: Client, survey: Survey) -> None:
    a, b, c, d = ids(survey)

    html = moved(browser, survey, b, f"at={b}", direction="down", text="What is b now?")
    unnamed = moved(browser, survey, b, f"at={b}", direction="up", name="two")

    assert ids(survey) == [a, b, c, d]
    assert f'data-order="{a} {c} {b} {d} "' in html
    assert ('id="canvas"' in html, 'id="current"' in html, 'id="field-name"' in html) == (False,) * 3
    assert ('value="two"' in unnamed, f'id="row-{b}"' in unnamed) == (True, True)


@pytest.mark.parametrize("shows", ["", "at={a}", "at={b}&language=nl", "at={b}&choice=x"])
def test_a_move_is_answered_with_the_page_where_that_is_not_what_is_shown(
    browser: Client, survey: Survey, shows: str
) -> None:
    a, b, _c, _d = ids(survey)

    html = moved(browser, survey, b, shows.format(a=a, b=b) or "at=", direction="down")

    assert ('id="canvas"' in html, "data-order" in html) == (
        shows != "at={b}&choice=x",
        shows == "at={b}&choice=x",
    )


def test_a_move_to_another_page_shows_that_page(browser: Client, survey: Survey) -> None:
    _a, b, _c, _d = ids(survey)
    edit_draft(survey=survey, revision=1, operation=editing.add_page, by=None)

    html = moved(browser, survey, b, f"at={b}", page=draft_of(reread(survey)).pages[1].id)

    assert ('id="canvas"' in html, "data-order" in html) == (True, False)
