"""The database connection: the schema's search path and its role, always together.

django-tenants sets the search path; this backend sends ``SET ROLE`` in the same message, so that a
query which names another schema, or runs with a path that doesn't fit, fails in PostgreSQL.

Which role a connection takes:

* inside an organisation: the role of that organisation, which can reach nothing but its own schema
  and its own rows of a few shared tables (row-level security);
* outside: the ``public`` role, which can reach the shared tables and no organisation's schema;
* inside :func:`tenants.scope.owner_scope` (migrations, making and dropping organisations): the
  login role, which owns everything.
"""

import hashlib
import re
import time
from pathlib import Path
from typing import Any, Self

import psycopg
from django.db.backends.utils import CursorWrapper
from django.db.utils import DatabaseError
from django_tenants.postgresql_backend import base as tenants_backend
from psycopg.pq import TransactionStatus

from tenants.postgresql.owner import owner_wanted

SCHEMA = re.compile(r"t_[a-z0-9_]{1,48}\Z")
PUBLIC = "public"
PLAN_SECONDS = 5
"""How long a plan is kept at most: one made of a table with few rows reads all of it, however many come."""


def role_name(*, database: str, schema: str) -> str:
    """Return the role that owns a schema's rights: ``r_<6 hex of the database>_<schema>``.

    Roles belong to the whole server, schemas to a database: the digits keep two databases apart.
    Policies read the schema back as ``substr(current_user, 10)``.
    """
    return f"r_{hashlib.sha256(database.encode()).hexdigest()[:6]}_{schema}"


class PreparedCursor(psycopg.Cursor[Any]):
    """A cursor that prepares what it executes, and binds on the server."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, prepare=True, **options)


class DatabaseWrapper(tenants_backend.DatabaseWrapper):
    """A PostgreSQL connection that is always in exactly one schema, under exactly one role."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._sent: str | None = None
        self._path_of: tuple[str, str, bool] | None = None
        self._path = self._role = ""
        self._setting_search_path = False
        self._planned_at = 0.0
        super().__init__(*args, **kwargs)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        folder = params.pop("embedded", None)
        if folder:
            from tenants.postgresql import embedded  # slow to import, and only for demo and tests

            params |= embedded.connection_settings(
                Path(folder), database=params["dbname"], losable=params.pop("losable", False)
            )
        params["prepare_threshold"] = 0  # counts for prepared_cursor alone: Django's own bind on this side
        return params

    def prepared_cursor(self) -> CursorWrapper:
        """Return a cursor whose statements the server parses and plans once a connection, not each time.

        For the few statements that a hot path repeats. PostgreSQL plans anew when the search path has
        changed and checks rights at each execution, so a prepared statement stays in its schema; and every
        few seconds because it is told to: by itself it would notice minutes later that a table has grown.
        Values are bound by the server: their types must be known from the statement, or cast. While Django
        logs queries, which it can't of prepared ones, an ordinary cursor does.
        """
        if self.queries_logged:
            return self.cursor()  # type: ignore[no-any-return]
        self.ensure_connection()
        self._handle_search_path()
        with self.wrap_database_errors:
            self._plan_anew_in_time()
            return self._prepare_cursor(PreparedCursor(self.connection))  # type: ignore[no-any-return]

    def _plan_anew_in_time(self) -> None:
        now = time.monotonic()
        if now - self._planned_at > PLAN_SECONDS:
            self._send("DISCARD PLANS", None)
            self._planned_at = now

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Choose the schema for the statements to come; nothing is sent before the next one."""
        if tenant.schema_name != PUBLIC and not SCHEMA.match(tenant.schema_name):
            raise ValueError(f"{tenant.schema_name!r} is not the name of an organisation's schema")
        super().set_tenant(tenant, include_public)

    def close(self) -> None:
        self._sent = None
        super().close()

    def rollback(self) -> None:
        self._sent = None
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self._sent = None

    def _handle_search_path(self, cursor: Any = None) -> None:
        wanted = self._role_and_path()
        if self._setting_search_path or wanted == self._sent:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # nothing but a rollback can follow, and that forgets what was sent
        self._setting_search_path = True
        try:
            self._send(wanted, cursor)
        finally:
            self._setting_search_path = False
        self._sent = wanted

    def _send(self, statement: str, cursor: Any) -> None:
        if cursor is not None:
            cursor.execute(statement)
            return
        with self.connection.cursor() as own:
            own.execute(statement)

    def _role_and_path(self) -> str:
        if not self.schema_name:
            raise DatabaseError("no schema is chosen for this connection")
        wanted = (self.settings_dict["NAME"], self.schema_name, self.include_public_schema)
        if self._path_of != wanted:
            self._path_of = wanted
            self._path = ", ".join(f'"{name}"' for name in self._get_cursor_search_paths())
            self._role = role_name(database=self.settings_dict["NAME"], schema=self.schema_name)
        if owner_wanted():
            return f"RESET ROLE; SET search_path = {self._path}"
        return f'SET ROLE "{self._role}"; SET search_path = {self._path}'
