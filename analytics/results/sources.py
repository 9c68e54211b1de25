"""Where the answers lie, as one relation of DuckDB: rows of column files, and those that came since.

Files and tables hold answers as they were given; the relation reads former choices as what they mean today.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from analytics.readmodel.holding import OpenFile
from analytics.results.engine import literal, quoted
from analytics.results.loading import (
    CONTACT,
    CONTACT_TYPE,
    COUNTING,
    NO_FLAG,
    SYSTEM,
    contact_field,
    stored_schema,
)
from analytics.results.questions import Coding, Layout, Variable
from analytics.results.readers import joined_field
from analytics.results.snapshots import Snapshot
from surveys.meanings import Meaning

TYPES = {
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.time32("s"): "TIME",
    pa.timestamp("us"): "TIMESTAMP",
    pa.list_(pa.string()): "VARCHAR[]",
    CONTACT_TYPE: "MAP(VARCHAR, VARCHAR)",
}
ROW = pa.field("file_row_number", pa.int64())
"""The number of a row in its file."""
LACKING = {"flag": literal(NO_FLAG), "tags": "[]::VARCHAR[]", "marks": "[]::VARCHAR[]"}
"""What stands for columns in files that were written before there were such, where it isn't ``NULL``."""

RELATION = "answers"
_ALWAYS = frozenset({*SYSTEM, *COUNTING})
"""Columns that queries name without quotes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of the answers. ``sql`` follows ``FROM``; ``columns`` are there, the rest is not known of it.
    ``time_zone`` is that of its days."""

    sql: str
    columns: frozenset[str]
    time_zone: str


