"""Bringing schemas up to the models: the shared one and each organisation's.

A schema's fingerprint is the hash of the migrations that belong in it; an organisation whose
recorded fingerprint is the current one costs nothing when the installation is upgraded.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.postgresql_backend.base import FakeTenant
from psycopg import sql

from tenants.postgresql.base import PUBLIC
from tenants.postgresql.owner import owner_scope
from tenants.postgresql.structure import Script, is_current, run_structure

REHEARSED = "t_rehearsed"


def migrate_schema(schema: str) -> None:
    """Apply the migrations that a schema lacks, as its owner; the schema must exist."""
    with _owner_in(schema):
        _migrate(schema)


def fill_schema(schema: str) -> None:
    """Give a new, empty schema its tables: as ``structure.sql`` says, or by migrating where that is older."""
    with _owner_in(schema):
        if is_current(organisation_fingerprint()):
            run_structure()
        else:
            _migrate(schema)


def structure() -> str:
    """Return what ``structure.sql`` should be, found by migrating a schema that the caller takes back."""
    script = Script(REHEARSED)
    create_schema(REHEARSED)
    with _owner_in(REHEARSED), connection.execute_wrapper(script):
        _migrate(REHEARSED)
    return script.written(organisation_fingerprint())


def _migrate(schema: str) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(_leaves(executor.loader, _labels(schema)))


def create_schema(schema: str) -> None:
    """Make an empty schema; a schema of that name must not exist."""
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))


def schema_exists(schema: str) -> bool:
    """Say whether there is a schema of that name, an organisation's or anybody's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = %s)", [schema])
        return bool(cursor.fetchone()[0])


def drop_schema(schema: str) -> None:
    """Drop a schema and everything in it; safe to repeat."""
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))


@cache
def organisation_fingerprint() -> str:
    """Return the hash of all migrations that belong in an organisation's schema."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = _labels("t_")
    names = sorted(".".join(key) for key in loader.graph.nodes if key[0] in labels)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


@cache
def shared_migrations() -> frozenset[tuple[str, str]]:
    """Return the app and name of every migration that belongs in the shared schema."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = _labels(PUBLIC)
    return frozenset(key for key in loader.graph.nodes if key[0] in labels)


def _labels(schema: str) -> set[str]:
    wanted = settings.SHARED_APPS if schema == PUBLIC else settings.TENANT_APPS
    return {app.label for app in apps.get_app_configs() if app.name in wanted}


def _leaves(loader: MigrationLoader, labels: set[str]) -> list[tuple[str, str]]:
    return [key for key in loader.graph.leaf_nodes() if key[0] in labels]


@contextmanager
def _owner_in(schema: str) -> Iterator[None]:
    before = connection.tenant  # type: ignore[attr-defined]
    with owner_scope():
        try:
            # Without the shared schema in sight: its record of migrations is not this one's.
            connection.set_tenant(FakeTenant(schema_name=schema), include_public=False)  # type: ignore[attr-defined]
            MigrationRecorder(connection).ensure_schema()
            connection.set_tenant(FakeTenant(schema_name=schema))  # type: ignore[attr-defined]
            yield
        finally:
            connection.set_tenant(before)  # type: ignore[attr-defined]
