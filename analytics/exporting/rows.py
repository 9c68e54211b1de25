"""The rows of a file, read in portions: oldest first, in the same memory however many there are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, pairwise
from typing import Any

import duckdb
import pyarrow as pa

from analytics.exporting.shapes import FileColumn, LeftOut
from analytics.exporting.source import Source

AT_ONCE = 40_000
"""How many rows are put in order at once, unless a writer wants fewer."""
MOST_CELLS = 4_000_000
"""How many cells are at most."""
MOST_AT_ONCE = 400
"""How many columns are read at once."""
PORTION = 8_192
"""How many rows a writer is given at once."""
_ORDER = "started_at, id"

type Progress = Callable[[int], None]
"""Told how many rows are written, again and again; it may raise to end the writing."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: columns, and the rows that they are read from. ``title`` names it among others;
    ``left_out`` are the questions whose answers it doesn't hold, for they are personal."""

    columns: tuple[FileColumn, ...]
    source: Source
    title: str = ""
    left_out: tuple[LeftOut, ...] = ()

    def portions(
        self, select: Sequence[str], *, size: int = PORTION, at_once: int = AT_ONCE
    ) -> Iterator[pa.RecordBatch]:
        """Yield what the SQL of ``select`` gives for each row, some thousand rows at once.

        ``at_once``: how many rows are put in order at once, at most.
        """
        most = max(MOST_CELLS // max(len(self.columns), 1), 1)
        groups = list(batched(select, MOST_AT_ONCE, strict=False))
        for window in _windows(self.source, min(at_once, most)):
            if len(groups) == 1:
                yield from _asked(window, groups[0]).to_arrow_reader(size)
            else:
                yield from _side_by_side(window, groups).to_batches(max_chunksize=size)

    def first(self, select: Sequence[str], most: int) -> list[tuple[Any, ...]]:
        """What the SQL of ``select`` gives for the first rows."""
        source = self.source
        query = f"SELECT {', '.join(select)} FROM {source.sql} WHERE {source.condition}"  # noqa: S608
        ordered = f"{query} ORDER BY {_ORDER} LIMIT {most}" if select else "SELECT 1 WHERE false"
        return source.connection.execute(ordered, dict(source.parameters) if select else {}).fetchall()


def _asked(window: Source, select: Sequence[str]) -> duckdb.DuckDBPyRelation:
    named = ", ".join(f'{sql} AS "{number}"' for number, sql in enumerate(select))
    query = f"SELECT {named} FROM {window.sql} WHERE {window.condition} ORDER BY {_ORDER}"  # noqa: S608
    return window.connection.sql(query, params=dict(window.parameters))


def _side_by_side(window: Source, groups: Sequence[Sequence[str]]) -> pa.Table:
    """Many columns, some hundred at once: planning takes time and memory by the square of their number."""
    tables = [_asked(window, group).to_arrow_table() for group in groups]
    columns = [column.combine_chunks() for table in tables for column in table.columns]
    return pa.table(columns, names=[str(number) for number in range(len(columns))])


def _windows(source: Source, at_once: int) -> Iterator[Source]:
    """The rows in spans of time, one after the other, of about as many rows each."""
    count = source.count()
    edges = _edges(source, -(-count // at_once))
    if not edges:
        yield source
        return
    yield source.only("started_at < $span_end", span_end=edges[0])
    for start, end in pairwise(edges):
        inside = "started_at >= $span_start AND started_at < $span_end"
        yield source.only(inside, span_start=start, span_end=end)
    yield source.only("started_at >= $span_start", span_start=edges[-1])


def _edges(source: Source, spans: int) -> list[object]:
    """The moments that part the rows into so many spans."""
    if spans < 2:
        return []
    shares = ", ".join(str(span / spans) for span in range(1, spans))
    (moments,) = source.ask(f"quantile_disc(started_at, [{shares}])")
    return sorted(set(moments))
