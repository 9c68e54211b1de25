"""What test workers do: they leave an event ``test.effect`` about what they were called for."""

import os

from tenants.work import due_task, organisation_task
from tests.processes.listener.traps import IN_SUBSCRIBER, die_once
from webhooks.models import Event
from webhooks.outbox import emit, subscribe


def register() -> None:
    """Subscribe twice to ``test.happened``: what one does must not undo or repeat the other's."""
    subscribe("test.happened", "first", take_effect("first"))
    subscribe("test.happened", "second", take_effect("second"))


def take_effect(name: str):  # type: ignore[no-untyped-def]
    """Return a subscriber that leaves an effect, and dies right after if it shall."""

    def subscriber(event: Event) -> None:
        emit("test.effect", {}, subject=f"{name}:{event.pk}")
        if name == "second" and os.environ.get("TEST_DIE") == IN_SUBSCRIBER:
            die_once()

    return subscriber


@due_task("test.due")
def do_due_work(key: str) -> None:
    """Leave an effect of due work."""
    emit("test.effect", {}, subject=f"due:{key}")


@organisation_task("test.task")
def do_task(key: str) -> None:
    """Leave an effect of a plain task."""
    from django.db import transaction

    with transaction.atomic():
        emit("test.effect", {}, subject=f"task:{key}")
