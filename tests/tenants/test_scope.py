"""Scopes in threads, and what a connection does when it is asked for something impossible."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, connections, transaction
from django_tenants.postgresql_backend.base import FakeTenant

from tenants.exceptions import NoOrganisation
from tenants.models import Organisation
from tenants.people.models import User
from tenants.queries import organisation_of
from tenants.scope import (
    Scope,
    carrying_scope,
    in_public,
    organisation,
    owner_scope,
    public_scope,
    schema,
    tenant_scope,
)


def only_person() -> str:
    return User.objects.get().email


def in_new_thread(function: Callable[[], str]) -> str:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function).result()


def test_a_new_thread_starts_outside_every_organisation(acme: Scope) -> None:
    assert in_new_thread(schema) == "public"


def test_a_function_can_carry_its_scope_into_a_thread(acme: Scope) -> None:
    assert in_new_thread(carrying_scope(schema)) == "t_acme"


def test_outside_there_is_no_organisation(acme: Scope) -> None:
    with public_scope():
        assert in_public()
        with pytest.raises(NoOrganisation):
            organisation()


def test_every_alias_is_switched(acme: Scope) -> None:
    assert {each.schema_name for each in connections.all()} == {"t_acme"}


@pytest.mark.parametrize("name", ["acme", "t_", 't_x"; drop', "t_ACME", "pg_catalog", "t_a,t_b", "t_a\n"])
def test_a_name_that_is_no_schema_of_ours_is_refused(acme: Scope, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        connection.set_tenant(FakeTenant(schema_name=name))


def test_a_schema_without_a_role_is_an_error_and_not_the_shared_schema(acme: Scope) -> None:
    gone = Scope(0, "t_gone", "Gone", "gone.localhost", "active", "UTC", (), "#000000", "", "")

    with (
        tenant_scope(gone),
        pytest.raises(DatabaseError, match=r"role .* does not exist"),
        transaction.atomic(),
    ):
        only_person()


def test_after_a_failed_statement_the_rollback_goes_through(acme: Scope, other: Scope) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("SELECT nonsense")

    assert only_person() == "owner@acme.example"


def ask(statement: str) -> None:
    connection.cursor().execute(statement)


def test_in_a_failed_transaction_nothing_is_sent_but_what_was_asked(acme: Scope, other: Scope) -> None:
    with transaction.atomic():
        with pytest.raises(ProgrammingError):
            ask("SELECT nonsense")
        with tenant_scope(other), pytest.raises(InternalError, match="aborted"):
            ask("SELECT 1")
        transaction.set_rollback(True)

    assert only_person() == "owner@acme.example"


def test_a_connection_without_a_schema_answers_nothing(acme: Scope) -> None:
    connection.schema_name = ""
    try:
        with pytest.raises(DatabaseError, match="no schema is chosen"):
            connection.cursor()
    finally:
        connection.schema_name = "t_acme"


def test_server_side_cursors_read_the_right_schema(acme: Scope) -> None:
    emails = [person.email for person in User.objects.iterator(chunk_size=1)]

    assert emails == ["owner@acme.example"]


def test_the_owner_is_taken_back_when_its_scope_ends(acme: Scope) -> None:
    def role() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT substr(current_user::text, 10)")
            return cursor.fetchone()

    with owner_scope():
        inside = role()

    assert inside == ("",)
    assert role() == ("t_acme",)


def test_threads_never_see_each_others_rows(committed: Scope) -> None:
    others = [organisation_of("t_acme"), organisation_of("t_other"), committed]
    wrong: list[str] = []
    threads = [threading.Thread(target=wander, args=(seed, others, wrong)) for seed in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def wander(seed: int, scopes: list[Scope], wrong: list[str]) -> None:
    """Nest scopes, savepoints and failures at random, and look each time whose rows are there."""
    chance = random.Random(seed)
    try:
        for _ in range(40):
            step(chance, scopes, wrong, depth=3)
    except Exception as problem:
        wrong.append(repr(problem))
        raise
    finally:
        connections.close_all()


def step(chance: random.Random, scopes: list[Scope], wrong: list[str], *, depth: int) -> None:
    scope = chance.choice(scopes)
    try:
        with tenant_scope(scope), transaction.atomic():
            look(scope, wrong)
            if depth and chance.random() < 0.6:
                step(chance, scopes, wrong, depth=depth - 1)
            look(scope, wrong)
            if chance.random() < 0.4:
                raise InterruptedError
    except InterruptedError:
        pass


def look(scope: Scope, wrong: list[str]) -> None:
    expected = f"owner@{scope.schema.removeprefix('t_')}.example"
    if only_person() != expected:
        wrong.append(f"{only_person()} in {scope.schema}")


def test_entering_an_organisation_as_django_tenants_would_is_refused(acme: Scope) -> None:
    row = Organisation.objects.get()

    with pytest.raises(TypeError, match="tenant_scope"), row:
        pass
