"""One real browser for all tests of a worker, whichever folder they stand in."""

import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import Browser, Keyboard, Locator, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""Without the windows, which cost as much processor time as the pages: the same engine either way."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--no-opt --min-semi-space-size=16",
]
"""The last for pages that live for a second: neither compiling their scripts at length pays, nor tidying up
after them. axe needs three quarters of the time so."""
PATIENCE = 30_000
"""Milliseconds that a browser is given for anything: a busy machine comes late, and is not wrong for that."""


ACTS = ("check", "click", "fill", "focus", "hover", "press", "press_sequentially", "select_option", "uncheck")


def _after_scripts(act: Callable[..., Any]) -> Callable[..., Any]:
    """Return an act that waits until the scripts of a page that comes in have run."""

    @wraps(act)
    def patiently(locator: Locator, *args: Any, **options: Any) -> Any:
        locator.page.wait_for_load_state("domcontentloaded")
        return act(locator, *args, **options)

    return patiently


_keyboard: Callable[[Page], Keyboard] = vars(Page)["keyboard"].fget


def _keyboard_after_scripts(page: Page) -> Keyboard:
    page.wait_for_load_state("domcontentloaded")
    return _keyboard(page)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium a worker. Playwright keeps an event loop in this thread, which Django must bear."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        for act in ACTS:
            patch.setattr(Locator, act, _after_scripts(getattr(Locator, act)))
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()
