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
from dataclasses import dataclass
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

__all__ = ["ANY", "RELAY", "Emission", "Subscriber", "emission", "emit", "subscribe", "subscribers_of"]

type Subscriber = Callable[[Event], None]

ANY = "*"
RELAY = "webhooks.relay"
GRACE = timedelta(seconds=1)
MOST_BYTES = 64 * 1024
NULL_CHARACTER = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
TYPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")

_EVENT_PARAMETERS = tuple(
    f"event{name}" for name in ("", "_type", "_subject", "_payload", "_actor", "_request", "_at", "_relayed")
)
_POINTER_PARAMETERS = ("event_tenant", "event_relay", "event_key", "event_due")
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
INSERT_EVENT_OF = """event AS (
        INSERT INTO webhooks_event (id, type, subject, payload, actor, request_id, happened_at, relayed_at)
        SELECT %(event)s::uuid, %(event_type)s, %(event_subject)s, %(event_payload)s::jsonb, %(event_actor)s,
               %(event_request)s, %(event_at)s::timestamptz, %(event_relayed)s::timestamptz
        FROM {cause}
    )"""
INSERT_POINTER_OF = """pointer AS (
        INSERT INTO public.tenants_duework (tenant, kind, key, due_at, attempts, sends, problem)
        SELECT %(event_tenant)s, %(event_relay)s, %(event_key)s, %(event_due)s::timestamptz, 0, 0, ''
        FROM {cause}
    )"""


@dataclass(frozen=True, slots=True)
class Emission:
    """An event on its way into the very statement that makes it true."""

    parameters: dict[str, Any]
    schema: str
    heard: bool

    def written_with(self, cause: str) -> str:
        """Return the CTEs that write the event if the CTE called ``cause``, of one row at most, has a row."""
        parts = [INSERT_EVENT_OF, INSERT_POINTER_OF] if self.heard else [INSERT_EVENT_OF]
        return ", ".join(parts).replace("{cause}", cause)

    def written(self) -> None:
        """Wake the workers, when what was written is committed. To be called if the statement wrote it."""
        if self.heard:
            transaction.on_commit(partial(wake_relay, self.schema), robust=True)


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
    schema = organisation().schema
    heard = bool(subscribers_of(type))
    row = _row(type, payload, subject, actor, heard=heard)
    _insert(schema, row, pointer=heard)
    if heard:
        transaction.on_commit(partial(wake_relay, schema), robust=True)
    event_id: UUID = row[0]
    return event_id


def emission(type: str, payload: dict[str, Any], *, subject: str = "", actor: str = "") -> Emission:
    """Return an event to be written by the statement that makes it true, for paths where one more costs.

    What ``emit`` says of the arguments holds here too.
    """
    schema = organisation().schema
    heard = bool(subscribers_of(type))
    row = _row(type, payload, subject, actor, heard=heard)
    parameters = dict(zip(_EVENT_PARAMETERS, row, strict=True))
    if heard:
        parameters |= zip(_POINTER_PARAMETERS, _pointer(schema, row[0], row[6]), strict=True)
    return Emission(parameters, schema, heard)


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


def _row(type: str, payload: dict[str, Any], subject: str, actor: str, *, heard: bool) -> list[Any]:
    """The columns of an event in their order. One that nobody listens to counts as told at once."""
    if not TYPE.match(type) or len(type) > 100 or len(subject) > 100:
        raise EventInvalid(f"{type!r} about {subject!r} is not an event")
    now = timezone.now()
    who = (actor or current_actor())[:300]
    text = _as_json(type, payload)
    return [uuid7(), type, subject, text, who, _request_id(), now, None if heard else now]


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
