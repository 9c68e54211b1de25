"""Statements that a connection keeps prepared stay in the schema and under the role of the moment."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tenants.people.models import User
from tenants.postgresql import base
from tenants.scope import Scope, owner_scope, tenant_scope


def people() -> list[str]:
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT email FROM people_user WHERE email LIKE %s::text ORDER BY 1", ["%@%"])
        return [row[0] for row in cursor.fetchall()]


def test_a_prepared_statement_reads_the_schema_it_is_run_in(acme: Scope, other: Scope) -> None:
    found = []
    for _time in range(3):
        found.append(people())
        with tenant_scope(other):
            found.append(people())

    assert found == [["owner@acme.example"], ["owner@other.example"]] * 3


def test_it_is_really_prepared_once(acme: Scope) -> None:
    for _time in range(5):
        people()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_user WHERE email%'"
        )
        assert cursor.fetchone() == (1,)


def test_it_sees_what_was_written_before_it(acme: Scope) -> None:
    people()
    User.objects.create(email="ada@acme.example")

    assert people() == ["ada@acme.example", "owner@acme.example"]


def test_it_is_refused_another_schema(acme: Scope) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.prepared_cursor() as cursor,  # type: ignore[attr-defined]
    ):
        cursor.execute("SELECT email FROM t_other.people_user")


def test_it_is_planned_anew_when_a_table_has_grown(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PLAN_SECONDS", 600)
    person = User.objects.get()
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute("ANALYZE people_user")
    for _time in range(10):
        address_of(person)
    User.objects.bulk_create(User(email=f"{number}@acme.example") for number in range(3000))
    before = plan_kept()

    monkeypatch.setattr(base, "PLAN_SECONDS", 0)
    address_of(person)

    assert "Seq Scan" in before
    assert "Index Scan using people_user_pkey" in plan_kept()


def address_of(person: User) -> str:
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT email AS address FROM people_user WHERE id = %s::uuid", [person.pk])
        return str(cursor.fetchone()[0])


def plan_kept() -> str:
    """How the database would run the statement of ``address_of`` next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%AS address%'")
        (name,) = cursor.fetchone()
        cursor.execute(f"EXPLAIN EXECUTE {name}('00000000-0000-0000-0000-000000000000')")
        return "\n".join(line for (line,) in cursor.fetchall())
