"""Whether a database server can carry Canvass: looked at when a process starts.

A transaction pooler (PgBouncer's ``pool_mode = transaction``) is refused because the schema and the
role belong to a session: behind one, half of the queries of a test got the other organisation's
rows. A pooler in session mode is fine.
"""

from typing import Any

import psycopg
from django.db import connection

OLDEST = 16

type Session = psycopg.Connection[Any]


class DatabaseUnfit(SystemExit):
    """The database server can't carry Canvass; the message says why, in a line."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"canvass: the database {problem}")


def refuse_unfit_database() -> None:
    """Raise DatabaseUnfit when the default database can't carry Canvass.

    Raises psycopg.OperationalError when it can't be asked.
    """
    if problem := problem_of_database():
        raise DatabaseUnfit(problem)


def problem_of_database() -> str:
    """Return what is wrong with the default database, "" when nothing is."""
    with _session() as first:
        problem = problem_of_server(
            version=first.info.server_version, encoding=_show(first, "server_encoding")
        )
        if problem or first.info.backend_pid == backend_of(first):
            return problem
        with _session() as second:
            return "is behind a transaction pooler, which mixes organisations" if mixed(first, second) else ""


def problem_of_server(*, version: int, encoding: str) -> str:
    """Return what is wrong with a server of a version (``160004``) and an encoding, or ""."""
    if version < OLDEST * 10_000:
        return f"is PostgreSQL {version // 10_000}; {OLDEST} or newer is needed"
    if encoding != "UTF8":
        return f"is encoded in {encoding}; UTF8 is needed"
    return ""


def mixed(first: Session, second: Session) -> bool:
    """Say whether two sessions get the same backend by turns, as behind a transaction pooler."""
    before = backend_of(first)
    with second.transaction():
        return backend_of(second) == before or backend_of(first) != before


def backend_of(session: Session) -> int:
    """Return the process id of the backend that answers now; a pooler announces another."""
    row = session.execute("SELECT pg_backend_pid()").fetchone()
    return int(row[0]) if row else 0


def _show(session: Session, name: str) -> str:
    row = session.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def _session() -> Session:
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in parameters if key not in {"cursor_factory", "context"}}
    return psycopg.connect(**wanted, autocommit=True)
