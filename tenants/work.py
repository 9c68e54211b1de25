"""Background work: ``queue()`` for what follows a commit, ``due()`` for what has a time.

``queue("responses.send_invitation", id)`` waits for the commit and carries the organisation. The
broker is never trusted with truth: whatever must not be lost is a row of DueWork, written by
``due()`` in the transaction that makes it necessary, and done by a ``@due_task``, which removes the
row in the transaction of its effect. The beat's tick hands over what is due
(:mod:`tenants.ticking`), as often as it takes.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

import structlog
from celery import Task, current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from tenants.exceptions import NoOrganisation, OrganisationSuspended, OrganisationUnknown
from tenants.models import DueWork
from tenants.postgresql.base import PUBLIC
from tenants.queries import organisation_of
from tenants.scope import Scope, organisation, public_scope, tenant_scope
from tenants.scope import schema as current_schema
from tenants.trying import finished, start, try_again_later

__all__ = [
    "due",
    "due_task",
    "due_unless_asked",
    "installation_task",
    "not_due",
    "organisation_task",
    "queue",
    "send",
]

if TYPE_CHECKING:
    AnyTask = Task[..., Any]
else:
    AnyTask = Task

logger = structlog.get_logger("canvass.work")
ORGANISATION = "organisation"
REQUEST = "request_id"
PAUSE_AFTER_FAILURE = 2.0

_broker_silent_until = 0.0


class OrganisationTask(AnyTask):
    """A task that runs in the organisation its message names, or not at all.

    A message without an organisation, or of one that is unknown or suspended, raises before the
    task's own first line: nothing ever runs in the shared schema by mistake.
    """

    abstract = True
    throws = (NoOrganisation, OrganisationUnknown, OrganisationSuspended)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with _log_context(self):
            scope = self._scope()
            with tenant_scope(scope), structlog.contextvars.bound_contextvars(organisation=scope.schema):
                return _logged(partial(super().__call__, *args, **kwargs))

    def _scope(self) -> Scope:
        name = _header(self, ORGANISATION)
        try:
            return _open_organisation(name)
        except self.throws as problem:
            logger.warning("task_refused", problem=type(problem).__name__, named=str(name)[:64])
            raise


class InstallationTask(AnyTask):
    """A task of the installation itself; it runs in the shared schema."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with public_scope(), _log_context(self):
            return _logged(partial(super().__call__, *args, **kwargs), level=logging.DEBUG)


def organisation_task[**P, R](name: str) -> Callable[[Callable[P, R]], Any]:
    """Register a function as the task of that name, run inside the caller's organisation."""
    decorate: Callable[[Callable[P, R]], Any] = shared_task(name=name, base=OrganisationTask)
    return decorate


def installation_task[**P, R](name: str) -> Callable[[Callable[P, R]], Any]:
    """Register a function as the task of that name, run outside every organisation."""
    decorate: Callable[[Callable[P, R]], Any] = shared_task(name=name, base=InstallationTask)
    return decorate


def due_task(name: str) -> Callable[[Callable[[str], None]], Any]:
    """Register a function as the work of a kind of DueWork: ``function(key)``.

    The function runs inside one transaction with the removal of its row, under a lock on that row:
    it takes effect once however many messages arrive, and a message that comes late, after the work
    was done, moved to another time or withdrawn, does nothing. To be called again at a later time
    the function calls ``due(name, key, at)``. When it raises, everything is rolled back and it is
    tried again, less and less often, up to ``tenants.trying.MOST_ATTEMPTS`` times.
    """

    def decorate(function: Callable[[str], None]) -> Any:
        @wraps(function)
        def run(key: str) -> None:
            if not start(name, key):
                return
            try:
                with transaction.atomic(), finished(name, key) as still_wanted:
                    if still_wanted:
                        function(key)
            except Exception as problem:
                try_again_later(name, key, problem)
                raise

        return organisation_task(name)(run)

    return decorate


def queue(task: str, *args: str | int) -> None:
    """Send a task to the workers when the transaction commits, in the current organisation.

    ``args`` are ids. A broker that is down is logged and forgiven: what must happen is in DueWork.
    """
    headers = message_headers()
    transaction.on_commit(partial(send, task, args, headers), robust=True)


def due(kind: str, key: str, at: datetime) -> None:
    """Let the task ``kind``, a ``@due_task``, run with ``key`` at a time, in the current organisation.

    One row for each kind and key: asking again moves the time, and revives what was given up.
    """
    fresh = {"due_at": at, "sends": 0, "attempts": 0, "problem": "", "dead_at": None}
    DueWork.objects.update_or_create(tenant=organisation().schema, kind=kind, key=key, defaults=fresh)


def due_unless_asked(kind: str, key: str, at: datetime) -> None:
    """Let the task ``kind`` run with ``key`` at a time, unless that was asked already, for whatever time."""
    DueWork.objects.get_or_create(
        tenant=organisation().schema, kind=kind, key=key, dead_at=None, defaults={"due_at": at}
    )


def not_due(kind: str, key: str) -> None:
    """Forget what was due, because it is done or no longer wanted."""
    DueWork.objects.filter(tenant=organisation().schema, kind=kind, key=key).delete()


def message_headers(schema: str | None = None) -> dict[str, str]:
    """Return what a message carries beside its ids: the organisation and the request behind it."""
    name = schema or current_schema()
    headers = {} if name == PUBLIC else {ORGANISATION: name}
    request_id = structlog.contextvars.get_contextvars().get(REQUEST)
    return headers | ({REQUEST: str(request_id)} if request_id else {})


def send(task: str, args: tuple[str | int, ...], headers: dict[str, str], *, countdown: float = 0.0) -> bool:
    """Hand a message to the broker and say whether it took it.

    After a failure the broker is left alone for two seconds, so that a broker that is down costs
    one request a moment and not every request.
    """
    global _broker_silent_until
    if time.monotonic() < _broker_silent_until:
        return False
    try:
        current_app.send_task(task, args=args, headers=headers, countdown=countdown or None)
    except (OperationalError, OSError) as problem:
        _broker_silent_until = time.monotonic() + PAUSE_AFTER_FAILURE
        logger.warning("broker_unreachable", task=task, problem=type(problem).__name__)
        return False
    return True


def _header(task: AnyTask, name: str) -> object:
    return (task.request.headers or {}).get(name) or getattr(task.request, name, None)


def _open_organisation(name: object) -> Scope:
    if not isinstance(name, str):
        raise NoOrganisation("the message names no organisation")
    scope = organisation_of(name)
    if scope.is_suspended:
        raise OrganisationSuspended(name)
    return scope


def _logged(work: Callable[[], Any], *, level: int = logging.INFO) -> Any:
    """Do the work of a task and log how it went, while the organisation and request are known."""
    started = time.perf_counter()
    try:
        result = work()
    except Exception:
        logger.exception("task_failed", ms=_milliseconds_since(started))
        raise
    logger.log(level, "task_done", ms=_milliseconds_since(started))
    return result


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


def _log_context(task: AnyTask) -> Any:
    request_id = _header(task, REQUEST)
    about = {REQUEST: request_id} if isinstance(request_id, str) else {}
    return structlog.contextvars.bound_contextvars(task=task.name, task_id=task.request.id, **about)
