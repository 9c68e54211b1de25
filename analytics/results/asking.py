"""Asking a snapshot: SQL by DuckDB over the rows of a selection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from analytics.results.figures import Base
from analytics.results.questions import Variable
from analytics.results.selection import Selection

_ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "512MB",
    "temp_directory": "",
    "python_enable_replacements": False,
}
_LOCK = "SET enable_external_access = false; SET lock_configuration = true"
"""Bounded memory, nothing on disk, nothing from outside: the engine sees the rows it is given."""


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def answered(*variables: Variable) -> str:
    """SQL: whether any of the variables has an answer."""
    return "(" + " OR ".join(f"{quoted(variable.field)} IS NOT NULL" for variable in variables) + ")"


def condition_of(selection: Selection) -> tuple[str, dict[str, Any]]:
    """The selection as SQL over a snapshot's rows, with its parameters."""
    parts: dict[str, tuple[str, Any]] = {}
    if selection.status != "all":
        parts["status"] = ("status = $status", selection.status)
    if selection.language:
        parts["language"] = ("language = $language", selection.language)
    if selection.since:
        parts["since"] = ("started_on >= $since", selection.since)
    if selection.until:
        parts["until"] = ("started_on <= $until", selection.until)
    condition = " AND ".join(sql for sql, _ in parts.values()) or "true"
    return condition, {name: value for name, (_, value) in parts.items()}


@dataclass(frozen=True, slots=True)
class SelectedRows:
    """The rows of a selection, open to questions. Use it in one thread, and close it."""

    connection: duckdb.DuckDBPyConnection
    condition: str
    parameters: Mapping[str, Any]

    @classmethod
    def of(cls, table: pa.Table, selection: Selection) -> "SelectedRows":
        """Open the rows of ``table`` that ``selection`` chooses."""
        connection = duckdb.connect(":memory:", config=_ENGINE)
        connection.register("snapshot", table)
        connection.execute(_LOCK)
        return cls(connection, *condition_of(selection))

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql``, a query over ``selected``, gives."""
        statement = f"WITH selected AS (SELECT * FROM snapshot WHERE {self.condition}) {sql}"  # noqa: S608
        return self.connection.execute(statement, {**self.parameters, **parameters}).fetchall()

    def base(self, asked_field: str, *variables: Variable) -> Base:
        """How many were asked, and answered at least one of the variables."""
        return Base(
            *self.ask(
                f"SELECT count(*), count(*) FILTER ({quoted(asked_field)}),"  # noqa: S608
                f" count(*) FILTER ({answered(*variables)}) FROM selected"
            )[0]
        )

    def close(self) -> None:
        """Let go of the rows."""
        self.connection.close()
