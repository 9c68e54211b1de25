"""An organisation is whole in its schema: no foreign key leads out of it, no app is in two lists."""

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection

from tenants.scope import Scope, owner_scope

FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, confrelid::regclass::text
    FROM pg_constraint
    JOIN pg_class AS here ON here.oid = conrelid
    JOIN pg_class AS there ON there.oid = confrelid
    WHERE contype = 'f' AND here.relnamespace <> there.relnamespace
"""
TABLES = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 't_acme'::regnamespace"


def test_no_foreign_key_leaves_a_schema(acme: Scope) -> None:
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS)
        leaving = cursor.fetchall()
        cursor.execute(TABLES)
        inside = cursor.fetchone()[0]

    assert leaving == []
    assert inside > 5


def test_every_app_is_in_one_list_but_for_those_that_both_need() -> None:
    both = set(settings.SHARED_APPS) & set(settings.TENANT_APPS)
    shared = settings.SHARED_APPS
    tenants = settings.TENANT_APPS

    assert both == {
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.admin",
        "tenants.people",
    }
    assert len(shared) == len(set(shared))
    assert len(tenants) == len(set(tenants))
    named = {AppConfig.create(entry).name for entry in (*shared, *tenants)}
    assert {config.name for config in apps.get_app_configs()} == named


def test_a_table_of_an_organisation_is_not_in_the_shared_schema_too(acme: Scope) -> None:
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.relname FROM pg_class a JOIN pg_class b USING (relname, relkind)"
            " WHERE a.relkind = 'r' AND a.relnamespace = 't_acme'::regnamespace"
            " AND b.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        twice = [row[0] for row in cursor.fetchall()]

    assert twice == [
        "django_admin_log",
        "django_content_type",
        "django_migrations",
        "django_session",
        "people_letter",
        "people_user",
    ]
