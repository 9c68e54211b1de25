"""Which database servers can carry Canvass."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.checks.registry import registry

from config.checks import check_database, check_production
from config.starting import look_at_database
from tenants.postgresql import fitness
from tenants.postgresql.fitness import DatabaseUnfit, mixed, problem_of_database, problem_of_server
from tenants.scope import Scope


@pytest.fixture
def sessions(acme: Scope) -> Iterator[list[psycopg.Connection[Any]]]:
    """Two sessions of the database."""
    with fitness._session() as first, fitness._session() as second:
        yield [first, second]


def test_our_own_server_is_fit(acme: Scope) -> None:
    assert problem_of_database() == ""
    look_at_database()


@pytest.mark.parametrize(
    ("version", "encoding", "problem"),
    [
        (160000, "UTF8", ""),
        (150018, "UTF8", "is PostgreSQL 15; 16 or newer is needed"),
        (180000, "SQL_ASCII", "is encoded in SQL_ASCII; UTF8 is needed"),
    ],
)
def test_a_server_is_new_and_speaks_utf8(version: int, encoding: str, problem: str) -> None:
    assert problem_of_server(version=version, encoding=encoding) == problem


def test_two_sessions_have_two_backends(sessions: list[psycopg.Connection[Any]]) -> None:
    assert mixed(*sessions) is False


def test_two_clients_of_one_backend_are_mixed(sessions: list[psycopg.Connection[Any]]) -> None:
    assert mixed(sessions[0], sessions[0]) is True


def test_a_transaction_pooler_stops_the_start(
    sessions: list[psycopg.Connection[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pooled:
        """A client that a pooler told another backend than the one that answers."""

        class info:  # noqa: N801 - as psycopg has it
            server_version, backend_pid = 180000, 1

        execute, transaction = sessions[0].execute, sessions[0].transaction

        def __enter__(self) -> "Pooled":
            return self

        def __exit__(self, *problem: object) -> None: ...

    monkeypatch.setattr(fitness, "_session", Pooled)

    with pytest.raises(DatabaseUnfit, match="canvass: the database is behind a transaction pooler"):
        look_at_database()
    assert [found.id for found in check_database(None, ["default"])] == ["canvass.E001"]


def test_a_database_that_is_down_does_not_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        psycopg.connect("host=/nowhere dbname=x")

    monkeypatch.setattr(fitness, "_session", refuse)

    look_at_database()
    assert "can't be reached" in check_database(None, ["default"])[0].msg


def test_the_check_of_the_database_runs_when_asked_for(acme: Scope) -> None:
    assert check_database(None, None) == []
    assert check_database(None, ["default"]) == []


def test_production_is_looked_at_more_closely(settings: Any) -> None:
    assert check_production(None) == []

    settings.PRODUCTION, settings.DEBUG, settings.PUBLIC_SCHEME, settings.REDIS_URL = True, True, "http", ""

    assert [found.id for found in check_production(None)] == ["canvass.E002", "canvass.W001", "canvass.W002"]


def test_the_checks_are_registered() -> None:
    names = {check.__name__ for check in registry.get_checks(include_deployment_checks=True)}

    assert {"check_database", "check_production"} <= names
