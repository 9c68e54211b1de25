"""The admin in a browser, under the strict content security policy: any complaint of it fails the test."""

from playwright.sync_api import Page, expect

from responses.models import Response
from tenants.people.models import User
from tenants.permissions import Role
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit

WIDE = {"width": 1440, "height": 900}


def test_every_list_and_form_stands_without_a_complaint(visit: Visit, live: Site) -> None:
    survey = published_survey(title="Admin pulse")
    page = visit("/admin/", role="owner", viewport=WIDE)

    for path in (
        "people/user/",
        "people/user/add/",
        f"people/user/{User.objects.filter(role=Role.OWNER).first().pk}/change/",  # type: ignore[union-attr]
        "surveys/survey/",
        f"surveys/survey/{survey.pk}/change/",
        "responses/response/",
        "webhooks/event/",
    ):
        page.goto(live.url(f"/admin/{path}"))
        page.wait_for_load_state("networkidle")
        expect(page.locator("#main")).to_be_visible()


def test_filters_and_the_menu_of_the_person_open_and_close(visit: Visit) -> None:
    page = visit("/admin/people/user/", role="owner", viewport=WIDE)

    page.get_by_text("Filters").click()
    expect(page.get_by_role("link", name="Viewer", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Owner").click()

    expect(page.get_by_text("Change password")).to_be_visible()


def test_the_theme_is_that_of_the_staff_pages(visit: Visit, live: Site) -> None:
    page = visit("/admin/", role="owner", viewport=WIDE)
    page.get_by_role("button", name="Owner").click()
    page.get_by_text("Dark", exact=True).click()

    assert is_dark(page)
    page.goto(live.url("/people/"))
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(live.url("/admin/"))
    assert is_dark(page)


def is_dark(page: Page) -> bool:
    return "dark" in (page.locator("html").get_attribute("class") or "").split()


def test_the_bar_of_actions_appears_beside_the_sidebar(visit: Visit, live: Site) -> None:
    survey = published_survey()
    Response.objects.create(survey=survey, version=survey.current_version, language="en", seed=1, answers={})
    page = visit("/admin/responses/response/", role="owner", viewport=WIDE)

    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("delete_selected")

    bar = page.locator("#changelist-actions").bounding_box()
    side = page.locator("#nav-sidebar").bounding_box()
    assert bar is not None
    assert side is not None
    expect(page.get_by_role("button", name="Run")).to_be_visible()
    assert bar["x"] >= side["x"] + side["width"]
