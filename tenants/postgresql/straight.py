"""Statements of a hot path straight through libpq: planned once a connection, bound and read without ado.

psycopg's cursors adapt types, keep count and wait so that signals can cut in; for a statement that is
executed hundreds of times a second, that costs about what PostgreSQL takes for it.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FORGOTTEN = b"26000"  # invalid_sql_statement_name: psycopg deallocates all statements after a rollback
READERS: dict[int, Callable[[bytes], Any]] = {
    16: b"t".__eq__,
    20: int,
    21: int,
    23: int,
    25: bytes.decode,
    1043: bytes.decode,
}
"""How a column is read, by the number of its type: truth, whole numbers, text."""


class StraightStatements:
    """What one connection has prepared. To be used outside of transactions, where each statement commits."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self._names: dict[str, bytes] = {}
        self._count = 0

    def row(self, statement: str, parameters: Mapping[str, object]) -> tuple[Any, ...] | None:
        """Execute a statement that returns a row at most.

        Its placeholders are ``%(name)s``, their types known from the statement or cast; its columns are of
        the types in ``READERS``. Raises the errors of psycopg.
        """
        names = positional(statement)[1]
        values = [bound(parameters[name]) for name in names]
        result = self._executed(statement, values)
        if result.status != ExecStatus.TUPLES_OK and _state(result) == FORGOTTEN:
            del self._names[statement]
            result = self._executed(statement, values)
        self._check(result)
        if not result.ntuples:
            return None
        return tuple(_value(result, column) for column in range(result.nfields))

    def _executed(self, statement: str, values: list[bytes | None]) -> PGresult:
        name = self._names.get(statement) or self._prepared(statement)
        return self.connection.pgconn.exec_prepared(name, values)  # type: ignore[arg-type]

    def _prepared(self, statement: str) -> bytes:
        self._count += 1
        name = b"canvass_%d" % self._count
        self._check(self.connection.pgconn.prepare(name, positional(statement)[0]))
        self._names[statement] = name
        return name

    def _check(self, result: PGresult) -> None:
        if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
            return
        if self.connection.pgconn.status == ConnStatus.BAD:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace").strip())
        raise error_from_result(result)


@lru_cache
def positional(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a statement with ``$1`` for its first name and so on, and the names in that order."""
    names = tuple(dict.fromkeys(PLACEHOLDER.findall(statement)))
    numbers = {name: f"${number}" for number, name in enumerate(names, start=1)}
    return PLACEHOLDER.sub(lambda found: numbers[found[1]], statement).encode(), names


def bound(value: object) -> bytes | None:
    """Return a value as PostgreSQL reads it; lists are of text. Raises ``psycopg.DataError``."""
    if value is None:
        return None
    if isinstance(value, bool):
        return b"t" if value else b"f"
    text = f"{{{','.join(map(_quoted, value))}}}" if isinstance(value, list) else str(value)
    if "\x00" in text:
        raise psycopg.DataError("PostgreSQL's text can't hold null characters")
    return text.encode()


def _quoted(item: str) -> str:
    escaped = item.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _state(result: PGresult) -> bytes | None:
    return result.error_field(DiagnosticField.SQLSTATE)


def _value(result: PGresult, column: int) -> Any:
    value = result.get_value(0, column)
    return None if value is None else READERS[result.ftype(column)](value)
