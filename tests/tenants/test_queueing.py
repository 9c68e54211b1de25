"""Messages: what they carry, what is logged of them, and what happens without a broker."""

from typing import Any

import pytest
import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from tenants import work
from tenants.exceptions import OrganisationUnknown
from tenants.scope import Scope, public_scope
from tenants.work import queue, send
from tests.tenants.kinds_of_work import (
    do_due_work,
    do_in_installation,
    do_in_organisation,
    hand_over,
    message,
    tell_context,
)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_log_lines_of_a_task_name_its_organisation_and_request(acme: Scope) -> None:
    context = message(tell_context, organisation="t_acme", request_id="r-1")

    assert {name: context[name] for name in ("organisation", "request_id", "task")} == {
        "organisation": "t_acme",
        "request_id": "r-1",
        "task": "test.context",
    }


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
