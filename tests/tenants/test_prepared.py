"""Statements that a connection keeps prepared stay in the schema and under the role of the moment."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tenants.people.models import User
from tenants.scope import Scope, tenant_scope


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
