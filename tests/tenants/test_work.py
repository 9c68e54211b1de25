"""Queueing, and work that is due: by one process; ``test_killed_workers`` has the others."""

from datetime import timedelta
from typing import Any

import pytest
import structlog
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from tenants import trying, work
from tenants.exceptions import NoOrganisation, OrganisationSuspended, OrganisationUnknown
from tenants.models import DueWork, Organisation
from tenants.queries import forget_organisations
from tenants.scope import Scope, in_public, public_scope, schema, tenant_scope
from tenants.work import due, due_task, installation_task, not_due, organisation_task, queue, send

NOW = timezone.now()
done: list[str] = []


@due_task("test.due")
def do_due_work(key: str) -> None:
    done.append(f"{schema()} {key}")
    if key == "fails":
        raise ConnectionError("somebody's secret")
    if key == "again":
        due("test.due", key, NOW + timedelta(days=1))
    if key == "withdrawn":
        not_due("test.due", key)


@organisation_task("test.organisation")
def do_in_organisation() -> str:
    return schema()


@installation_task("test.installation")
def do_in_installation() -> bool:
    return in_public()


@organisation_task("test.context")
def tell_context() -> dict[str, Any]:
    return structlog.contextvars.get_contextvars()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    structlog.contextvars.clear_contextvars()
    monkeypatch.setattr(work, "_broker_silent_until", 0.0)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the broker was given."""
    messages: list[dict[str, Any]] = []

    def take(name: str, **options: Any) -> None:
        messages.append({"name": name, **options})

    monkeypatch.setattr(current_app, "send_task", take)
    return messages


def hand_over(key: str, **changes: Any) -> None:
    """Make work due and hand it over, as the tick does, without a message."""
    due("test.due", key, NOW)
    DueWork.objects.filter(key=key).update(**{"sends": 1, **changes})


def message(task: Any, *args: str, **headers: Any) -> Any:
    """Run a task as a worker does for a message with these headers."""
    return task.apply(args=args, headers=headers, throw=True).get()


def test_due_work_is_done_once_and_removed(acme: Scope) -> None:
    hand_over("1")

    message(do_due_work, "1", organisation="t_acme")
    message(do_due_work, "1", organisation="t_acme")

    assert done == ["t_acme 1"]
    assert not DueWork.objects.exists()


def test_due_work_that_fails_is_tried_again_later(acme: Scope) -> None:
    hand_over("fails")

    with pytest.raises(ConnectionError):
        message(do_due_work, "fails", organisation="t_acme")

    row = DueWork.objects.get()
    assert (row.attempts, row.problem, row.dead_at) == (1, "ConnectionError", None)
    assert 4 < (row.due_at - timezone.now()).total_seconds() < 6


def test_due_work_is_given_up_and_revived_by_asking_again(acme: Scope) -> None:
    hand_over("fails", attempts=trying.MOST_ATTEMPTS - 1)
    with pytest.raises(ConnectionError):
        message(do_due_work, "fails", organisation="t_acme")
    assert DueWork.objects.get().dead_at is not None

    message(do_due_work, "fails", organisation="t_acme")
    assert done == ["t_acme fails"]

    due("test.due", "fails", NOW)
    row = DueWork.objects.get()
    assert (row.sends, row.attempts, row.problem, row.dead_at) == (0, 0, "", None)


def test_work_that_killed_its_worker_too_often_is_given_up(acme: Scope) -> None:
    hand_over("1", attempts=trying.MOST_ATTEMPTS)

    message(do_due_work, "1", organisation="t_acme")

    assert done == []
    assert DueWork.objects.get().dead_at is not None


def test_work_that_was_moved_to_another_time_is_left_alone(acme: Scope) -> None:
    hand_over("1")
    due("test.due", "1", NOW + timedelta(days=1))

    message(do_due_work, "1", organisation="t_acme")

    assert done == []
    assert DueWork.objects.get().due_at == NOW + timedelta(days=1)


def test_work_that_is_no_longer_wanted_is_left_alone(acme: Scope) -> None:
    hand_over("1")
    not_due("test.due", "1")

    message(do_due_work, "1", organisation="t_acme")

    assert done == []


def test_work_that_asks_to_be_done_again_stays(acme: Scope) -> None:
    hand_over("again")

    message(do_due_work, "again", organisation="t_acme")

    row = DueWork.objects.get()
    assert (row.due_at, row.sends, row.attempts) == (NOW + timedelta(days=1), 0, 0)


def test_work_that_withdraws_itself_is_removed(acme: Scope) -> None:
    hand_over("withdrawn")

    message(do_due_work, "withdrawn", organisation="t_acme")

    assert not DueWork.objects.exists()


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 20), (3, 80), (4, 320), (5, 1280), (6, 3600), (10, 3600)]
)
def test_waits_grow_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert trying.wait_after(attempts) == timedelta(seconds=seconds)


def test_due_work_belongs_to_an_organisation(acme: Scope) -> None:
    with public_scope(), pytest.raises(NoOrganisation):
        due("test.due", "1", NOW)


def test_a_task_runs_in_the_organisation_of_its_message(acme: Scope, other: Scope) -> None:
    with tenant_scope(other):
        assert message(do_in_organisation, organisation="t_acme") == "t_acme"
    with public_scope():
        assert message(do_in_organisation, organisation="t_acme") == "t_acme"


def test_a_task_of_the_installation_runs_outside_all(acme: Scope) -> None:
    assert message(do_in_installation) is True


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({}, NoOrganisation),
        ({"organisation": None}, NoOrganisation),
        ({"organisation": 7}, NoOrganisation),
        ({"organisation": ["t_acme"]}, NoOrganisation),
        ({"organisation": "t_gone"}, OrganisationUnknown),
        ({"organisation": "public"}, OrganisationUnknown),
        ({"organisation": "t_acme'; --"}, OrganisationUnknown),
    ],
)
def test_a_message_without_a_known_organisation_runs_nothing(
    acme: Scope, headers: dict[str, Any], problem: type[Exception]
) -> None:
    hand_over("1")

    with pytest.raises(problem):
        message(do_due_work, "1", **headers)

    assert done == []
    assert DueWork.objects.get().attempts == 0


def test_a_suspended_organisation_keeps_its_work(acme: Scope) -> None:
    hand_over("1")
    with public_scope():
        Organisation.objects.filter(schema_name="t_acme").update(status="suspended")
    forget_organisations()

    with pytest.raises(OrganisationSuspended):
        message(do_due_work, "1", organisation="t_acme")

    assert done == []
    assert DueWork.objects.get().attempts == 0


def test_log_lines_of_a_task_name_its_organisation_and_request(acme: Scope) -> None:
    context = message(tell_context, organisation="t_acme", request_id="r-1")

    assert {name: context[name] for name in ("organisation", "request_id", "task")} == {
        "organisation": "t_acme",
        "request_id": "r-1",
        "task": "test.context",
    }


@due_task("test.vanishing")
def vanish_and_fail(key: str) -> None:
    not_due("test.vanishing", key)
    raise ConnectionError


def test_work_that_fails_keeps_its_row_whatever_it_did_to_it(acme: Scope) -> None:
    due("test.vanishing", "1", NOW)
    DueWork.objects.update(sends=1)

    with pytest.raises(ConnectionError):
        message(vanish_and_fail, "1", organisation="t_acme")

    assert DueWork.objects.get().problem == "ConnectionError"


def test_a_failure_that_nobody_waits_for_any_more_is_forgotten(acme: Scope) -> None:
    trying.try_again_later("test.due", "gone", ConnectionError())

    assert not DueWork.objects.exists()


def logged(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Return the lines about work, without what differs each time."""
    lines = [record.msg for record in caplog.records if record.name == "canvass.work"]
    wanted = ("event", "level", "organisation", "request_id", "task", "problem", "named")
    return [{key: line[key] for key in wanted if key in line} for line in lines if isinstance(line, dict)]


