"""The selected rows of surveys without column files: they are in memory, and counted there."""

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from analytics.results.counts import CountsInMemory, Row
from analytics.results.engine import engine, quoted
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot
from analytics.results.sources import RELATION, open_answers

_AS_GIVEN = "answers in memory"


class FewRows(CountsInMemory):
    """Rows of a selection, of a ``condition`` with its parameters. To be used in one thread."""

    def __init__(
        self, snapshot: Snapshot, selection: Selection, condition: str, parameters: Mapping[str, Any]
    ) -> None:
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._table = _answers(snapshot)
        self._which = _chosen(self._table, selection)
        if selection.where:
            self._which = self._narrowed(condition, parameters)
        self._known: dict[str, pa.ChunkedArray] = {}

    def ask(self, sql: str, **parameters: Any) -> list[Row]:
        """Return the rows that ``sql``, a query over ``selected``, gives."""
        names = [name for name in self._table.column_names if quoted(name)[1:-1] in sql]
        columns = {name: self.column(name) for name in names or ["status"]}
        cursor = self._opened()
        cursor.register("selected", pa.table(columns))
        return cursor.execute(sql, parameters).fetchall()

    def close(self) -> None:
        """Let go of the rows."""
        if self._cursor is not None:
            self._cursor.close()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        if self._cursor is None:
            self._cursor = engine().cursor()
        return self._cursor

    def column(self, name: str) -> pa.ChunkedArray:
        """A column of the selected rows."""
        if name not in self._known:
            self._known[name] = self._table[name].filter(self._which)
        return self._known[name]

    def _narrowed(self, condition: str, parameters: Mapping[str, Any]) -> pa.Array:
        """Which rows meet a condition."""
        cursor = self._opened()
        places = pa.array(range(self._table.num_rows), type=pa.int64())
        cursor.register(RELATION, self._table.append_column("row_of_table", places))
        sql = f"SELECT row_of_table AS row FROM {RELATION} WHERE {condition}"  # noqa: S608
        found = cursor.sql(sql, params=dict(parameters)).to_arrow_table()
        return pc.is_in(places, value_set=found["row"].combine_chunks())


def _answers(snapshot: Snapshot) -> pa.Table:
    """The relation of answers in memory: as they were given where that is what they mean today."""
    layout = snapshot.layout
    if not layout.codings and not layout.contact and not any(each.meant for each in layout.variables):
        return snapshot.table
    known = snapshot.computed.get(_AS_GIVEN)
    if known is None:
        cursor = engine().cursor()
        try:
            open_answers(cursor, snapshot)
            known = cursor.sql(f"FROM {RELATION}").to_arrow_table()
        finally:
            cursor.close()
        snapshot.remember(_AS_GIVEN, known)
    table: pa.Table = known
    return table


def _chosen(table: pa.Table, selection: Selection) -> pa.ChunkedArray | pa.Array:
    """Which rows a selection chooses, but for its filter: as ``condition_of`` says it in SQL."""
    chosen = [pc.is_valid(table["status"])]
    if selection.status != "all":
        chosen.append(pc.equal(table["status"], selection.status))
    if selection.language:
        chosen.append(pc.equal(table["language"], selection.language))
    if selection.since:
        chosen.append(pc.greater_equal(table["started_on"], pa.scalar(selection.since, pa.date32())))
    if selection.until:
        chosen.append(pc.less_equal(table["started_on"], pa.scalar(selection.until, pa.date32())))
    if selection.quality != "any":
        chosen.append(pc.not_equal(table["flag"], "excluded"))
    if selection.quality == "unmarked":
        chosen.append(pc.equal(pc.list_value_length(table["marks"]), 0))
    which = chosen[0]
    for each in chosen[1:]:
        which = pc.and_(which, each)
    return which
