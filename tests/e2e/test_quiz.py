"""A quiz in a browser: what was told is read first, reads well in every look, and is left by the keyboard."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from surveys.definition import parse_definition
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit
from tests.e2e.test_respondents_accessible import LOOKS, problems
from tests.responses.quizzes import LYONS, capital, document, name, total

SHOTS = os.environ.get("QUIZ_SHOTS", "")


def shoot(page: Page, named: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{named}.png"), full_page=True)


@pytest.mark.parametrize(("scheme", "width", "language"), LOOKS)
def test_what_was_right_is_told_accessibly(
    visit: Visit, live: Site, scheme: str, width: int, language: str
) -> None:
    made = document([capital(), total()], [name()], copy_offered=True) | {"languages": ["en", "nl", "ar"]}
    survey = published_survey(parse_definition(made))
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    page = visit(f"/s/{survey.slug}/?lang={language}", **look)
    shoot(page, f"asked-{scheme}-{width}-{language}")
    page.locator(f"[value={LYONS}]").check()
    page.get_by_label("Two and two?").fill("4")
    page.get_by_label("Two and two?").press("Enter")

    expect(page.locator(".quiz-result")).to_be_focused()
    assert problems(page, width) == []
    shoot(page, f"told-{scheme}-{width}-{language}")
    page.locator(".survey-nav .primary").press("Enter")
    page.get_by_label("Your name?").press("Enter")
    expect(page.locator(".quiz-result")).to_be_visible()
    assert problems(page, width) == []
    shoot(page, f"ending-{scheme}-{width}-{language}")
    with page.expect_navigation():
        page.locator("[formaction='copy/']").click()
    assert problems(page, width) == []
    shoot(page, f"copy-{scheme}-{width}-{language}")
