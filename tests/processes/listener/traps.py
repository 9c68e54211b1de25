"""Where a worker dies, as ``kill -9`` would have it: once, the first time it comes by."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analytics.exporting import making
from analytics.schedules import running
from webhooks import relay

IN_SUBSCRIBER = "in_subscriber"
PLACES = {
    "before_taking": "_take_pending",
    "after_taking": "_relay",
    "before_finishing": "_finish",
}
IN_SCHEDULES = {"before_telling": "told"}
IN_FILES = {"before_storing": "_store"}


def set_trap(place: str) -> None:
    """Make the relay, or what runs schedules or makes files, kill its process at a place; "" sets none."""
    if name := PLACES.get(place):
        setattr(relay, name, dying(getattr(relay, name)))
    if name := IN_SCHEDULES.get(place):
        setattr(running, name, dying(getattr(running, name)))
    if name := IN_FILES.get(place):
        setattr(making, name, dying(getattr(making, name)))


def dying[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Return the function, preceded by death."""

    def die_first(*args: P.args, **kwargs: P.kwargs) -> Any:
        die_once()
        return function(*args, **kwargs)

    return die_first


def die_once() -> None:
    """Kill this process, unless one has died here before."""
    try:
        Path(os.environ["TEST_DIED"]).open("x").close()
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
