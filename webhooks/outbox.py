"""The outbox: events go in within the transaction that made them true, and come out once.

``emit`` writes the event and, in the same statement, a row of DueWork a moment ahead. After the
commit the workers are woken; when that message is lost, the beat's tick finds the row. What is
promised:

* an event exists if and only if the transaction that emitted it was committed;
* every subscriber of its type takes effect once, however often a worker dies on the way: what a
  subscriber writes to the database and the note that it did are one transaction;
* a subscriber that raises is tried again, less and less often, and never holds up the others;
* the order in which events reach a subscriber is not promised.

``subscribe`` is called in ``ready()`` of apps on the floors above. An event without subscribers is
told to nobody, then or later: a new subscriber hears of what happens from its start on.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from tenants.acting import actor as current_actor
from tenants.ids import uuid7
from tenants.scope import organisation
from webhooks.exceptions import EventInvalid, EventTooLarge, NoTransaction
from webhooks.models import Event
from webhooks.waking import wake_relay

__all__ = ["ANY", "RELAY", "Subscriber", "emit", "subscribe", "subscribers_of"]

type Subscriber = Callable[[Event], None]

ANY = "*"
RELAY = "webhooks.relay"
GRACE = timedelta(seconds=1)
MOST_BYTES = 64 * 1024
NULL_CHARACTER = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
TYPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")

SUBSCRIBERS: dict[str, dict[str, Subscriber]] = {}

INSERT_EVENT = """
    INSERT INTO webhooks_event (id, type, subject, payload, actor, request_id, happened_at, relayed_at)
    VALUES (%s, %s, %s, %s::jsonb, %s, %s, %s, %s)
"""
INSERT_EVENT_AND_POINTER = """
    WITH event AS (
        INSERT INTO webhooks_event
            (id, type, subject, payload, actor, request_id, happened_at, relayed_at)
        VALUES (%s, %s, %s, %s::jsonb, %s, %s, %s, %s)
    )
    INSERT INTO public.tenants_duework (tenant, kind, key, due_at, attempts, sends, problem)
    VALUES (%s, %s, %s, %s, 0, 0, '')
"""


def emit(type: str, payload: dict[str, Any], *, subject: str = "", actor: str = "") -> UUID:
    """Write down that something happened, for the log and for its subscribers; return its id.

    ``type`` is in the past tense and dotted (``response.completed``). ``payload`` is plain JSON of
    at most 64 kB: ids and the names needed to understand it, nothing else about people. ``subject``
    is ``survey:<uuid>`` or the like, at most 100 characters. Without ``actor`` it is whoever acts.

    Costs one statement. Raises NoTransaction outside a transaction, NoOrganisation outside an
    organisation, EventInvalid or EventTooLarge when it can't be kept as it is.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{type} was emitted outside a transaction")
    if not TYPE.match(type) or len(type) > 100 or len(subject) > 100:
        raise EventInvalid(f"{type!r} about {subject!r} is not an event")
    schema = organisation().schema
    event_id, now = uuid7(), timezone.now()
    heard = bool(subscribers_of(type))
    row = [event_id, type, subject, _as_json(type, payload), (actor or current_actor())[:300]]
    _insert(schema, [*row, _request_id(), now, None if heard else now], pointer=heard)
    if heard:
        transaction.on_commit(partial(wake_relay, schema), robust=True)
    return event_id


def subscribe(type: str, name: str, subscriber: Subscriber) -> None:
    """Let a function hear of every event of a type (ANY: of all), once in effect.

    ``name`` is unique for ever: it is what remembers that the subscriber has dealt with an event.
    The function runs in a worker, in the organisation's scope, inside a transaction of its own.
    Raises ValueError when another function has the name.
    """
    named = SUBSCRIBERS.setdefault(type, {})
    if named.setdefault(name, subscriber) is not subscriber:
        raise ValueError(f"two subscribers of {type} are called {name!r}")


def subscribers_of(type: str) -> dict[str, Subscriber]:
    """Return the subscribers of a type of event, by name."""
    return SUBSCRIBERS.get(ANY, {}) | SUBSCRIBERS.get(type, {})


def _insert(schema: str, event: list[Any], *, pointer: bool) -> None:
    event_id, happened_at = event[0], event[6]
    with connection.cursor() as cursor:
        if pointer:
            cursor.execute(INSERT_EVENT_AND_POINTER, [*event, *_pointer(schema, event_id, happened_at)])
        else:
            cursor.execute(INSERT_EVENT, event)


def _pointer(schema: str, event_id: UUID, happened_at: datetime) -> list[Any]:
    return [schema, RELAY, str(event_id), happened_at + GRACE]


def _as_json(type: str, payload: dict[str, Any]) -> str:
    try:
        text = json.dumps(payload, cls=DjangoJSONEncoder, allow_nan=False, ensure_ascii=False)
        size = len(text.encode())
    except (TypeError, ValueError) as problem:
        raise EventInvalid(f"the payload of {type} is not plain JSON: {problem}") from None
    if NULL_CHARACTER.search(text):
        raise EventInvalid(f"the payload of {type} holds a null character")
    if size > MOST_BYTES:
        raise EventTooLarge(f"the payload of {type} has {size} bytes, of {MOST_BYTES} at most")
    return text


def _request_id() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64]
