"""Bringing the shared schema and every organisation's up to the code."""

from collections.abc import Iterator

from django.db import transaction

from tenants.models import Organisation
from tenants.postgresql.base import PUBLIC
from tenants.postgresql.roles import make_organisation_role, prepare_shared_roles
from tenants.postgresql.schemas import migrate_schema, organisation_fingerprint
from tenants.scope import owner_scope, public_scope


def upgrade() -> Iterator[str]:
    """Migrate what lacks migrations and yield a line about each; safe to repeat and to resume."""
    with public_scope(), owner_scope():
        migrate_schema(PUBLIC)
        prepare_shared_roles()
        behind = Organisation.objects.exclude(fingerprint=organisation_fingerprint())
        names = list(behind.order_by("pk").values_list("schema_name", flat=True))
    yield "shared schema: up to date"
    for schema in names:
        upgrade_organisation(schema)
        yield f"{schema}: upgraded"


def upgrade_organisation(schema: str) -> None:
    """Migrate one organisation's schema, all or nothing, and record that it is current."""
    with public_scope(), owner_scope(), transaction.atomic():
        make_organisation_role(schema)
        migrate_schema(schema)
        Organisation.objects.filter(schema_name=schema).update(fingerprint=organisation_fingerprint())
