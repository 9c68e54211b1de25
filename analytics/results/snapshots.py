"""Snapshots of surveys' responses, kept in process while they fit, brought up to date row by row.

A snapshot never changes once made, so that threads share it freely; a newer one takes its place. Its key
starts with the organisation's schema.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from analytics.results.loading import VersionMissing, read_table
from analytics.results.questions import Layout
from analytics.results.stamps import LATE, Stamp, read_stamp
from analytics.results.versions import read_layout
from tenants.scope import schema

MOST_BYTES = 192 * 1024 * 1024
"""How much all snapshots of a process may take; the newest one is kept even when it alone takes more."""
MOST_COMPUTED = 2_000
_MOST_CHUNKS = 64


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All responses of a survey at a stamp. ``computed`` holds what was worked out from it, by question."""

    stamp: Stamp
    layout: Layout
    table: pa.Table
    computed: dict[Any, Any] = field(default_factory=dict)

    def remember(self, key: Any, value: Any) -> None:
        """Keep a result for the life of this snapshot."""
        if len(self.computed) >= MOST_COMPUTED:
            self.computed.clear()
        self.computed[key] = value


type Key = tuple[str, UUID]

_kept: OrderedDict[Key, Snapshot] = OrderedDict()
_making: dict[Key, threading.Lock] = {}
_lock = threading.Lock()


def snapshot_of(survey_id: UUID) -> Snapshot:
    """Return the survey's responses as they are now. One query when nothing changed since the last time,
    two when rows came or changed, four when versions did. Raises ``Survey.DoesNotExist``.
    """
    key = (schema(), survey_id)
    with _lock_of(key):
        stamp = read_stamp(survey_id)
        kept = _kept.get(key)
        if kept is None or kept.stamp != stamp:
            kept = _made(survey_id, stamp, kept)
        _keep(key, kept)
        return kept


def forget_snapshots() -> None:
    """Drop everything kept in this process."""
    with _lock:
        _kept.clear()
        _making.clear()


def _lock_of(key: Key) -> threading.Lock:
    with _lock:
        return _making.setdefault(key, threading.Lock())


def _made(survey_id: UUID, stamp: Stamp, earlier: Snapshot | None) -> Snapshot:
    if earlier is not None and stamp.only_grew_since(earlier.stamp):
        try:
            return _grown(survey_id, stamp, earlier)
        except VersionMissing:
            pass
    layout = read_layout(survey_id)
    return Snapshot(stamp, layout, read_table(survey_id, layout, time_zone=stamp.time_zone))


def _grown(survey_id: UUID, stamp: Stamp, earlier: Snapshot) -> Snapshot:
    """The earlier snapshot with the rows that changed since, and a little before (see ``LATE``)."""
    since = earlier.stamp.newest
    changed = read_table(
        survey_id,
        earlier.layout,
        time_zone=stamp.time_zone,
        changed_since=since - LATE if since else None,
    )
    is_stale = pc.is_in(earlier.table["id"], value_set=changed["id"].combine_chunks())
    unchanged = earlier.table.filter(pc.invert(is_stale))
    table = pa.concat_tables([unchanged, changed])
    return Snapshot(stamp, earlier.layout, table.combine_chunks() if _is_ragged(table) else table)


def _is_ragged(table: pa.Table) -> bool:
    """Whether many small additions have made reading the table slow."""
    return int(table.column("id").num_chunks) > _MOST_CHUNKS


def _keep(key: Key, snapshot: Snapshot) -> None:
    with _lock:
        _kept[key] = snapshot
        _kept.move_to_end(key)
        while len(_kept) > 1 and sum(each.table.nbytes for each in _kept.values()) > MOST_BYTES:
            dropped, _ = _kept.popitem(last=False)
            _making.pop(dropped, None)
