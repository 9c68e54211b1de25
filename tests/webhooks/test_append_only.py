"""The event log can't be rewritten, whoever asks."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tenants.scope import Scope, owner_scope
from tests.webhooks.log import logged
from webhooks.domain import forget_events
from webhooks.models import Effect, Event
from webhooks.outbox import emit

LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def event(acme: Scope) -> Event:
    """An event that waits to be told."""
    return Event.objects.create(type="test.happened", payload={"a": 1})


@pytest.mark.parametrize(
    "change",
    [
        {"type": "test.other"},
        {"payload": {}},
        {"actor": "somebody else"},
        {"subject": "survey:2"},
        {"happened_at": LONG_AGO},
    ],
)
def test_an_event_is_never_changed(event: Event, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        logged().update(**change)


def test_the_mark_that_it_was_told_is_set_once(event: Event) -> None:
    logged().update(relayed_at=timezone.now())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        logged().update(relayed_at=None)


def test_an_event_is_not_deleted(event: Event) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()


def test_the_log_is_not_emptied_even_by_its_owner(event: Event) -> None:
    with (
        owner_scope(),
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE webhooks_event CASCADE")


def test_what_is_past_its_time_is_forgotten_with_its_effects(acme: Scope) -> None:
    old = Event.objects.create(
        type="test.happened", payload={}, happened_at=LONG_AGO, relayed_at=timezone.now()
    )
    Effect.objects.create(event=old, subscriber="test")
    waiting = Event.objects.create(type="test.happened", payload={}, happened_at=LONG_AGO)
    new = emit("test.happened", {})

    count = forget_events(before=timezone.now() - timedelta(days=365))

    assert count == 1
    assert set(logged().values_list("pk", flat=True)) == {waiting.pk, new}


def test_the_door_is_shut_behind_the_forgetting(event: Event) -> None:
    forget_events(before=LONG_AGO)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()


def test_the_guard_can_be_taken_off_and_put_back(event: Event) -> None:
    guard = import_module("webhooks.migrations.0002_append_only")
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute(guard.DROP)
        logged().update(actor="changed")
        cursor.execute(guard.MAKE)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        logged().update(actor="changed again")
