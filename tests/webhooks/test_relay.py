"""Telling subscribers, once in effect."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tenants.models import DueWork
from tenants.scope import Scope, tenant_scope
from tests.webhooks.log import logged
from webhooks import outbox, tasks
from webhooks.models import Effect, Event
from webhooks.outbox import RELAY, emit, subscribe
from webhooks.relay import AT_ONCE, relay_event, relay_pending, tell

type Told = list[str]


@pytest.fixture(autouse=True)
def _no_subscribers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "SUBSCRIBERS", {})


def listen(told: Told, name: str = "good", *, fails: bool = False) -> Callable[[Event], None]:
    """Subscribe to ``test.happened`` and write down what is heard, or fail after that."""

    def hear(event: Event) -> None:
        told.append(f"{name} {event.payload['n']}")
        if fails:
            raise ConnectionError("no luck")

    subscribe("test.happened", name, hear)
    return hear


def start_something(event: Event) -> None:
    emit("test.happened", {"n": 7})


def test_every_subscriber_hears_of_every_event(acme: Scope) -> None:
    told: Told = []
    listen(told, "one")
    listen(told, "two")
    for n in (1, 2):
        emit("test.happened", {"n": n})

    count = relay_pending()

    assert count == 2
    assert told == ["one 1", "two 1", "one 2", "two 2"]
    assert Effect.objects.count() == 4
    assert not Event.objects.filter(relayed_at=None).exists()
    assert not DueWork.objects.exists()


def test_nothing_is_told_twice(acme: Scope) -> None:
    told: Told = []
    listen(told)
    key = str(emit("test.happened", {"n": 1}))

    relay_pending()
    relay_pending()
    relay_event(key)

    assert told == ["good 1"]


def test_a_batch_is_no_limit(acme: Scope) -> None:
    told: Told = []
    listen(told)
    for n in range(AT_ONCE + 1):
        emit("test.happened", {"n": n})

    assert relay_pending() == AT_ONCE + 1
    assert told == [f"good {n}" for n in range(AT_ONCE + 1)]


def test_one_that_fails_stops_no_other_and_is_tried_again(acme: Scope) -> None:
    told: Told = []
    listen(told, "bad", fails=True)
    listen(told, "good")
    key = str(emit("test.happened", {"n": 1}))

    relay_pending()
    outbox.SUBSCRIBERS["test.happened"]["bad"] = lambda _: told.append("bad is well")
    work = DueWork.objects.get(kind=RELAY, key=key)
    relay_event(key)

    assert told == ["bad 1", "good 1", "bad is well"]
    assert (work.attempts, work.problem) == (1, "ConnectionError")
    assert not DueWork.objects.exists()
    assert logged().get().relayed_at is not None


def test_what_a_failed_subscriber_wrote_is_undone(acme: Scope) -> None:
    def half(event: Event) -> None:
        DueWork.objects.create(tenant="t_acme", kind="half", key="1", due_at=timezone.now())
        raise ConnectionError

    subscribe("test.happened", "half", half)
    emit("test.happened", {})

    relay_pending()

    assert not DueWork.objects.filter(kind="half").exists()
    assert not Effect.objects.exists()


def test_a_failed_event_waits_for_the_tick(acme: Scope) -> None:
    told: Told = []
    listen(told, fails=True)
    emit("test.happened", {"n": 1})
    relay_pending()

    relay_pending()

    assert told == ["good 1"]
    assert 4 < (DueWork.objects.get().due_at - timezone.now()).total_seconds() < 6


def test_an_event_is_given_up_after_ten_attempts_and_stays_to_be_seen(acme: Scope) -> None:
    told: Told = []
    listen(told, fails=True)
    key = str(emit("test.happened", {"n": 1}))
    relay_pending()

    for _ in range(20):
        relay_event(key)

    work = DueWork.objects.get()
    assert told == ["good 1"] * 10
    assert (work.attempts, work.problem, work.dead_at is None) == (10, "ConnectionError", False)
    assert logged().get().relayed_at is None


def test_a_relay_leaves_what_another_has_taken(acme: Scope) -> None:
    told: Told = []
    listen(told)
    emit("test.happened", {"n": 1})
    DueWork.objects.update(sends=1, due_at=timezone.now() + timedelta(seconds=45))

    assert relay_pending() == 0
    assert told == []


def test_a_message_about_an_event_that_is_gone_does_nothing(acme: Scope) -> None:
    relay_event("01890000-0000-7000-8000-000000000000")

    assert not DueWork.objects.exists()


def test_a_pointer_without_event_is_removed(acme: Scope) -> None:
    key = "01890000-0000-7000-8000-000000000000"
    DueWork.objects.create(tenant="t_acme", kind=RELAY, key=key, due_at=timezone.now())

    relay_pending()

    assert not DueWork.objects.exists()


def test_a_subscriber_that_has_taken_effect_is_not_called(acme: Scope) -> None:
    told: Told = []
    hear = listen(told)
    emit("test.happened", {"n": 1})
    event = logged().get()

    tell(event, "good", hear)
    tell(event, "good", hear)

    assert told == ["good 1"]


def test_an_event_emitted_by_a_subscriber_is_told_too(acme: Scope) -> None:
    told: Told = []
    listen(told)
    subscribe("test.started", "chain", start_something)
    emit("test.started", {})

    relay_pending()

    assert told == ["good 7"]


def test_the_other_organisation_hears_nothing(acme: Scope, other: Scope) -> None:
    told: Told = []
    listen(told)
    emit("test.happened", {"n": 1})

    with tenant_scope(other):
        assert relay_pending() == 0
    assert told == []


def test_the_doors_of_the_relay(acme: Scope) -> None:
    told: Told = []
    listen(told)
    first = str(emit("test.happened", {"n": 1}))
    tasks.relay_pending.apply(headers={"organisation": "t_acme"}, throw=True)
    second = str(emit("test.happened", {"n": 2}))
    DueWork.objects.filter(key=second).update(sends=1)
    for key in (first, second):
        tasks.relay_event.apply(args=[key], headers={"organisation": "t_acme"}, throw=True)

    assert told == ["good 1", "good 2"]
    assert not DueWork.objects.exists()
