"""What the beat's tick does: hand over the work that is due, in all organisations.

Any number of ticks may run at once, and a tick costs what is due, not the number of organisations.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tenants.models import DueWork, Heartbeat, Organisation
from tenants.scope import public_scope
from tenants.work import ORGANISATION, send

TICK = "tick"
MOST_AT_ONCE = 500
MOST_DOUBLINGS = 6

logger = structlog.get_logger("canvass.work")

# A row is taken by moving it a lease ahead: 45 s, doubled each time it was handed over, so that a
# backlog isn't sent again faster than workers can clear it. Work of suspended organisations waits.
TAKE = """
    UPDATE tenants_duework AS taken
    SET due_at = %(now)s + %(lease)s * power(2, least(sends, %(doublings)s)), sends = sends + 1
    WHERE id IN (
        SELECT id FROM tenants_duework
        WHERE dead_at IS NULL AND due_at <= %(now)s AND tenant IN (
            SELECT schema_name FROM tenants_organisation WHERE status = 'active'
        )
        ORDER BY due_at LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
    RETURNING tenant, kind, key
"""


class Taken(NamedTuple):
    """Work that this tick hands over."""

    schema: str
    kind: str
    key: str


def tick() -> int:
    """Record that the beat beats, hand over what is due and return how much that was."""
    now = timezone.now()
    with public_scope():
        Heartbeat.objects.update_or_create(name=TICK, defaults={"at": now})
        _forget_orphans(now)
        return send_due_work(now)


def send_due_work(now: datetime, *, most: int = MOST_AT_ONCE) -> int:
    """Send the tasks of everything that is due at a time; return how many rows were taken."""
    with public_scope():
        taken = take_due_work(now, most=most)
    for row in taken:
        send(row.kind, (row.key,), {ORGANISATION: row.schema})
    return len(taken)


def take_due_work(now: datetime, *, most: int = MOST_AT_ONCE) -> list[Taken]:
    """Take what is due for the length of a lease, and return it."""
    lease = timedelta(seconds=settings.WORK_LEASE_SECONDS)
    values: dict[str, Any] = {
        "now": now,
        "lease": lease,
        "most": most,
        "doublings": MOST_DOUBLINGS,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        return [Taken(*row) for row in cursor.fetchall()]


def last_tick() -> datetime | None:
    """Return when a worker last ran the beat's tick; None when that never happened."""
    with public_scope():
        return Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first()


def _forget_orphans(now: datetime) -> None:
    """Delete what is due for organisations that are gone (a broken-off delete, a restored backup)."""
    known = Organisation.objects.values("schema_name")
    count, _ = DueWork.objects.filter(due_at__lte=now).exclude(tenant__in=known).delete()
    if count:
        logger.warning("orphaned_work_forgotten", count=count)
