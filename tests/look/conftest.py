"""A real browser in which the test's own Django answers, so that pages see the test's database."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tenants.scope import Scope

ORIGIN = "http://acme.localhost"

type Open = Callable[..., Page]


def answer(route: Route) -> None:
    """Answer the browser's request by Django's."""
    asked = route.request
    path = asked.url.removeprefix(ORIGIN)
    client = Client(raise_request_exception=False, headers=asked.all_headers() | {"host": "acme.localhost"})
    content_type = asked.headers.get("content-type", "")
    response = client.generic(asked.method, path, asked.post_data_buffer or b"", content_type)
    route.fulfill(
        status=response.status_code,
        headers=dict(response.headers),
        body=response.getvalue() if response.streaming else response.content,
    )


@pytest.fixture
def open_page(browser: Browser, acme: Scope, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of the style guide; what the browser complains about fails the test."""
    monkeypatch.setattr(settings, "ROOT_URLCONF", "tests.look.urls")
    complaints: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def open_at(path: str, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"{ORIGIN}/styleguide{path}")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []
