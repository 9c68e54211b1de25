"""axe objects to nothing on respondents' pages, in either theme, width and direction."""

from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from config.demo.showcase.filling import stored_pictures
from surveys.domain import close_survey
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.question_types import question_types
from tenants.people.models import User
from tenants.scope import tenant_scope
from tests.axe import BOTH, violations, wrong_in
from tests.builders import make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit

LOOKS = [("light", 1440, "en"), ("dark", 390, "ar")]
OVERLAPPING = """() => [...document.querySelectorAll(".question")].flatMap((question) => {
  const fields = [...question.querySelectorAll(".input")].filter((each) => each.checkVisibility());
  return fields.slice(1).filter((each, index) => {
    const [one, other] = [fields[index].getBoundingClientRect(), each.getBoundingClientRect()];
    const beside = one.right <= other.left + 1 || other.right <= one.left + 1;
    return !beside && one.bottom > other.top + 1 && other.bottom > one.top + 1;
  }).map((each) => each.name);
})"""
MARKED_CELLS = """() => [...document.querySelectorAll(".matrix td")].filter((each) =>
  getComputedStyle(each).borderBlockStartWidth === "3px").length"""
ARROWS = """() => [...new Set([...document.querySelectorAll("select:not([hidden])")].map((each) =>
  getComputedStyle(each).appearance))]"""


@pytest.fixture(scope="module")
def survey(site: Site, django_db_blocker: DjangoDbBlocker) -> Survey:
    """One page with a question of every type, with pictures and something to repeat; another to finish on."""
    with django_db_blocker.unblock(), tenant_scope(site.scope):
        return of_every_type()


def of_every_type() -> Survey:
    owner = User.objects.filter(role="owner").first()
    assert owner is not None
    pictures = stored_pictures(by=owner)
    elements = [
        _with_picture(make_question(kind.key, kind.key), pictures["map"]) for kind in question_types()
    ]
    group = next(each["id"] for each in elements if each["type"] == "repeat_group")
    place = next(at for at, each in enumerate(elements) if each["id"] == group)
    elements.insert(place + 1, make_question("short_text", "inside", in_group=group))
    asked = [each | {"required": True} for each in elements]
    return published_survey(make_definition(asked, [make_question()], languages=["en", "ar"]))


def _with_picture(question: dict[str, Any], picture: dict[str, Any]) -> dict[str, Any]:
    settings = question["settings"]
    if "picture" in settings:
        settings |= {"picture": picture, "alternative": {"en": "A map", "ar": "خريطة"}}
    for choice in settings.get("choices", ()) if question["type"].startswith("image_") else ():
        choice["image"] = picture["asset"]
    return question


def problems(page: Page, width: int) -> list[object]:
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*violations(page), *([f"{wide} wide"] if wide > width else [])]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_of_every_type_as_it_comes_and_refused(visit: Visit, survey: Survey, language: str) -> None:
    page = visit(f"/s/{survey.slug}/?lang={language}", reduced_motion="reduce")
    unanswered = wrong_in(page, BOTH)
    page.locator(".survey-nav .primary").click()
    page.wait_for_selector("#errors")

    assert (unanswered, wrong_in(page, BOTH)) == ({}, {})


def test_that_page_shows_every_type_but_those_that_nobody_sees(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    asked = draft_of(survey).pages[0].elements

    shown = {
        each.type for each in asked if page.locator(f"[id='question-{each.id}'], [id='{each.id}']").count()
    }

    page.set_viewport_size({"width": 320, "height": 800})
    overlapping = page.evaluate(OVERLAPPING)
    page.emulate_media(media="print")

    marked = page.evaluate(MARKED_CELLS)
    page.emulate_media(media="screen", forced_colors="active")

    assert (overlapping, marked, page.evaluate(ARROWS)) == ([], 0, ["auto"])
    assert len({each.type for each in asked}) >= 53
    assert {each.key for each in question_types()} - shown == {
        "hidden_field",
        "random_group",
        "timing",
        "calculated",
    }


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
