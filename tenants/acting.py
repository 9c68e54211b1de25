"""Who acts: the person or program on whose behalf the current code runs, for the event log.

Kept apart from the log's own context, because an e-mail address has no place in a log line.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_actor: ContextVar[Callable[[], str]] = ContextVar("canvass_actor", default=str)


def actor() -> str:
    """Return who acts: an e-mail address, ``api:<name>``, or "" when nobody in particular does."""
    return _actor.get()()


@contextmanager
def acting_as(who: Callable[[], str]) -> Iterator[None]:
    """Run what is inside on somebody's behalf; ``who`` is asked only when the answer is needed."""
    token = _actor.set(who)
    try:
        yield
    finally:
        _actor.reset(token)
