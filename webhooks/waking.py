"""Waking the relay after a commit, at little cost to the request that committed.

Sending a message costs about a millisecond of CPU, so a process sends at most one for each
organisation in a quarter of a second: the first at once, and those of the window's rest together
as one message that runs when the window ends.
"""

import threading
import time

from tenants.work import message_headers, send

RELAY_PENDING = "webhooks.relay_pending"
WINDOW = 0.25
MOST_KEPT = 10_000

_runs_at: dict[str, float] = {}
_lock = threading.Lock()


def wake_relay(schema: str) -> None:
    """Let a worker relay what an organisation has emitted, now or within WINDOW seconds."""
    delay = _delay_of_next(schema, time.monotonic())
    if delay is not None:
        send(RELAY_PENDING, (), message_headers(schema), countdown=delay)


def _delay_of_next(schema: str, now: float) -> float | None:
    """Return the seconds after which a message sent now should run; None when one is on its way."""
    with _lock:
        runs_at = _runs_at.get(schema, now - WINDOW)
        if runs_at > now:
            return None
        if len(_runs_at) >= MOST_KEPT:
            _runs_at.clear()
        _runs_at[schema] = max(now, runs_at + WINDOW)
        return _runs_at[schema] - now
