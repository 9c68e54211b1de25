"""One real browser for all tests of a worker, whichever folder they stand in."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium a worker. Playwright keeps an event loop in this thread, which Django must bear."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()
