"""The beat's tick: what is due is handed over, by one of however many tick at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from tenants import ticking
from tenants.models import DueWork, Organisation
from tenants.scope import Scope, public_scope, tenant_scope
from tenants.tasks import tick as tick_task
from tenants.ticking import last_tick, send_due_work, take_due_work, tick
from tenants.work import due

NOW = timezone.now()
SOON = NOW + timedelta(minutes=1)

type Sent = list[tuple[str, tuple[str, ...], dict[str, str]]]


@pytest.fixture
def sent(db: None, monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What the tick hands to the broker; what other organisations of the run have due is out of the way."""
    with public_scope():
        DueWork.objects.all().delete()
    messages: Sent = []

    def take(task: str, args: tuple[str, ...], headers: dict[str, str]) -> bool:
        messages.append((task, args, headers))
        return True

    monkeypatch.setattr(ticking, "send", take)
    return messages


def test_what_is_due_is_sent_and_what_is_not_waits(acme: Scope, sent: Sent) -> None:
    due("test.due", "now", NOW)
    due("test.due", "soon", SOON)

    assert send_due_work(NOW) == 1

    assert sent == [("test.due", ("now",), {"organisation": "t_acme"})]


def test_what_was_sent_is_leased_and_comes_back_twice_as_late(acme: Scope, sent: Sent) -> None:
    due("test.due", "1", NOW)
    times: list[float] = []
    at = NOW

    for _ in range(9):
        assert send_due_work(at) == 1
        assert send_due_work(at) == 0
        row = DueWork.objects.get()
        times.append((row.due_at - at).total_seconds())
        at = row.due_at

    assert times == [45, 90, 180, 360, 720, 1440, 2880, 2880, 2880]
    assert (row.sends, row.attempts) == (9, 0)


def test_the_oldest_go_first_when_there_is_too_much(acme: Scope, sent: Sent) -> None:
    due("test.due", "second", NOW - timedelta(seconds=1))
    due("test.due", "first", NOW - timedelta(seconds=2))

    send_due_work(NOW, most=1)

    assert sent[0][1] == ("first",)


def test_work_of_all_organisations_is_found(acme: Scope, other: Scope, sent: Sent) -> None:
    due("test.due", "1", NOW)
    with tenant_scope(other):
        due("test.due", "2", NOW)

    with public_scope():
        send_due_work(NOW)

    assert sorted(headers["organisation"] for _, _, headers in sent) == ["t_acme", "t_other"]


def test_work_of_a_suspended_organisation_waits_untouched(acme: Scope, sent: Sent) -> None:
    due("test.due", "1", NOW)
    with public_scope():
        Organisation.objects.filter(schema_name="t_acme").update(status="suspended")

    assert send_due_work(NOW) == 0

    row = DueWork.objects.get()
    assert (row.due_at, row.sends) == (NOW, 0)


def test_work_that_was_given_up_is_not_sent(acme: Scope, sent: Sent) -> None:
    due("test.due", "1", NOW)
    DueWork.objects.update(dead_at=NOW)

    assert send_due_work(NOW) == 0


@pytest.mark.usefixtures("acme")
def test_work_of_an_organisation_that_is_gone_is_forgotten(sent: Sent) -> None:
    with public_scope():
        DueWork.objects.create(tenant="t_gone", kind="test.due", key="1", due_at=NOW)

        tick()

        assert not DueWork.objects.exists()
    assert sent == []


def test_a_tick_leaves_its_time(acme: Scope, sent: Sent) -> None:
    tick()

    at = last_tick()
    assert at is not None
    assert timezone.now() - at < timedelta(seconds=5)


def test_the_task_of_the_beat_ticks(acme: Scope, sent: Sent) -> None:
    due("test.due", "1", NOW)

    tick_task.apply(throw=True)

    assert [args for _, args, _ in sent] == [("1",)]


def test_three_ticks_at_once_take_each_row_once(committed: Scope) -> None:
    rows = [DueWork(tenant=committed.schema, kind="test.due", key=str(n), due_at=NOW) for n in range(300)]
    DueWork.objects.bulk_create(rows)

    with ThreadPoolExecutor(3) as pool:
        taken = list(pool.map(lambda _: _take_in_thread(take_due_work, NOW), range(3)))

    keys = [row.key for part in taken for row in part if row.schema == committed.schema]
    assert sorted(keys, key=int) == [str(n) for n in range(300)]


def _take_in_thread(take: Callable[[datetime], list[Any]], now: datetime) -> list[Any]:
    try:
        with public_scope():
            return take(now)
    finally:
        connections.close_all()
