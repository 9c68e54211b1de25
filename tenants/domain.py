"""Making, changing and ending organisations."""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import validate_email
from django.db import connection, transaction

from tenants.exceptions import OrganisationInvalid
from tenants.files import organisation_folder
from tenants.happenings import happened
from tenants.hosts import free_host
from tenants.models import Domain, DueWork, Organisation
from tenants.people.domain import add_member, invite
from tenants.permissions import Role
from tenants.postgresql.base import SCHEMA
from tenants.postgresql.roles import drop_organisation_role, make_organisation_role
from tenants.postgresql.schemas import (
    create_schema,
    drop_schema,
    fill_schema,
    organisation_fingerprint,
    schema_exists,
)
from tenants.queries import forget_organisations, scope_of
from tenants.scope import owner_scope, public_scope, tenant_scope


def create_organisation(
    *, schema: str, name: str, host: str, owner_email: str, owner_password: str | None = None
) -> Organisation:
    """Make an organisation with its schema, role, host name and owner, all or nothing.

    ``schema`` is the short name (``acme``) or the whole one (``t_acme``). Without a password the
    owner can't sign in before choosing one by the mailed link. Raises OrganisationInvalid.
    """
    with public_scope(), transaction.atomic():
        _one_at_a_time()
        schema, host, name = checked_schema(schema), free_host(host), checked_name(name)
        _check_email(owner_email)
        _make_schema(schema)
        organisation: Organisation = Organisation.objects.create(
            schema_name=schema, name=name, fingerprint=organisation_fingerprint()
        )
        Domain.objects.create(tenant=organisation, domain=host, is_primary=True)
        with tenant_scope(scope_of(organisation)):
            _add_owner(email=owner_email, password=owner_password)
    forget_organisations()
    return organisation


def _one_at_a_time() -> None:
    """Let a second creation wait, so that what was found free still is when it is taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('canvass.organisations'))")


def _make_schema(schema: str) -> None:
    with owner_scope():
        create_schema(schema)
        make_organisation_role(schema)
        fill_schema(schema)


def _add_owner(*, email: str, password: str | None) -> None:
    if password:
        add_member(email=email, role=Role.OWNER, password=password)
    else:
        invite(email=email, role=Role.OWNER, by=None)


def rename_organisation(*, organisation: Organisation, name: str, by: str = "") -> None:
    """Give an organisation another name; schema and hosts stay. Raises OrganisationInvalid."""
    organisation.name = checked_name(name)
    _save(organisation, "name", "organisation.renamed", by, name=organisation.name)


def suspend_organisation(*, organisation: Organisation, by: str = "") -> None:
    """Let the organisation's pages answer 503; nothing of it is lost."""
    organisation.status = Organisation.Status.SUSPENDED
    _save(organisation, "status", "organisation.suspended", by)


def resume_organisation(*, organisation: Organisation, by: str = "") -> None:
    """Open a suspended organisation's pages again."""
    organisation.status = Organisation.Status.ACTIVE
    _save(organisation, "status", "organisation.resumed", by)


def delete_organisation(*, organisation: Organisation, typed_name: str) -> None:
    """Delete an organisation for ever: schema, role, host names, due work and files.

    ``typed_name`` must be its name, letter for letter; raises OrganisationInvalid otherwise.
    """
    if typed_name.strip() != organisation.name:
        raise OrganisationInvalid("Type the organisation's name exactly to delete it.", field="typed_name")
    schema = organisation.schema_name
    with public_scope(), transaction.atomic(), owner_scope():
        drop_schema(schema)
        drop_organisation_role(schema)
        DueWork.objects.filter(tenant=schema).delete()
        _forget_cached(schema)
        Domain.objects.filter(tenant=organisation).delete()
        organisation.delete()
    forget_organisations()
    delete_folder(organisation_folder(schema))


def _forget_cached(schema: str) -> None:
    """Empty its part of the database's cache; what Redis keeps runs out by itself."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM canvass_cache WHERE starts_with(cache_key, %s)", [f"{schema}:"])


def delete_folder(folder: str) -> None:
    """Delete a folder of the storage with everything in it; a missing one is fine."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        delete_folder(f"{folder}/{name}")
    default_storage.delete(folder)


def checked_schema(schema: str) -> str:
    """Return the whole, free schema name; raise OrganisationInvalid."""
    name = schema if schema.startswith("t_") else f"t_{schema}"
    if not SCHEMA.match(name):
        raise OrganisationInvalid(
            "A schema name has 1 to 48 small letters, digits and underscores.", field="schema"
        )
    if schema_exists(name):
        raise OrganisationInvalid(f"The schema “{name}” is taken.", field="schema")
    return name


def checked_name(name: str) -> str:
    """Return an organisation's name, stripped; raise OrganisationInvalid."""
    name = name.strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise OrganisationInvalid("A name has 1 to 200 printable characters.", field="name")
    return name


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise OrganisationInvalid(f"“{email}” is not an e-mail address.", field="owner") from None


def _save(organisation: Organisation, field: str, event: str, by: str, **payload: str) -> None:
    with public_scope(), transaction.atomic():
        organisation.save(update_fields=[field, "changed_at"])
        with tenant_scope(scope_of(organisation)):
            happened(event, payload, subject="organisation", actor=by)
    forget_organisations()
