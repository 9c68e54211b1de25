"""What happens on this floor, told to the event log, which stands a floor above.

The log hands its ``emit`` over when the apps are ready; this floor only knows that somebody listens.
"""

from collections.abc import Callable
from typing import Any, Protocol

from tenants.scope import in_public


class Recorder(Protocol):
    """What writes an event down, within the transaction that made it true."""

    def __call__(self, type: str, payload: dict[str, Any], *, subject: str = "", actor: str = "") -> object:
        """Write it down."""


_recorders: list[Recorder] = []


def record_with(recorder: Recorder) -> Callable[[], None]:
    """Let a recorder hear of everything from now on; return what ends that."""
    _recorders.append(recorder)
    return lambda: _recorders.remove(recorder)


def happened(type: str, payload: dict[str, Any], *, subject: str = "", actor: str = "") -> None:
    """Tell the log of the current organisation; the shared schema has none."""
    if in_public():
        return
    for recorder in _recorders:
        recorder(type, payload, subject=subject, actor=actor)
