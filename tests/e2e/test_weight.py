"""What a page of a survey weighs over the wire, as a browser that comes for the first time counts it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from surveys.question_types import question_types
from tests.builders import make_definition, make_question, published_survey
from tests.e2e.conftest import Site, granian
from tests.ports import free_port

LIMIT = 30_000
"""Bytes of all bodies together, compressed with gzip."""
ELSEWHERE = ("admin", "unfold", "rest_framework", "drf_spectacular_sidecar", "*-4*.js")
EVERYDAY = [
    "single_choice",
    "multiple_choice",
    "dropdown",
    "yes_no",
    "short_text",
    "long_text",
    "number",
    "date",
    "nps",
    "rating",
    "matrix_single",
]
GROUPS = sorted({kind.group for kind in question_types()})
BODIES = """async () => {
  await fetch(document.querySelector("link[rel=icon]").href).then((icon) => icon.text());
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return Object.fromEntries(all.map((each) => [each.name.split("/").at(-1), each.encodedBodySize]));
}"""

type Open = Callable[..., Page]


@pytest.fixture(scope="module")
def collected(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its static files as they are collected for production."""
    port, folder = free_port(), str(tmp_path_factory.mktemp("static"))
    collected = {"BACKEND": "config.static_files.CollectedStaticFiles"}
    with override_settings(STATIC_ROOT=folder, STORAGES=settings.STORAGES | {"staticfiles": collected}):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=list(ELSEWHERE))
    with granian(port, TEST_STATIC=folder):
        yield Site(port, site.scope)


@pytest.fixture
def first_look(live: Site, collected: Site, browser: Browser) -> Iterator[Open]:
    """Open a page with these questions in a browser that has nothing yet; its complaints fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*questions: dict[str, Any], accepted: str = "gzip", **settings: Any) -> Page:
        survey = published_survey(make_definition(questions, settings=settings))
        contexts.append(browser.new_context(extra_http_headers={"Accept-Encoding": accepted}))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.goto(collected.url(f"/s/{survey.slug}/"), wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def bodies(page: Page) -> dict[str, int]:
    """Bytes of everything that was loaded, by the last part of its address."""
    found: dict[str, int] = page.evaluate(BODIES)
    return found


def of_types(*kinds: str) -> list[dict[str, Any]]:
    return [make_question(kind, f"{kind}_asked") for kind in kinds]


@pytest.mark.parametrize("group", GROUPS)
def test_a_family_of_types_with_a_condition(first_look: Open, group: str) -> None:
    family = of_types(*(kind.key for kind in question_types() if kind.group == group))
    why = make_question("long_text", "why", visible_if="score < 7")

    weights = bodies(first_look(make_question("nps", "score"), *family, why))

    assert sum(weights.values()) <= LIMIT
    assert not [name for name in weights if "htmx" in name]


def test_ten_everyday_questions_with_conditions_and_all_that_they_fetch_later(first_look: Open) -> None:
    why = make_question("long_text", "why", visible_if="nps_asked < 7")
    more = make_question("single_choice", "more", visible_if="yes_no_asked and rating_asked > 2")
    page = first_look(*of_types(*EVERYDAY), why, more)

    page.get_by_role("radio", name="3", exact=True).first.check(force=True)
    expect(page.get_by_text("What is your why?")).to_be_visible()
    weights = bodies(page)
    del weights["?page=1"]  # what the server answered to the 3

    assert [name for name in weights if "htmx" in name]
    assert sum(weights.values()) <= LIMIT


def test_with_brotli_it_is_a_tenth_less(first_look: Open) -> None:
    questions = of_types(*EVERYDAY)

    gzip, brotli = (
        sum(bodies(first_look(*questions, accepted=each)).values()) for each in ("gzip", "br, gzip")
    )

    assert brotli < 0.9 * gzip
