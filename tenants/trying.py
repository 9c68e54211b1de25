"""How due work is tried: counted when it starts, removed with its effect, given up in the end.

All of it concerns one row of DueWork in the current organisation, by its kind and key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.db.models import F, QuerySet
from django.utils import timezone

from tenants.models import DueWork
from tenants.scope import organisation

MOST_ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=1)

logger = structlog.get_logger("canvass.work")


def start(kind: str, key: str) -> bool:
    """Count an attempt, outside any transaction, and say whether the work is there to be done.

    It isn't when the row is gone, given up, or was moved to another time since it was handed over.
    Counting first, and by itself, is what bounds work that kills its worker.
    """
    started = _handed_over(kind, key).filter(attempts__lt=MOST_ATTEMPTS)
    if started.update(attempts=F("attempts") + 1):
        return True
    give_up(kind, key)
    return False


@contextmanager
def finished(kind: str, key: str) -> Iterator[bool]:
    """Lock the row and remove it when the work inside is done; to be used within a transaction.

    Yields False when there is nothing to do (any more), or when somebody else is at it. A row that
    the work itself moved to another time stays.
    """
    row = _handed_over(kind, key).select_for_update(skip_locked=True).first()
    yield row is not None
    if row is not None:
        DueWork.objects.filter(pk=row.pk, sends=row.sends, due_at=row.due_at).delete()


def try_again_later(kind: str, key: str, problem: Exception) -> None:
    """Set the time of the next attempt: after 5 s, 20 s, 80 s and so on up to an hour."""
    row = _handed_over(kind, key).first()
    if row is None:
        return
    _handed_over(kind, key).update(
        due_at=timezone.now() + wait_after(row.attempts), problem=type(problem).__name__[:200]
    )
    if row.attempts >= MOST_ATTEMPTS:
        give_up(kind, key)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts have failed."""
    return min(timedelta(seconds=5 * 4 ** max(0, min(attempts, 8) - 1)), LONGEST_WAIT)


def give_up(kind: str, key: str) -> None:
    """Mark work dead that used up its attempts; it stays, to be seen and revived by ``due()``."""
    used_up = _handed_over(kind, key).filter(attempts__gte=MOST_ATTEMPTS)
    if used_up.update(dead_at=timezone.now()):
        logger.error("work_given_up", kind=kind, key=key, organisation=organisation().schema)


def _handed_over(kind: str, key: str) -> QuerySet[DueWork]:
    return DueWork.objects.filter(
        tenant=organisation().schema, kind=kind, key=key, sends__gt=0, dead_at__isnull=True
    )
