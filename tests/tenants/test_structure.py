"""A schema that is made as the file says is what the migrations make, to the last privilege."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from tenants.postgresql import structure as written
from tenants.postgresql.roles import make_organisation_role
from tenants.postgresql.schemas import (
    REHEARSED,
    create_schema,
    fill_schema,
    organisation_fingerprint,
    structure,
)
from tenants.postgresql.structure import FILE, Script, StructureTied, is_current
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


@pytest.fixture
def shared(db: None) -> Iterator[None]:
    """The shared schema, entered as the owner."""
    with public_scope(), owner_scope():
        yield


def made(schema: str, make: Callable[[str], None]) -> dict[str, set[str]]:
    """Everything that is in a new schema, without its name."""
    create_schema(schema)
    make_organisation_role(schema)
    make(schema)
    return found_in(schema)


def found_in(schema: str) -> dict[str, set[str]]:
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = public")
        for kind, query in EVERYTHING.items():
            cursor.execute(query.format(f"'{schema}'::regnamespace", schema))
            found[kind] = {str(row).replace(schema, "SCHEMA") for row in cursor.fetchall()}
    return found


def test_the_file_is_of_today_s_migrations_and_makes_what_they_make(
    shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsed = structure()
    make_organisation_role(REHEARSED)
    migrated = found_in(REHEARSED)

    assert FILE.read_text() == rehearsed, "run `make structure`"
    assert is_current(organisation_fingerprint())
    with monkeypatch.context() as patch:
        patch.setattr("tenants.postgresql.schemas._migrate", pytest.fail)
        filled = made("t_filled", fill_schema)
    assert {kind: migrated[kind] ^ filled[kind] for kind in EVERYTHING} == {
        kind: set() for kind in EVERYTHING
    }
    assert {kind for kind, found in migrated.items() if not found} == {"policies"}
    assert len(migrated["tables"]) > 100


def test_a_file_of_other_migrations_is_not_used(shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("tenants.postgresql.schemas.organisation_fingerprint", lambda: "of tomorrow")
    monkeypatch.setattr("tenants.postgresql.schemas.run_structure", pytest.fail)
    monkeypatch.setattr("tenants.postgresql.schemas._migrate", asked.append)

    assert written.APPLIED in FILE.read_text()
    made("t_of_tomorrow", fill_schema)

    assert asked == ["t_of_tomorrow"]


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO surveys_tag (name) VALUES ('x')", "COMMENT ON SCHEMA t_rehearsed IS 'x'"],
)
def test_what_is_of_one_schema_alone_is_not_written_down(shared: None, statement: str) -> None:
    with (
        connection.execute_wrapper(Script("t_rehearsed")),
        connection.cursor() as cursor,
        pytest.raises(StructureTied, match=statement[:20]),
    ):
        cursor.execute(statement)
