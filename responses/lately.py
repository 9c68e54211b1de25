"""Plain surveys that this process has just seen open, so that who comes next need not ask the database."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from responses.plain import is_plain
from responses.queries import Known, known_survey
from responses.sittings import Sitting
from surveys.access import stored_access
from tenants.scope import schema

SECONDS = 1
"""So long a survey that was paused shows its first page to who comes new; it stores nothing of theirs."""
SECONDS_ELABORATE = 60
"""So long a survey that can't be shown unread isn't tried again."""
MOST_KEPT = 10_000


class Seen(NamedTuple):
    """An open survey as the database knew it at a moment; without a ``version`` it can't be shown unread."""

    at: datetime
    known: Known
    version: UUID | None


_seen: dict[tuple[str, str], Seen] = {}


def note_seen(sitting: Sitting, *, now: datetime) -> Seen:
    """Remember a survey that ``sit_down`` has found open."""
    found, version = sitting.survey, sitting.running.version
    is_simple = version == found.current_version and is_plain(sitting.running)
    if stored_access(found.access).gates or not is_simple:
        version = None
    if len(_seen) >= MOST_KEPT:
        _seen.clear()
    known = known_survey(found.slug)
    assert known is not None  # noqa: S101 - sit_down has just read it
    seen = Seen(now, known, version)
    _seen[schema(), found.slug] = seen
    return seen


def seen_lately(slug: str, *, now: datetime) -> Seen | None:
    """Return what was seen within the last second, or a minute for one that can't be shown unread."""
    seen = _seen.get((schema(), slug))
    if seen is None:
        return None
    age = (now - seen.at).total_seconds()
    return seen if 0 <= age < (SECONDS if seen.version else SECONDS_ELABORATE) else None
