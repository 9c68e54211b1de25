"""Writing events down."""

import math
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import structlog
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from tenants.acting import acting_as
from tenants.exceptions import NoOrganisation
from tenants.models import DueWork
from tenants.scope import Scope, public_scope
from tests.webhooks.log import logged
from webhooks.exceptions import EventInvalid, EventTooLarge, NoTransaction
from webhooks.models import Effect, Event
from webhooks.outbox import RELAY, Emission, emission, emit, subscribe, subscribers_of


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What a subscriber of ``test.happened`` is told."""
    told: list[Event] = []
    monkeypatch.setattr("webhooks.outbox.SUBSCRIBERS", {"test.happened": {"test": told.append}})
    return told


def test_an_event_is_written_with_its_pointer_in_one_statement(
    acme: Scope, heard: list[Event], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Event.objects.exists()  # the connection enters the schema with its first statement

    with django_assert_num_queries(1):
        event_id = emit("test.happened", {"number": 1}, subject="survey:1", actor="ann@acme.example")

    event = logged().get()
    work = DueWork.objects.get(kind=RELAY)
    assert (event.pk, event.type, event.payload) == (event_id, "test.happened", {"number": 1})
    assert (event.subject, event.actor, event.relayed_at) == ("survey:1", "ann@acme.example", None)
    assert (work.tenant, work.key, work.sends) == ("t_acme", str(event_id), 0)
    assert 0 < (work.due_at - event.happened_at).total_seconds() <= 2


@pytest.mark.usefixtures("heard")
def test_an_event_that_nobody_hears_is_done_at_once(acme: Scope) -> None:
    emit("test.unheard", {})

    event = logged().get()
    assert event.relayed_at == event.happened_at
    assert not DueWork.objects.exists()


def write_with(condition: str) -> Emission:
    """Write an event with a statement that has a row where the condition is true."""
    event = emission("test.happened", {"number": 1}, subject="survey:1", actor="ann@acme.example")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH cause AS (SELECT 1 WHERE {condition}), {event.written_with('cause')} SELECT * FROM cause",
            event.parameters,
        )
    return event


def test_an_event_is_written_by_the_statement_that_makes_it_true(acme: Scope, heard: list[Event]) -> None:
    event_id = write_with("true").parameters["event"]

    event = logged().get()
    work = DueWork.objects.get(kind=RELAY)
    assert (event.pk, event.type, event.payload) == (event_id, "test.happened", {"number": 1})
    assert (event.subject, event.actor, event.relayed_at) == ("survey:1", "ann@acme.example", None)
    assert (work.tenant, work.key, work.sends) == ("t_acme", str(event_id), 0)
    assert 0 < (work.due_at - event.happened_at).total_seconds() <= 2


def test_a_statement_that_made_nothing_true_writes_no_event(acme: Scope, heard: list[Event]) -> None:
    write_with("false")

    assert not logged().exists()
    assert not DueWork.objects.exists()


def test_an_event_written_by_a_statement_that_nobody_hears_is_done_at_once(acme: Scope) -> None:
    write_with("true").written()

    event = logged().get()
    assert event.relayed_at == event.happened_at
    assert not DueWork.objects.exists()


def test_workers_are_woken_by_what_a_statement_wrote(
    committed: Scope, heard: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr("webhooks.outbox.wake_relay", woken.append)

    write_with("true").written()

    assert woken == [committed.schema]


def test_an_event_outside_a_transaction_is_refused(committed: Scope) -> None:
    with pytest.raises(NoTransaction):
        emit("test.happened", {})

    assert not logged().exists()


def test_a_rolled_back_transaction_leaves_no_event(committed: Scope, heard: list[Event]) -> None:
    with transaction.atomic():
        emit("test.happened", {})
        transaction.set_rollback(True)

    assert not logged().exists()
    assert not DueWork.objects.exists()


def test_an_event_outside_every_organisation_is_refused(acme: Scope) -> None:
    with public_scope(), pytest.raises(NoOrganisation):
        emit("test.happened", {})


def test_an_event_carries_the_request_and_who_acts(acme: Scope) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"), acting_as(lambda: "ann@acme.example"):
        emit("test.happened", {})

    assert logged().values_list("request_id", "actor").get() == ("r-1", "ann@acme.example")


def test_an_actor_without_end_is_cut(acme: Scope) -> None:
    emit("test.happened", {}, actor="x" * 301)

    assert logged().get().actor == "x" * 300


def test_ids_and_times_become_text(acme: Scope) -> None:
    key = uuid4()

    emit("test.happened", {"id": key, "at": datetime(2026, 1, 2, tzinfo=UTC)})

    assert logged().get().payload == {"id": str(key), "at": "2026-01-02T00:00:00Z"}


@pytest.mark.parametrize(
    "payload", [{"x": math.nan}, {"x": object()}, {"x": "\x00"}, {"x": "\ud800"}, {("a", "b"): 1}]
)
def test_a_payload_that_is_not_plain_json_is_refused(acme: Scope, payload: dict[str, object]) -> None:
    with pytest.raises(EventInvalid):
        emit("test.happened", payload)

    assert not logged().exists()


def test_a_payload_holds_64_kb_and_no_more(acme: Scope) -> None:
    emit("test.happened", {"x": "x" * (64 * 1024 - 9)})

    with pytest.raises(EventTooLarge, match="65537 bytes, of 65536"):
        emit("test.happened", {"x": "é" + "x" * (64 * 1024 - 10)})


def test_a_backslash_before_u0000_is_no_null_character(acme: Scope) -> None:
    emit("test.happened", {"x": r"\u0000"})

    assert logged().get().payload == {"x": r"\u0000"}


@pytest.mark.parametrize(
    ("type", "subject"),
    [("happened", ""), ("Test.Happened", ""), ("a." + "b" * 99, ""), ("a.b\n", ""), ("a.b", "x" * 101)],
)
def test_what_is_no_event_is_refused(acme: Scope, type: str, subject: str) -> None:
    with pytest.raises(EventInvalid):
        emit(type, {}, subject=subject)


def test_a_subscriber_of_all_hears_every_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webhooks.outbox.SUBSCRIBERS", {})

    subscribe("*", "all", print)
    subscribe("a.happened", "one", repr)  # type: ignore[arg-type]

    assert list(subscribers_of("a.happened")) == ["all", "one"]
    assert list(subscribers_of("b.happened")) == ["all"]


def test_two_subscribers_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webhooks.outbox.SUBSCRIBERS", {})
    subscribe("a.happened", "one", print)
    subscribe("a.happened", "one", print)

    with pytest.raises(ValueError, match="are called 'one'"):
        subscribe("a.happened", "one", repr)  # type: ignore[arg-type]


def test_events_and_effects_are_named_for_people(acme: Scope) -> None:
    emit("test.happened", {}, subject="survey:1")
    event = logged().get()

    assert str(event) == "test.happened survey:1"
    assert str(Effect(event=event, subscriber="mails")) == f"mails of {event.pk}"
