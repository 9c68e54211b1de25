"""Workers die and brokers fail; every effect comes once. With real processes."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from tenants import work
from tenants.models import DueWork
from tenants.scope import Scope
from tenants.work import due
from tests.ports import free_port
from tests.processes.nursery import Nursery
from tests.processes.nursery import nursery as nursery
from tests.processes.redis import redis_server
from tests.processes.running import Broker, Process, wait_until
from webhooks import outbox
from webhooks.models import Event
from webhooks.outbox import emit

type Happen = Callable[[Broker], str]

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def folder_broker(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Broker:
    """The broker of the demo: files in a folder."""
    folder = tmp_path_factory.mktemp("folder-broker")
    for name in ("messages", "control"):
        (folder / name).mkdir()
    return Broker("folder://", folder, queue=folder, nursery=nursery)


@pytest.fixture(scope="module")
def redis_broker(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A Redis server of the tests' own."""
    folder = tmp_path_factory.mktemp("redis")
    with redis_server(folder) as server:
        yield Broker(server.url, folder, nursery=nursery)


@pytest.fixture(autouse=True)
def _hear_and_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "SUBSCRIBERS", {"test.happened": {"in the workers": repr}})
    monkeypatch.setattr(work, "_broker_silent_until", 0.0)
    monkeypatch.setattr("webhooks.waking._runs_at", {})


@pytest.fixture
def happen(monkeypatch: pytest.MonkeyPatch) -> Happen:
    """Commit an event, whose message goes to a broker; return its id."""

    def commit(broker: Broker) -> str:
        monkeypatch.setattr(work, "current_app", broker.app)
        with transaction.atomic():
            return str(emit("test.happened", {}))

    return commit


def effects() -> list[str]:
    """Return what took effect in the current organisation, in order."""
    return sorted(Event.objects.filter(type="test.effect").values_list("subject", flat=True))


def wait_for_effects(*expected: str) -> None:
    """Wait until everything due is done, and find exactly these effects."""
    wait_until(lambda: not DueWork.objects.exists(), what="all due work to be done", seconds=90)
    assert effects() == sorted(expected)


@pytest.fixture(scope="module")
def rescue(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """A worker and a beat on a queue of their own; the beat is held."""
    folder = tmp_path_factory.mktemp("rescue")
    for name in ("messages", "control"):
        (folder / name).mkdir()
    broker = Broker("folder://", folder, queue=folder, nursery=nursery)
    with broker.worker(), broker.beat() as beat:
        beat.stop()
        yield beat


@pytest.fixture
def survivors(rescue: Process) -> Iterator[Process]:
    """The beat of those who are left, to be let go on when the victim is dead."""
    yield rescue
    rescue.stop()


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("folder_broker", "before_taking"),
        ("folder_broker", "after_taking"),
        ("folder_broker", "in_subscriber"),
        ("folder_broker", "before_finishing"),
        ("redis_broker", "before_taking"),
        ("redis_broker", "in_subscriber"),
    ],
)
def test_an_event_whose_worker_was_killed_takes_effect_once(
    committed: Scope,
    survivors: Process,
    happen: Happen,
    request: pytest.FixtureRequest,
    kind: str,
    place: str,
) -> None:
    broker = request.getfixturevalue(kind)
    with broker.worker(die=place) as victim:
        event = happen(broker)
        assert victim.wait_for_death() == -9
    assert len(effects()) == {"in_subscriber": 1, "before_finishing": 2}.get(place, 0)

    survivors.go_on()

    wait_for_effects(f"first:{event}", f"second:{event}")


def test_a_killed_child_of_a_worker_is_replaced(
    committed: Scope, survivors: Process, happen: Happen, redis_broker: Broker
) -> None:
    with redis_broker.worker("-P", "prefork", "-c", "1", die="in_subscriber") as worker:
        event = happen(redis_broker)
        worker.wait_for_line("signal 9 (SIGKILL)")
        next_event = happen(redis_broker)
        survivors.go_on()

        wait_for_effects(*(f"{name}:{key}" for name in ("first", "second") for key in (event, next_event)))

        assert worker.popen.poll() is None


def test_three_beats_at_once_do_each_thing_once(committed: Scope, redis_broker: Broker) -> None:
    keys = [f"{n:03}" for n in range(50)]
    for key in keys:
        due("test.due", key, timezone.now())

    with redis_broker.worker(), redis_broker.beat(count=3):
        wait_for_effects(*(f"due:{key}" for key in keys))


def test_a_broker_that_is_down_delays_and_loses_nothing(
    committed: Scope, survivors: Process, happen: Happen, tmp_path: Path
) -> None:
    gone = Broker(f"redis://127.0.0.1:{free_port()}/0", tmp_path)

    started = time.monotonic()
    event = happen(gone)
    assert time.monotonic() - started < 10
    assert effects() == []

    survivors.go_on()
    wait_for_effects(f"first:{event}", f"second:{event}")


def test_a_broker_that_hangs_is_waited_for_once(committed: Scope, happen: Happen, tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        broker = Broker(server.url, tmp_path)
        happen(broker)
        server.hang()
        started = time.monotonic()
        while time.monotonic() - started < 1:  # past the window in which messages are sent together
            time.sleep(0.3)
            happen(broker)
        first_wait = time.monotonic() - started

        started = time.monotonic()
        for _ in range(5):
            happen(broker)
        other_waits = time.monotonic() - started

    assert first_wait < 15
    assert other_waits < first_wait


def test_messages_that_name_no_organisation_of_ours_run_nothing(
    committed: Scope, redis_broker: Broker
) -> None:
    send = redis_broker.app.send_task
    with redis_broker.worker() as worker:
        for headers in ({}, {"organisation": "t_gone"}, {"organisation": "public"}, {"organisation": 7}):
            send("test.task", ("bad",), headers=headers)
        send("test.unknown", ("bad",), headers={"organisation": committed.schema})
        send("test.task", (), headers={"organisation": committed.schema})
        send("test.task", ("good",), headers={"organisation": committed.schema})

        wait_until(lambda: effects() == ["task:good"], what="the good message")

        assert worker.popen.poll() is None