def test_how_a_task_went_is_logged_with_its_organisation(
    acme: Scope, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="canvass.work")
    about = {"organisation": "t_acme", "request_id": "r-1"}
    hand_over("fails")

    message(do_in_organisation, **about)
    with pytest.raises(ConnectionError):
        message(do_due_work, "fails", **about)
    message(do_in_installation)

    assert logged(caplog) == [
        {"event": "task_done", "level": "info", "task": "test.organisation", **about},
        {"event": "task_failed", "level": "error", "task": "test.due", **about},
    ]


def test_a_refused_message_is_logged(acme: Scope, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(OrganisationUnknown):
        message(do_in_organisation, organisation="t_gone")

    assert logged(caplog) == [
        {
            "event": "task_refused",
            "level": "warning",
            "task": "test.organisation",
            "problem": "OrganisationUnknown",
            "named": "t_gone",
        }
    ]


def test_queued_work_is_sent_after_the_commit_with_its_organisation(
    acme: Scope,
    sent: list[dict[str, Any]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with (
        structlog.contextvars.bound_contextvars(request_id="r-1"),
        django_capture_on_commit_callbacks(execute=True),
        transaction.atomic(),
    ):
        queue("test.organisation", "1", 2)
        assert sent == []

    assert sent == [
        {
            "name": "test.organisation",
            "args": ("1", 2),
            "headers": {"organisation": "t_acme", "request_id": "r-1"},
            "countdown": None,
        }
    ]


def test_outside_every_organisation_a_message_names_none(
    acme: Scope,
    sent: list[dict[str, Any]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with public_scope(), django_capture_on_commit_callbacks(execute=True):
        queue("test.installation")

    assert sent[0]["headers"] == {}


@pytest.mark.parametrize("problem", [OperationalError("down"), ConnectionRefusedError(), PermissionError()])
def test_a_broker_that_is_down_is_left_alone_for_a_moment(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    calls: list[str] = []

    def refuse(name: str, **options: Any) -> None:
        calls.append(name)
        raise problem

    monkeypatch.setattr(current_app, "send_task", refuse)

    assert [send("test.a", (), {}), send("test.b", (), {})] == [False, False]
    assert calls == ["test.a"]

    monkeypatch.setattr(work.time, "monotonic", lambda: work._broker_silent_until + 0.001)
    assert send("test.c", (), {}) is False
    assert calls == ["test.a", "test.c"]