def open_answers(cursor: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Let ``RELATION`` stand for the answers of a snapshot."""
    zone = snapshot.stamp.time_zone
    tail = snapshot.table if snapshot.table.num_rows else None
    sources = sources_of(cursor, files=snapshot.files, dead=snapshot.dead, tail=tail, time_zone=zone)
    answers = answers_sql(sources, snapshot.layout, time_zone=zone)
    cursor.execute(f"CREATE TEMP VIEW {RELATION} AS {answers}")


def answers_in_parts(
    cursor: duckdb.DuckDBPyConnection, snapshot: Snapshot, *, least_steady: int
) -> tuple["AnswersSql", "AnswersSql", "AnswersSql"]:
    """The answers of a snapshot that lie in steady files (of so many rows at least, none of them dead), the
    others, and all of them."""
    zone, tail = snapshot.stamp.time_zone, snapshot.table if snapshot.table.num_rows else None
    steady = snapshot.steady_files(least_steady)
    others = [file for file in snapshot.files if file not in steady]
    parts = [
        list(sources_of(cursor, files=steady, dead={}, tail=None, time_zone=zone)),
        list(sources_of(cursor, files=others, dead=snapshot.dead, tail=tail, time_zone=zone)),
    ]
    first, second, whole = (
        AnswersSql(each, snapshot.layout, time_zone=zone) for each in (*parts, [*parts[0], *parts[1]])
    )
    return first, second, whole


def sources_of(
    cursor: duckdb.DuckDBPyConnection,
    *,
    files: Iterable[OpenFile],
    dead: Mapping[UUID, pa.Array],
    tail: pa.Table | None,
    time_zone: str,
) -> Iterator[Source]:
    """Yield the pieces; tables are registered with the cursor. ``dead`` rows of files don't count."""
    whole: dict[tuple[str, frozenset[str]], list[Path]] = {}
    for number, file in enumerate(files):
        if not len(dead.get(file.id, ())):
            whole.setdefault((file.time_zone, file.columns), []).append(file.path)
            continue
        cursor.register(f"dead{number}", pa.table({"row": dead[file.id]}))
        sql = f"read_parquet({literal(str(file.path))}, file_row_number = true) AS stored"
        sql += f" ANTI JOIN dead{number} ON stored.file_row_number = dead{number}.row"
        yield Source(sql, file.columns, file.time_zone)
    for (zone, columns), paths in whole.items():
        yield Source(f"read_parquet([{', '.join(literal(str(path)) for path in paths)}])", columns, zone)
    if tail is not None:
        cursor.register("tail", tail)
        yield Source("tail", frozenset(tail.column_names), time_zone)


def numbered(file: OpenFile) -> Source:
    """All rows of a file, with their numbers."""
    sql = f"read_parquet({literal(str(file.path))}, file_row_number = true)"
    return Source(sql, file.columns | {ROW.name}, file.time_zone)


def union_sql(sources: Iterable[Source], columns: Iterable[pa.Field], *, time_zone: str) -> str:
    """All pieces, with these columns in this order."""
    columns = list(columns)
    selects = [
        f"SELECT {', '.join(_column(field, source, time_zone) for field in columns)} FROM {source.sql}"  # noqa: S608
        for source in sources
    ]
    return " UNION ALL ".join(selects) or _nothing(columns)


def answers_sql(sources: Iterable[Source], layout: Layout, *, time_zone: str) -> str:
    """The answers, former choices read as what they mean today, with their tags and what links say."""
    return AnswersSql(sources, layout, time_zone=time_zone).sql()


class AnswersSql:
    """The answers that lie in some pieces, as SQL; false where there are no pieces."""

    def __init__(self, sources: Iterable[Source], layout: Layout, *, time_zone: str) -> None:
        self._sources, self._layout, self._time_zone = tuple(sources), layout, time_zone
        self._columns = [(field, _inside_quotes(field.name)) for field in stored_schema(layout)]
        self._contact = [(name, _inside_quotes(contact_field(name))) for name in layout.contact]
        self._meant = {variable.field: _meant(variable) for variable in layout.variables if variable.meant}
        self._meant |= {name: sql for coding in layout.codings for name, sql in _coded(coding)}

    def __bool__(self) -> bool:
        return bool(self._sources)

    def sql(self, query: str | None = None, *, numbered: bool = False) -> str:
        """All columns, or those that a query names, and what is known of responses: the fewer there are, the
        sooner a statement is planned. Of numbered sources, ``ROW`` beside them."""
        contact = [name for name, written in self._contact if query is None or written in query]
        fields = [field for field, written in self._columns if query is None or self._is_in(written, query)]
        fields += [ROW] if numbered else []
        stored = union_sql(self._sources, fields, time_zone=self._time_zone)
        names = [field.name for field in fields]
        meant = {name: sql for name, sql in self._meant.items() if name in names}
        if not meant and not contact:
            return stored
        read = [f"{meant[name]} AS {quoted(name)}" if name in meant else quoted(name) for name in names]
        read += [f"{CONTACT}[{literal(name)}] AS {quoted(contact_field(name))}" for name in contact]
        return f"SELECT {', '.join(read)} FROM ({stored})"  # noqa: S608

    def _is_in(self, column: str, query: str) -> bool:
        """Whether a query needs a column."""
        if column in query or column in _ALWAYS:
            return True
        coded = (each for each in self._layout.codings if _inside_quotes(each.source) == column)
        return any(_inside_quotes(each.field) in query for each in coded)


def _inside_quotes(name: str) -> str:
    """A column's name as it stands in SQL, between the quotes."""
    return quoted(name)[1:-1]


def _column(field: Any, source: Source, time_zone: str) -> str:
    name = quoted(field.name)
    if field.name not in source.columns:
        return f"{LACKING.get(field.name, f'NULL::{TYPES[field.type]}')} AS {name}"
    if field.name == "started_on" and source.time_zone != time_zone:
        return f"(started_at AT TIME ZONE 'UTC' AT TIME ZONE {literal(time_zone)})::DATE AS {name}"
    return name


def _nothing(columns: Iterable[pa.Field]) -> str:
    empty = ", ".join(f"NULL::{TYPES[field.type]} AS {quoted(field.name)}" for field in columns)
    return f"SELECT {empty} WHERE false"


def _coded(coding: Coding) -> Iterator[tuple[str, str]]:
    """The tags of answers: an empty list where an answer has none, ``NULL`` where there is no answer."""
    for name, none in ((coding.field, "[]::VARCHAR[]"), (joined_field(coding.field), "''")):
        given = f"coalesce({quoted(name)}, {none})"
        yield name, f"CASE WHEN {quoted(coding.source)} IS NOT NULL THEN {given} END"


def _meant(variable: Variable) -> str:
    """A variable's answers as what they mean today, by the version that they were given to."""
    name = quoted(variable.field)
    is_list = variable.kind != "category"
    cases = " ".join(
        f"WHEN {version} THEN {_all_meant(name, meaning) if is_list else _one_meant(name, meaning)}"
        for version, meaning in variable.meant.items()
    )
    return f"CASE version {cases} ELSE {name} END"


def _one_meant(value: str, meaning: Meaning) -> str:
    cases = " ".join(f"WHEN {literal(former)} THEN {literal(now)}" for former, now in meaning.items())
    return f"CASE {value} {cases} ELSE {value} END"


def _all_meant(name: str, meaning: Meaning) -> str:
    """A list as it is meant; what became one choice is there once, where it came first."""
    meant = f"list_transform({name}, lambda each: {_one_meant('each', meaning)})"
    return f"list_filter({meant}, lambda each, place: list_position({meant}, each) = place)"
