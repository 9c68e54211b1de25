"""Bringing an installation up to the code: what is behind is migrated, what is current costs nothing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.models import Organisation
from tenants.postgresql.schemas import organisation_fingerprint
from tenants.scope import Scope, public_scope
from tenants.upgrade import upgrade


def test_an_organisation_that_is_behind_is_upgraded(acme: Scope) -> None:
    with public_scope():
        Organisation.objects.filter(schema_name="t_acme").update(fingerprint="")

        lines = list(upgrade())

        assert lines == ["shared schema: up to date", "t_acme: upgraded"]
        assert Organisation.objects.get(schema_name="t_acme").fingerprint == organisation_fingerprint()


def test_organisations_that_are_current_cost_nothing(acme: Scope) -> None:
    with CaptureQueriesContext(connection) as queries:
        lines = list(upgrade())

    assert lines == ["shared schema: up to date"]
    assert [query["sql"] for query in queries if "t_acme" in query["sql"] or "t_other" in query["sql"]] == []


def test_no_foreign_key_leaves_an_organisation(acme: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conname FROM pg_constraint
            JOIN pg_class target ON target.oid = confrelid
            WHERE contype = 'f' AND connamespace = 't_acme'::regnamespace
              AND target.relnamespace <> 't_acme'::regnamespace
            """
        )

        assert cursor.fetchall() == []
