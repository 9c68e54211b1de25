"""The real site in a real browser: granian, PostgreSQL, a committed organisation, chromium."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import DjangoDbBlocker

from tenants.people.models import User
from tenants.permissions import Role
from tenants.queries import organisation_of
from tenants.scope import Scope, public_scope, tenant_scope
from tests.browser import PATIENCE
from tests.conftest import make_organisation
from tests.factories import PersonFactory
from tests.ports import free_port, is_open
from tests.settings import RUN

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Site:
    """A running site. Organisations answer at ``http://<name>.localhost:<port>``."""

    port: int
    scope: Scope

    def url(self, path: str = "/") -> str:
        """Return an address at the organisation's host."""
        return f"http://{self.scope.host}:{self.port}{path}"

    def person(self, role: str) -> str:
        """Return the e-mail address of somebody with a role, whose password is PASSWORD."""
        with tenant_scope(self.scope):
            email = f"{role}@site.example"
            if not User.objects.filter(email=email).exists():
                PersonFactory.create(email=email, role=role, name=role.title())
        return email


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site, running for all browser tests of this worker; its rows stay until the end."""
    with django_db_blocker.unblock():
        if not _exists("t_site"):
            make_organisation("site")
        port = free_port()
        with granian(port):
            yield Site(port, organisation_of("t_site"))


@pytest.fixture
def live(site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The running site, with the test inside its organisation; what the test writes is committed."""
    with django_db_blocker.unblock(), tenant_scope(site.scope):
        yield site


def _exists(schema: str) -> bool:
    from tenants.models import Organisation

    with public_scope():
        return Organisation.objects.filter(schema_name=schema).exists()


class granian:  # noqa: N801 - used as a function
    """Run the web server while the block runs, with more variables in its environment."""

    def __init__(self, port: int, **environment: str) -> None:
        queue = Path(settings.DATA_DIR) / "queue"
        self.port = port
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "PYTEST_XDIST_TESTRUNUID": RUN,
            "CANVASS_PORT": str(port),
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "TEST_DATABASE_HOST": str(connection.get_connection_params()["host"]),
            "TEST_BROKER": "folder://",
            "TEST_QUEUE": str(queue),
            **environment,
        }

    def __enter__(self) -> None:
        options = ("--interface", "wsgi", "--port", str(self.port), "--workers", "1", "--no-ws")
        words = [sys.executable, "-m", "granian", *options, "--log-level", "error", "config.wsgi:application"]
        self.process = subprocess.Popen(words, cwd=ROOT, env=self.environment)
        for _ in range(1000):
            if is_open(self.port):
                return
            assert self.process.poll() is None, "the web server stopped"
            time.sleep(0.1)
        raise AssertionError("the web server doesn't answer")

    def __exit__(self, *problem: object) -> None:
        self.process.terminate()
        self.process.wait(60)


type Visit = Callable[..., Page]


@pytest.fixture
def visit(live: Site, browser: Browser) -> Iterator[Visit]:
    """Open a path in a new browser; complaints of the browser fail the test.

    ``role`` signs somebody in first; other options are Playwright's (``java_script_enabled``,
    ``viewport``, ``color_scheme``, ``locale``).
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_at(path: str, *, role: str | None = None, **options: object) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda told: _note(told.type, told.text, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if role:
            sign_in(page, live, role)
        page.goto(live.url(path))
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def _note(kind: str, text: str, complaints: list[str]) -> None:
    # answers of 4xx and lines that are cut, which tests ask for on purpose; pages left while they asked;
    # cards that another person has moved away while they were on their way
    expected = (
        *("Failed to load resource", "htmx:sendError", "htmx:afterRequest", "htmx:sendAbort"),
        "htmx:oobErrorNoTarget, #card-",
    )
    if kind in {"error", "warning"} and not text.startswith(expected):
        complaints.append(text)


def sign_in(page: Page, site: Site, role: str = Role.EDITOR) -> None:
    """Sign in as somebody with a role, past the form: what it does is tested where it belongs."""
    signed_in = Client(headers={"host": site.scope.host})
    with tenant_scope(site.scope):
        signed_in.force_login(User.objects.get(email=site.person(role)))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": signed_in.cookies[name].value, "url": site.url()}])
