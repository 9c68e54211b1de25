"""Snapshots of surveys' responses: which column files hold them, and the rows that are in none, in memory.

A snapshot never changes once made, so that threads share it freely; a newer one takes its place, made of it
and of the rows that changed since. Its key starts with the organisation's schema.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from analytics.exceptions import FileDamaged
from analytics.readmodel.deadrows import Removed, dead_rows, read_removed
from analytics.readmodel.files import local_folder, touch
from analytics.readmodel.holding import OpenFile, read_holding, tell_of_damage
from analytics.readmodel.places import one_moment
from analytics.results.kept import forget_counts_of_others
from analytics.results.loading import POSITION, VersionMissing, read_table, stored_schema
from analytics.results.questions import Layout
from analytics.results.stamps import Stamp, read_stamp
from analytics.results.versions import read_layout
from tenants.scope import schema

MOST_BYTES = 192 * 1024 * 1024
"""How much all snapshots of a process may take; the newest one is kept even when it alone takes more."""
MOST_COMPUTED = 2_000
_MOST_CHUNKS, _MOST_CHUNKS_OF_SMALL, _SMALL = 64, 3, 20_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All responses of a survey at a stamp: those of ``files`` but for their ``dead`` rows, and ``table``.

    Answers are there as given. ``damaged`` names files that could not be read, whose rows are in ``table``
    instead. ``computed`` holds what was worked out from them, by question.
    """

    stamp: Stamp
    layout: Layout
    table: pa.Table
    files: tuple[OpenFile, ...] = ()
    dead: Mapping[UUID, pa.Array] = field(default_factory=dict)
    damaged: tuple[FileDamaged, ...] = ()
    computed: dict[Any, Any] = field(default_factory=dict)

    def steady_files(self, least: int) -> list[OpenFile]:
        """The files of so many rows at least, none of which is dead: they will stay for a while."""
        return [file for file in self.files if file.rows >= least and not len(self.dead.get(file.id, ()))]

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
    two or three when rows came or changed, more when versions or files did. Raises ``Survey.DoesNotExist``.
    """
    key = (schema(), survey_id)
    with _lock_of(key):
        stamp = read_stamp(survey_id)
        kept = _kept.get(key)
        if kept is not None and not touch(file.path for file in kept.files):
            kept = None
        if kept is None or not kept.stamp.is_as_good_as(stamp):
            kept = _made(survey_id, stamp, kept)
            if kept.damaged:
                tell_of_damage(survey_id, kept.damaged)
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
    """A snapshot of this moment, out of an earlier one where that is of the same files and days."""
    if earlier is not None and not stamp.goes_on_from(earlier.stamp):
        earlier = None
    with one_moment():
        layout = earlier.layout if earlier else read_layout(survey_id)
        if earlier is not None and not stamp.is_of_same_questions(earlier.stamp):
            layout = read_layout(survey_id)
        try:
            return _read(survey_id, stamp, layout, earlier)
        except VersionMissing:
            return _read(survey_id, stamp, read_layout(survey_id), earlier)


def _read(survey_id: UUID, stamp: Stamp, layout: Layout, earlier: Snapshot | None) -> Snapshot:
    return (
        _read_anew(survey_id, stamp, layout) if earlier is None else _grown(survey_id, stamp, layout, earlier)
    )


def _read_anew(survey_id: UUID, stamp: Stamp, layout: Layout) -> Snapshot:
    holding = read_holding(survey_id)
    forget_counts_of_others(local_folder(survey_id), {file.path for file in holding.files})
    table = read_table(survey_id, layout, time_zone=stamp.time_zone, positions=holding.elsewhere)
    removed = read_removed(survey_id) if holding.files else Removed()
    dead = dead_rows(holding.files, newer=table, removed=removed, known=holding.replaced)
    return Snapshot(stamp, layout, table, holding.files, dead, holding.damaged)


def _grown(survey_id: UUID, stamp: Stamp, layout: Layout, earlier: Snapshot) -> Snapshot:
    """The earlier snapshot, with everything that a transaction wrote which hadn't ended then, read again."""
    since = earlier.stamp.horizon
    fresh = read_table(survey_id, layout, time_zone=stamp.time_zone, positions=((since, None),))
    removed = read_removed(survey_id, since=since) if stamp.has_removed_since(since) else Removed()
    table = pa.concat_tables([_kept_of(earlier, fresh, removed, since, layout), fresh])
    dead = dead_rows(earlier.files, newer=fresh, removed=removed, known=earlier.dead)
    return Snapshot(
        stamp, layout, table.combine_chunks() if _is_ragged(table) else table, earlier.files, dead
    )


def _kept_of(earlier: Snapshot, fresh: pa.Table, removed: Removed, since: int, layout: Layout) -> pa.Table:
    """The rows of the earlier snapshot that still stand, with the columns of today."""
    gone = pa.concat_arrays([*fresh["id"].chunks, removed.ids])
    table = earlier.table
    stands = pc.and_(pc.less(table[POSITION], since), pc.invert(pc.is_in(table["id"], value_set=gone)))
    kept = table.filter(stands)
    columns = stored_schema(layout)
    if kept.schema.equals(columns):
        return kept
    return pa.table(
        {
            field.name: kept[field.name]
            if field.name in kept.column_names
            else pa.nulls(kept.num_rows, field.type)
            for field in columns
        },
        schema=columns,
    )


def _is_ragged(table: pa.Table) -> bool:
    """Whether small additions have made reading the table slow: it is as quick to copy a small one."""
    most = _MOST_CHUNKS if table.num_rows > _SMALL else _MOST_CHUNKS_OF_SMALL
    return int(table.column("id").num_chunks) > most


def _keep(key: Key, snapshot: Snapshot) -> None:
    with _lock:
        _kept[key] = snapshot
        _kept.move_to_end(key)
        while len(_kept) > 1 and sum(each.table.nbytes for each in _kept.values()) > MOST_BYTES:
            dropped, _ = _kept.popitem(last=False)
            _making.pop(dropped, None)
