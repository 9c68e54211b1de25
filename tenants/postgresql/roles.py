"""The roles under which statements run, and what each may touch.

``r_<db>_public`` reaches the shared tables; ``r_<db>_<schema>`` reaches one organisation's schema
and, through ``r_<db>_members``, its own rows of the few shared tables named in MEMBERS_MAY. The
policies on those rows are in migration 0002 of ``tenants``.

All of it needs the owner: call inside :func:`tenants.scope.owner_scope`.
"""

from django.db import connection
from psycopg import sql

from tenants.postgresql.base import PUBLIC, role_name

MEMBERS = "members"
MEMBERS_MAY = {
    "tenants_duework": "SELECT, INSERT, UPDATE, DELETE",
    "tenants_organisation": "SELECT, UPDATE",
    "tenants_domain": "SELECT",
    "canvass_cache": "SELECT, INSERT, UPDATE, DELETE",
}
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


def role_of(schema: str) -> str:
    """Return the role of a schema in the current database."""
    return role_name(database=str(connection.settings_dict["NAME"]), schema=schema)


def prepare_shared_roles() -> None:
    """Make the public role and the members' role, and grant what they may; safe to repeat."""
    _ensure_role(role_of(PUBLIC))
    _ensure_role(role_of(MEMBERS))
    _grant_schema(PUBLIC, role_of(PUBLIC))
    _execute("GRANT USAGE ON SCHEMA public TO {}", role_of(MEMBERS))
    for table, rights in MEMBERS_MAY.items():
        if _table_exists(table):
            _run(
                sql.SQL("GRANT {} ON public.{} TO {}").format(
                    sql.SQL(rights), sql.Identifier(table), sql.Identifier(role_of(MEMBERS))
                )
            )


def make_organisation_role(schema: str) -> None:
    """Make the role of a new organisation's schema and give it that schema; safe to repeat."""
    role = role_of(schema)
    _ensure_role(role)
    _execute("GRANT {} TO {} WITH INHERIT TRUE", role_of(MEMBERS), role)
    _grant_schema(schema, role)


def drop_organisation_role(schema: str) -> None:
    """Drop the role of an organisation whose schema is gone; safe to repeat."""
    role = role_of(schema)
    if _role_exists(role):
        _execute("DROP ROLE {}", role)


def _ensure_role(role: str) -> None:
    if not _role_exists(role):
        _execute("CREATE ROLE {} NOLOGIN", role)
    _execute("GRANT {} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE", role)


def _grant_schema(schema: str, role: str) -> None:
    _execute("GRANT USAGE ON SCHEMA {} TO {}", schema, role)
    for kind, rights in (("TABLES", EVERYTHING), ("SEQUENCES", "USAGE, SELECT")):
        names = {"rights": sql.SQL(rights), "kind": sql.SQL(kind)}
        _run(
            sql.SQL("GRANT {rights} ON ALL {kind} IN SCHEMA {schema} TO {role}").format(
                schema=sql.Identifier(schema), role=sql.Identifier(role), **names
            )
        )
        _run(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rights} ON {kind} TO {role}").format(
                schema=sql.Identifier(schema), role=sql.Identifier(role), **names
            )
        )


def _role_exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def _table_exists(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"public.{table}"])
        return bool(cursor.fetchone()[0])


def _execute(statement: str, *names: str) -> None:
    _run(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def _run(statement: sql.Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
