"""A schema that is made by what was said to another one is the same, to the last privilege."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tenants.postgresql import rehearsing
from tenants.postgresql.roles import make_organisation_role
from tenants.postgresql.schemas import create_schema, fill_schema
from tenants.scope import owner_scope, public_scope

OF_TABLES = "JOIN pg_class ON pg_class.oid = {of} WHERE relnamespace = {{0}}"
EVERYTHING = {
    "tables": """
        SELECT relname, relkind, relacl, relrowsecurity, reloptions FROM pg_class WHERE relnamespace = {0}""",
    "columns": """
        SELECT relname, attname, attnum, format_type(atttypid, atttypmod), attnotnull, attidentity,
               attgenerated, attcollation, pg_get_expr(adbin, adrelid)
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum """
    + OF_TABLES.format(of="attrelid")
    + " AND NOT attisdropped",
    "constraints": """
        SELECT conname, pg_get_constraintdef(oid), condeferrable
        FROM pg_constraint WHERE connamespace = {0}""",
    "indexes": "SELECT pg_get_indexdef(indexrelid) FROM pg_index " + OF_TABLES.format(of="indexrelid"),
    "triggers": "SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger "
    + OF_TABLES.format(of="tgrelid")
    + " AND NOT tgisinternal",
    "functions": "SELECT pg_get_functiondef(oid), proacl FROM pg_proc WHERE pronamespace = {0}",
    "policies": "SELECT polname FROM pg_policy " + OF_TABLES.format(of="polrelid"),
    "migrations": "SELECT app, name FROM {1}.django_migrations",
}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "_kept", {})


@pytest.fixture
def shared(db: None) -> Iterator[None]:
    """The shared schema, entered as the owner."""
    with public_scope(), owner_scope():
        yield


def made(schema: str) -> dict[str, set[str]]:
    """Everything that is in a new schema, without its name."""
    create_schema(schema)
    make_organisation_role(schema)
    fill_schema(schema)
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = public")
        for kind, query in EVERYTHING.items():
            cursor.execute(query.format(f"'{schema}'::regnamespace", schema))
            found[kind] = {str(row).replace(schema, "SCHEMA") for row in cursor.fetchall()}
    return found


def test_what_was_said_makes_the_same_again(shared: None) -> None:
    first = made("t_worked_out")
    assert rehearsing._kept
    again = made("t_said_again")

    assert {kind: first[kind] ^ again[kind] for kind in EVERYTHING} == {kind: set() for kind in EVERYTHING}
    assert {kind for kind, found in first.items() if not found} == {"policies"}
    assert len(first["tables"]) > 100


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO surveys_tag (name) VALUES ('x')", "COMMENT ON SCHEMA t_worked_out IS 'x'"],
)
def test_what_is_of_one_schema_alone_is_not_said_to_others(
    shared: None, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    with rehearsing.noted("t_worked_out", "print"), connection.execute_wrapper(lambda *_call: None):
        connection.cursor().execute(statement)

    assert rehearsing._kept == {}
    assert not rehearsing.said_again("print")
