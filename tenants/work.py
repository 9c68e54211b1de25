"""Background work: ``queue()`` for what follows a commit, ``DueWork`` for what has a time.

``queue("responses.send_invitation", id)`` waits for the commit and carries the organisation. The
broker is never trusted with truth: whatever must not be lost is a row of DueWork as well, written
in the same transaction, and the beat's tick finds it when its message was lost or its worker died.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from celery import Task, current_app, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from tenants.exceptions import NoOrganisation, OrganisationUnknown
from tenants.models import DueWork
from tenants.queries import organisation_of
from tenants.scope import in_public, organisation, public_scope, schema, tenant_scope

logger = structlog.get_logger("canvass.work")
HEADER = "organisation"
LEASE = timedelta(seconds=45)


class OrganisationTask(Task):  # type: ignore[misc]
    """A task that runs in the organisation its message names, or not at all.

    A message without an organisation, or of one that is unknown, raises before the task's own
    first line: nothing ever runs in the shared schema by mistake.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = (self.request.headers or {}).get(HEADER) or getattr(self.request, HEADER, None)
        if not isinstance(name, str):
            raise NoOrganisation(f"the message of {self.name} names no organisation")
        with (
            tenant_scope(organisation_of(name)),
            structlog.contextvars.bound_contextvars(
                organisation=name, task=self.name, task_id=self.request.id
            ),
        ):
            return super().__call__(*args, **kwargs)


class InstallationTask(Task):  # type: ignore[misc]
    """A task of the installation itself; it runs in the shared schema."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with public_scope(), structlog.contextvars.bound_contextvars(task=self.name, task_id=self.request.id):
            return super().__call__(*args, **kwargs)


def organisation_task[**P, R](name: str) -> Callable[[Callable[P, R]], Any]:
    """Register a function as the task of that name, run inside the caller's organisation."""
    decorate: Callable[[Callable[P, R]], Any] = shared_task(name=name, base=OrganisationTask)
    return decorate


def installation_task[**P, R](name: str) -> Callable[[Callable[P, R]], Any]:
    """Register a function as the task of that name, run outside every organisation."""
    decorate: Callable[[Callable[P, R]], Any] = shared_task(name=name, base=InstallationTask)
    return decorate


def queue(task: str, *args: str | int) -> None:
    """Send a task to the workers when the transaction commits, in the current organisation.

    ``args`` are ids. A broker that is down is logged and forgiven: what must happen is in DueWork.
    """
    headers = {} if in_public() else {HEADER: organisation().schema}
    transaction.on_commit(partial(_send, task, args, headers), robust=True)


def _send(task: str, args: tuple[str | int, ...], headers: dict[str, str]) -> None:
    try:
        current_app.send_task(task, args=args, headers=headers)
    except (OperationalError, OSError) as problem:
        logger.warning("broker_unreachable", task=task, problem=str(problem))


def due(kind: str, key: str, at: datetime) -> None:
    """Let the task ``kind`` run with ``key`` at a time, in the current organisation.

    One row for each kind and key: asking again moves the time.
    """
    DueWork.objects.update_or_create(
        tenant=schema(), kind=kind, key=key, defaults={"due_at": at, "attempts": 0}
    )


def not_due(kind: str, key: str) -> None:
    """Forget what was due, because it is done or no longer wanted."""
    DueWork.objects.filter(tenant=schema(), kind=kind, key=key).delete()


def send_due_work(*, most: int = 500) -> int:
    """Send the tasks of everything that is due, in all organisations; return how many.

    Each row is taken for the length of a lease, so any number of ticks may run at once; a row whose
    task doesn't finish within the lease is due again.
    """
    now = timezone.now()
    with public_scope(), transaction.atomic():
        rows = list(
            DueWork.objects.select_for_update(skip_locked=True)
            .filter(due_at__lte=now)
            .order_by("due_at")[:most]
        )
        for row in rows:
            row.due_at = now + LEASE * min(2**row.attempts, 80)
            row.attempts += 1
        DueWork.objects.bulk_update(rows, ["due_at", "attempts"])
    for row in rows:
        _send_due(row)
    return len(rows)


def _send_due(row: DueWork) -> None:
    try:
        scope = organisation_of(row.tenant)
    except OrganisationUnknown:
        row.delete()
        return
    if not scope.is_suspended:
        _send(row.kind, (row.key,), {HEADER: row.tenant})
