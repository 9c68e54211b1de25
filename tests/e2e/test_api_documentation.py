"""The page on which people browse the API, in a real browser, under the strict policy."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import PASSWORD
from tests.e2e.conftest import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def documentation(browser: Browser, live: Site) -> Iterator[Callable[..., Page]]:
    """Open the page; what the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.goto(live.url("/api/v1/docs/"))
        page.wait_for_selector(".opblock")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_somebody_signs_in_and_tries_an_operation(documentation: Callable[..., Page], live: Site) -> None:
    page = documentation()
    page.locator("#operations-auth-create_token .opblock-summary-control").click()
    page.locator("#operations-auth-create_token .try-out__btn").click()
    body = json.dumps({"email": live.person("editor"), "password": PASSWORD})
    page.locator("#operations-auth-create_token textarea").fill(body)
    page.locator("#operations-auth-create_token .execute").click()
    answer = page.locator("#operations-auth-create_token .live-responses-table .response-col_description")

    answer.get_by_text('"token_type"').first.wait_for()

    assert (
        page.locator("#operations-auth-create_token .live-responses-table .response-col_status")
        .nth(1)
        .inner_text()
        .startswith("200")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(documentation: Callable[..., Page], scheme: str) -> None:
    page = documentation(viewport={"width": 390, "height": 844}, color_scheme=scheme)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.documentElement.classList.contains('dark-mode')") == (scheme == "dark")


def test_without_javascript_the_page_says_where_the_description_is(browser: Browser, live: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live.url("/api/v1/docs/"))

    assert page.get_by_role("link", name="/api/v1/schema/").get_attribute("href") == "/api/v1/schema/"
    context.close()
