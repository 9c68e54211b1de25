"""Whether the site says truthfully that it can work."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery, current_app
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from config import health
from tenants.models import Heartbeat, Organisation
from tenants.scope import owner_scope, public_scope

ANYWHERE = ["acme.localhost", "localhost", "10.0.0.7", "10.0.0.7:8000", "[::1]", "nobody.example", "in valid"]


@pytest.fixture(autouse=True)
def _healthy(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A site where all is well, and no answer kept from before."""
    monkeypatch.setattr(health, "_kept", {"until": 0.0})
    monkeypatch.setitem(current_app.conf.broker_transport_options, "data_folder_out", str(tmp_path))
    with public_scope():
        Heartbeat.objects.update_or_create(name="tick", defaults={"at": timezone.now()})
        yield


def ready() -> tuple[int, str, dict[str, tuple[str, str]]]:
    """Return the status and, for each check, its status and note."""
    answer = Client().get("/health/ready")
    found: dict[str, Any] = answer.json()
    checks = {name: (check["status"], check["note"]) for name, check in found["checks"].items()}
    return answer.status_code, found["status"], checks


@pytest.mark.parametrize("host", ANYWHERE)
def test_a_process_that_answers_lives(host: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = Client(headers={"host": host}).get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("host", ANYWHERE)
def test_ready_answers_on_any_host(host: str) -> None:
    assert Client(headers={"host": host}).get("/health/ready").status_code == 200


def test_nothing_else_is_under_health() -> None:
    assert Client().get("/health/secrets").status_code == 404


def test_all_is_well() -> None:
    fine = ("ok", "")

    assert ready() == (200, "ok", dict.fromkeys(["database", "migrations", "broker", "beat"], fine))


def test_without_its_database_the_site_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = connection.copy()
    dead.settings_dict = {**connection.settings_dict, "HOST": "/nowhere", "OPTIONS": {}}
    dead.set_schema_to_public()
    monkeypatch.setattr(health, "connection", dead)

    status, overall, checks = ready()

    assert (status, overall) == (503, "failing")
    assert checks["database"] == ("failing", "unreachable")
    assert checks["migrations"] == ("failing", "unknown")


def test_without_a_migration_the_site_is_not_ready() -> None:
    MigrationRecorder.Migration.objects.filter(app="tenants", name="0001_initial").delete()

    status, overall, checks = ready()

    assert (status, overall) == (503, "failing")
    assert checks["migrations"] == ("failing", "1 to be applied")


def test_an_organisation_that_lags_behind_degrades() -> None:
    Organisation.objects.filter(schema_name="t_acme").update(fingerprint="old")

    status, overall, checks = ready()

    assert (status, overall) == (200, "degraded")
    assert checks["migrations"] == ("degraded", "1 organisations lag behind")


def test_a_folder_that_takes_no_messages_degrades(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(current_app.conf.broker_transport_options, "data_folder_out", "/nowhere")

    status, overall, checks = ready()

    assert (status, overall) == (200, "degraded")
    assert checks["broker"] == ("degraded", "its folder can't be written")


def test_a_broker_that_is_down_degrades(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = Celery("nowhere", broker="redis://127.0.0.1:1/0", set_as_current=False)
    monkeypatch.setattr(health, "current_app", nowhere)

    status, _, checks = ready()

    assert (status, checks["broker"]) == (200, ("degraded", "unreachable"))


def test_a_beat_that_stopped_degrades() -> None:
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=90))

    status, _, checks = ready()

    assert (status, checks["beat"]) == (200, ("degraded", "silent for 90 s"))


def test_a_beat_that_never_was_degrades() -> None:
    Heartbeat.objects.all().delete()

    assert ready()[2]["beat"] == ("degraded", "no tick yet")


def test_a_beat_of_which_nothing_is_known_degrades() -> None:
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE tenants_heartbeat")

    assert ready()[2]["beat"] == ("degraded", "unknown")


def test_it_looks_at_most_once_a_second(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ready()

    with django_assert_num_queries(0):
        ready()


def test_a_heartbeat_says_whose_it_is_and_when() -> None:
    assert (
        str(Heartbeat(name="tick", at=datetime(2026, 1, 2, tzinfo=UTC)))
        == "tick at 2026-01-02 00:00:00+00:00"
    )
