"""axe objects to nothing on respondents' pages, in either theme, width and direction."""

import pytest
from playwright.sync_api import Page

from surveys.domain import close_survey
from surveys.models import Survey
from surveys.question_types import question_types
from tests.builders import make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit
from tests.look.test_accessibility import violations

LOOKS = [("light", 1440, "en"), ("dark", 390, "en"), ("light", 390, "ar"), ("dark", 1440, "ar")]


@pytest.fixture
def survey(live: Site) -> Survey:
    """One page with a question of every type, and another to finish on."""
    elements = [make_question(kind.key, kind.key, required=True) for kind in question_types()]
    return published_survey(make_definition(elements, [make_question()], languages=["en", "ar"]))


def problems(page: Page, width: int) -> list[object]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*violations(page), *([f"{wide} wide"] if wide > width else [])]


@pytest.mark.parametrize(("scheme", "width", "language"), LOOKS)
def test_a_page_of_every_type_as_it_comes_and_refused(
    visit: Visit, survey: Survey, scheme: str, width: int, language: str
) -> None:
    page = visit(
        f"/s/{survey.slug}/?lang={language}",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    unanswered = problems(page, width)
    page.locator(".survey-nav .primary").click()
    page.wait_for_selector("#errors")

    assert (unanswered, problems(page, width)) == ([], [])


@pytest.mark.parametrize(("scheme", "width", "language"), LOOKS)
def test_the_pages_around_the_questions(
    visit: Visit, live: Site, scheme: str, width: int, language: str
) -> None:
    survey = published_survey(make_definition([make_question()], languages=["en", "ar"]))
    closed = published_survey(make_definition(languages=["en", "ar"]))
    close_survey(survey=closed, by=None)
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    page = visit(f"/s/{survey.slug}/privacy/?lang={language}", **look)
    found = {"privacy": problems(page, width)}
    for path in (f"/s/{closed.slug}/?lang={language}", "/s/nowhere/"):
        page.goto(live.url(path))
        found[path] = problems(page, width)
    page.goto(live.url(f"/s/{survey.slug}/?lang={language}"))
    page.locator(".survey-nav .primary").click()
    page.wait_for_selector(".message")
    found["thanks"] = problems(page, width)

    assert [each for each in found.values() if each] == []


def test_the_preview(visit: Visit, survey: Survey) -> None:
    page = visit(f"/surveys/{survey.pk}/preview/", role="viewer", reduced_motion="reduce")

    assert problems(page, 1280) == []
