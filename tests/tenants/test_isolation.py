"""Schema and role together: what an organisation's code can't reach, PostgreSQL refuses."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tenants.models import DueWork, Organisation
from tenants.people.models import User
from tenants.scope import Scope, public_scope, schema, tenant_scope


def fetch(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def test_a_scope_sets_schema_and_role(acme: Scope) -> None:
    found = fetch("SELECT current_schema(), substr(current_user::text, 10)")

    assert found == ("t_acme", "t_acme")


@pytest.mark.parametrize(
    "table", ["t_other.people_user", "public.people_user", "public.django_celery_beat_periodictask"]
)
def test_a_query_that_names_another_schema_fails(acme: Scope, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        fetch(f"SELECT count(*) FROM {table}")


def test_a_wrong_search_path_fails(acme: Scope) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        fetch("SET search_path = t_other, public; SELECT count(*) FROM people_user")


def test_outside_every_organisation_no_organisation_can_be_read(acme: Scope) -> None:
    with public_scope(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        fetch("SELECT count(*) FROM t_acme.people_user")


def test_shared_rows_of_others_are_not_seen(acme: Scope, other: Scope) -> None:
    DueWork.objects.create(tenant="t_acme", kind="test", key="1", due_at="2026-01-01T00:00Z")
    with tenant_scope(other):
        DueWork.objects.create(tenant="t_other", kind="test", key="1", due_at="2026-01-01T00:00Z")

    assert [work.tenant for work in DueWork.objects.filter(kind="test")] == ["t_acme"]
    assert [row.schema_name for row in Organisation.objects.all()] == ["t_acme"]


def test_shared_rows_in_the_name_of_others_are_refused(acme: Scope) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        DueWork.objects.create(tenant="t_other", kind="test", key="1", due_at="2026-01-01T00:00Z")


def test_the_scope_survives_a_rolled_back_savepoint(acme: Scope, other: Scope) -> None:
    try:
        with transaction.atomic(), tenant_scope(other):
            assert User.objects.get().email == "owner@other.example"
            raise InterruptedError
    except InterruptedError:
        pass

    assert User.objects.get().email == "owner@acme.example"


def test_scopes_nest_and_come_back(acme: Scope, other: Scope) -> None:
    with tenant_scope(other), public_scope():
        assert schema() == "public"

    assert schema() == "t_acme"
    assert User.objects.get().email == "owner@acme.example"
