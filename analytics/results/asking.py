"""Asking a snapshot: SQL by DuckDB over the rows of a selection."""

import os
import threading
from typing import Any

import duckdb
import pyarrow as pa

from analytics.results.figures import Base
from analytics.results.filtering.columns import columns_of
from analytics.results.filtering.sql import condition_sql
from analytics.results.questions import Layout, Question, Variable, refused_field
from analytics.results.selection import Selection
from surveys.question_types.missing import REFUSALS

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "temp_directory": "",
    "python_enable_replacements": False,
}
"""Bounded memory and nothing on disk, for all questions of a process together."""
_LOCK = "SET enable_external_access = false; SET lock_configuration = true"
_engines: dict[int, duckdb.DuckDBPyConnection] = {}
_opening = threading.Lock()


def engine() -> duckdb.DuckDBPyConnection:
    """The process's engine, which holds nothing between questions and can reach nothing outside.

    By process id, because a forked child must not use its parent's.
    """
    with _opening:
        known = _engines.get(os.getpid())
        if known is None:
            known = duckdb.connect(":memory:", config=_SETTINGS)
            known.execute(_LOCK)
            _engines[os.getpid()] = known
        return known


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def answered(*variables: Variable) -> str:
    """SQL: whether any of the variables has an answer."""
    return "(" + " OR ".join(f"{quoted(variable.field)} IS NOT NULL" for variable in variables) + ")"


def condition_of(selection: Selection, layout: Layout) -> tuple[str, dict[str, Any]]:
    """The selection as SQL over the relation of answers, with its parameters."""
    parts: dict[str, tuple[str, Any]] = {}
    if selection.status != "all":
        parts["status"] = ("status = $status", selection.status)
    if selection.language:
        parts["language"] = ("language = $language", selection.language)
    if selection.since:
        parts["since"] = ("started_on >= $since", selection.since)
    if selection.until:
        parts["until"] = ("started_on <= $until", selection.until)
    parameters = {name: value for name, (_, value) in parts.items()}
    conditions = [sql for sql, _ in parts.values()]
    if selection.where:
        condition, more = condition_sql(selection.where, columns_of(layout))
        conditions.append(condition)
        parameters |= more
    return " AND ".join(conditions) or "true", parameters


class SelectedRows:
    """The rows of a selection, open to questions. Use it in one thread, and close it."""

    def __init__(self, table: pa.Table, selection: Selection, layout: Layout) -> None:
        condition, parameters = condition_of(selection, layout)
        self._cursor = engine().cursor()
        self._cursor.register("snapshot", table)
        self._cursor.execute(
            f"CREATE TEMP TABLE selected AS SELECT * FROM snapshot WHERE {condition}",  # noqa: S608
            parameters,
        )
        self._cursor.unregister("snapshot")

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql``, a query over ``selected``, gives."""
        return self._cursor.execute(sql, parameters).fetchall()

    def base(self, question: Question, *variables: Variable) -> Base:
        """How many were asked, answered at least one of the variables, and refused in either way."""
        asked = question.asked_field
        counts = [quoted(asked), answered(*variables)]
        counts += [
            quoted(refused_field(asked, way)) if way in question.refusals else "false" for way in REFUSALS
        ]
        filtered = ", ".join(f"count(*) FILTER ({condition})" for condition in counts)
        return Base(*self.ask(f"SELECT count(*), {filtered} FROM selected")[0])  # noqa: S608

    def close(self) -> None:
        """Let go of the rows."""
        self._cursor.close()
