"""Tasks that only tests have, and the handing over of work."""

from datetime import timedelta
from typing import Any

import structlog
from django.utils import timezone

from tenants.models import DueWork
from tenants.scope import in_public, schema
from tenants.work import due, due_task, installation_task, not_due, organisation_task

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


@due_task("test.vanishing")
def vanish_and_fail(key: str) -> None:
    not_due("test.vanishing", key)
    raise ConnectionError


def hand_over(key: str, **changes: Any) -> None:
    """Make work due and hand it over, as the tick does, without a message."""
    due("test.due", key, NOW)
    DueWork.objects.filter(key=key).update(**{"sends": 1, **changes})


def message(task: Any, *args: str, **headers: Any) -> Any:
    """Run a task as a worker does for a message with these headers."""
    return task.apply(args=args, headers=headers, throw=True).get()
