"""Making, changing and ending organisations."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import validate_email
from django.db import transaction

from tenants.exceptions import OrganisationInvalid
from tenants.files import organisation_folder
from tenants.hosts import checked_host
from tenants.models import Domain, DueWork, Organisation
from tenants.people.domain import invite
from tenants.people.models import User
from tenants.permissions import Role
from tenants.postgresql.base import SCHEMA
from tenants.postgresql.roles import drop_organisation_role, make_organisation_role
from tenants.postgresql.schemas import create_schema, drop_schema, migrate_schema, organisation_fingerprint
from tenants.queries import forget_organisations, scope_of
from tenants.scope import owner_scope, public_scope, tenant_scope


def create_organisation(
    *, schema: str, name: str, host: str, owner_email: str, owner_password: str | None = None
) -> Organisation:
    """Make an organisation with its schema, role, host name and owner, all or nothing.

    ``schema`` is the short name (``acme``) or the whole one (``t_acme``). Without a password the
    owner can't sign in before choosing one by the mailed link. Raises OrganisationInvalid.
    """
    schema = checked_schema(schema)
    name = checked_name(name)
    host = free_host(host)
    _check_email(owner_email)
    with public_scope(), transaction.atomic():
        with owner_scope():
            create_schema(schema)
            make_organisation_role(schema)
            migrate_schema(schema)
        organisation: Organisation = Organisation.objects.create(
            schema_name=schema, name=name, fingerprint=organisation_fingerprint()
        )
        Domain.objects.create(tenant=organisation, domain=host, is_primary=True)
        with tenant_scope(scope_of(organisation)):
            _add_owner(email=owner_email, password=owner_password)
    forget_organisations()
    return organisation


def _add_owner(*, email: str, password: str | None) -> None:
    if not password:
        invite(email=email, role=Role.OWNER, by=None)
        return
    owner = User(email=email, role=Role.OWNER)
    owner.set_password(password)
    owner.save()


def rename_organisation(*, organisation: Organisation, name: str) -> None:
    """Give an organisation another name; schema and hosts stay."""
    organisation.name = checked_name(name)
    organisation.save(update_fields=["name", "changed_at"])
    forget_organisations()


def suspend_organisation(*, organisation: Organisation) -> None:
    """Let the organisation's pages answer 503; nothing of it is lost."""
    _set_status(organisation, Organisation.Status.SUSPENDED)


def resume_organisation(*, organisation: Organisation) -> None:
    """Open a suspended organisation's pages again."""
    _set_status(organisation, Organisation.Status.ACTIVE)


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
        Domain.objects.filter(tenant=organisation).delete()
        organisation.delete()
    forget_organisations()
    delete_folder(organisation_folder(schema))


def delete_folder(folder: str) -> None:
    """Delete a folder of the storage with everything in it; a missing one is fine."""
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
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
    if Organisation.objects.filter(schema_name=name).exists():
        raise OrganisationInvalid(f"The schema “{name}” is taken.", field="schema")
    return name


def checked_name(name: str) -> str:
    """Return an organisation's name, stripped; raise OrganisationInvalid."""
    name = name.strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise OrganisationInvalid("A name has 1 to 200 printable characters.", field="name")
    return name


def free_host(host: str) -> str:
    """Return a host name in its stored form when nobody has it; raise OrganisationInvalid."""
    name = checked_host(host)
    if name == settings.MAIN_HOST or Domain.objects.filter(domain=name).exists():
        raise OrganisationInvalid(f"The host name “{name}” is taken.", field="host")
    return name


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise OrganisationInvalid(f"“{email}” is not an e-mail address.", field="owner") from None


def _set_status(organisation: Organisation, status: Organisation.Status) -> None:
    organisation.status = status
    organisation.save(update_fields=["status", "changed_at"])
    forget_organisations()
