"""From the outbox to the subscribers: each takes effect once, whatever dies on the way.

An event that waits to be told is a row of DueWork of the kind ``webhooks.relay``. A relay takes
rows for the length of a lease, so that a worker that dies leaves them to the beat's tick.
"""

from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tenants.scope import organisation
from tenants.trying import start, try_again_later
from webhooks.models import Event
from webhooks.outbox import RELAY, Subscriber, subscribers_of

AT_ONCE = 20

logger = structlog.get_logger("canvass.events")

TAKE_PENDING = """
    UPDATE public.tenants_duework SET due_at = %s, sends = 1, attempts = 1
    WHERE id IN (
        SELECT id FROM public.tenants_duework
        WHERE tenant = %s AND kind = %s AND sends = 0 AND dead_at IS NULL
        ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    )
    RETURNING id, key
"""
FINISH = """
    WITH told AS (UPDATE webhooks_event SET relayed_at = %s WHERE id = %s AND relayed_at IS NULL)
    DELETE FROM public.tenants_duework WHERE tenant = %s AND kind = %s AND key = %s
"""
CLAIM = """
    INSERT INTO webhooks_effect (event_id, subscriber, done_at) VALUES (%s, %s, %s)
    ON CONFLICT ON CONSTRAINT effect_once DO NOTHING
"""


def relay_pending() -> int:
    """Tell subscribers of all that the current organisation emitted and no relay has taken yet.

    Events that failed before are left to the tick, which knows when to try again. Returns how many
    events were taken.
    """
    count = 0
    while keys := _take_pending():
        for key in keys:
            _relay(key)
        count += len(keys)
    return count


def relay_event(key: str) -> None:
    """Tell subscribers of one event (its id), again if need be; for events that the tick found."""
    if start(RELAY, key):
        _relay(key)


def _take_pending() -> list[str]:
    leased_until = timezone.now() + timedelta(seconds=settings.WORK_LEASE_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PENDING, [leased_until, organisation().schema, RELAY, AT_ONCE])
        return [key for _, key in sorted(cursor.fetchall())]


def _relay(key: str) -> None:
    event = Event.objects.filter(pk=UUID(key)).first()
    problem = None
    if event is not None and event.relayed_at is None:
        problem = _tell_all(event)
    if problem is None:
        _finish(key)
    else:
        try_again_later(RELAY, key, problem)


def _tell_all(event: Event) -> Exception | None:
    """Call every subscriber that hasn't taken effect; return the last problem of those that raised."""
    last_problem = None
    for name, subscriber in subscribers_of(event.type).items():
        try:
            tell(event, name, subscriber)
        except Exception as problem:
            last_problem = problem
            logger.exception("subscriber_failed", subscriber=name, type=event.type, event_id=str(event.pk))
    return last_problem


def tell(event: Event, name: str, subscriber: Subscriber) -> None:
    """Let one subscriber take effect, unless it has: its note and its effect are one transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [event.pk, name, timezone.now()])
            if not cursor.rowcount:
                return
        subscriber(event)


def _finish(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [timezone.now(), UUID(key), organisation().schema, RELAY, key])
