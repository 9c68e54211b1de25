"""Statements that go straight to libpq do what a cursor does, and say what went wrong as it does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, OperationalError, ProgrammingError, connection, transaction

from tenants.postgresql.straight import bound, positional
from tenants.scope import Scope, tenant_scope

OWNER = """
    SELECT email, %(truth)s::boolean, %(count)s::integer, null::text FROM people_user WHERE email = %(email)s
"""
ASKED = {"email": "owner@acme.example", "truth": True, "count": 7}
FOUND = ("owner@acme.example", True, 7, None)


@pytest.fixture
def inside(committed: Scope) -> Iterator[Scope]:
    with tenant_scope(committed):
        yield committed


def row(statement: str, **parameters: object) -> Any:
    return connection.prepared_row(statement, parameters)  # type: ignore[attr-defined]


def owner(**changed: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM people_user ORDER BY 1 LIMIT 1")
        email = cursor.fetchone()[0]
    found = row(OWNER, **(ASKED | {"email": email} | changed))
    return found and (found[0] == email, *found[1:])


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'canvass_%%'")
        return int(cursor.fetchone()[0])


def test_it_finds_a_row_prepared_once(inside: Scope) -> None:
    connection.close()

    assert [owner() for _time in range(3)] == [(True, *FOUND[1:])] * 3
    assert prepared() == 1


def test_it_finds_none(inside: Scope) -> None:
    assert owner(email="nobody@acme.example") is None


def test_inside_a_transaction_it_is_rolled_back_with_the_rest(inside: Scope) -> None:
    insert = "INSERT INTO people_user (email, name) SELECT %(email)s, '' WHERE false RETURNING email"
    with transaction.atomic():
        assert row(insert, email="x@acme.example") is None
        assert owner() == (True, *FOUND[1:])


def test_a_statement_that_the_connection_has_forgotten_is_prepared_anew(inside: Scope) -> None:
    owner()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert owner() == (True, *FOUND[1:])


def test_a_new_connection_prepares_anew(inside: Scope) -> None:
    owner()
    connection.close()

    assert owner() == (True, *FOUND[1:])


def test_what_postgresql_refuses_is_djangos_error(inside: Scope) -> None:
    with pytest.raises(ProgrammingError, match="does not exist"):
        row("SELECT 1 FROM nowhere WHERE %(one)s::integer = 1", one=1)
    with pytest.raises(DataError, match="division by zero"):
        row("SELECT 1 / %(zero)s::integer", zero=0)
    with pytest.raises(ProgrammingError, match="permission denied"):
        row("UPDATE public.tenants_domain SET domain = '' WHERE false RETURNING 1")


def test_a_connection_that_breaks_is_djangos_error(inside: Scope) -> None:
    owner()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with psycopg.connect(**connection_elsewhere(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])

    with pytest.raises(OperationalError):
        row(OWNER, **ASKED)
    connection.close()
    assert owner() == (True, *FOUND[1:])


def connection_elsewhere() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {key: parameters[key] for key in parameters if key not in {"cursor_factory", "context"}}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, b"t"),
        (False, b"f"),
        (7, b"7"),
        (1.5, b"1.5"),
        ("été", "été".encode()),
        ([], b"{}"),
        (['a"b', "c\\d", "e,f"], b'{"a\\"b","c\\\\d","e,f"}'),
        (UUID(int=1), b"00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), b"2026-03-01 12:00:00+00:00"),
    ],
)
def test_values_are_bound_as_text(value: object, text: bytes | None) -> None:
    assert bound(value) == text


def test_null_characters_are_refused_and_never_cut_off() -> None:
    with pytest.raises(psycopg.DataError):
        bound("a\x00b")
    with pytest.raises(psycopg.DataError):
        bound(["a\x00b"])


def test_a_name_has_one_number_wherever_it_stands() -> None:
    assert positional("%(b)s %(a)s %(b)s ?") == (b"$1 $2 $1 ?", ("b", "a"))
