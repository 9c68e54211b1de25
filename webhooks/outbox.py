"""The outbox: events go in within the transaction that made them true, and come out once.

``emit`` writes the event and, in the same statement, a row of DueWork a moment ahead: when the
message to the workers is lost, the beat's tick finds the row. ``subscribe`` is called in ``ready()``
of apps on the floors above.
"""

from collections.abc import Callable
from typing import Any

from webhooks.models import Event

type Subscriber = Callable[[Event], None]

SUBSCRIBERS: dict[str, dict[str, Subscriber]] = {}


def emit(type: str, payload: dict[str, Any], *, subject: str = "", actor: str = "") -> None:
    """Write down that something happened, for the log and for its subscribers.

    ``type`` is in the past tense and dotted (``response.completed``). Raises NoTransaction outside
    a transaction: an event without the change that it tells of is a lie.
    """
    raise NotImplementedError


def subscribe(type: str, name: str, subscriber: Subscriber) -> None:
    """Let a function hear of every event of a type, once in effect; ``name`` is unique for ever."""
    SUBSCRIBERS.setdefault(type, {})[name] = subscriber
