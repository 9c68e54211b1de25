"""Host names of organisations: which are allowed, which is the one that links are built from.

Called at the main host, by operators; a host name that is free may be anybody's.
"""

import re

from django.conf import settings
from django.db import transaction

from tenants.exceptions import OrganisationInvalid
from tenants.models import Domain, Organisation
from tenants.queries import forget_organisations
from tenants.scope import public_scope

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")


def checked_host(host: str) -> str:
    """Return a host name in its stored form (lower case, IDNA); raise OrganisationInvalid."""
    try:
        name = host.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if not name or len(name) > 253 or not all(LABEL.match(label) for label in labels):
        raise OrganisationInvalid(f"“{host}” is not a host name such as acme.example.org.", field="host")
    return name


def free_host(host: str) -> str:
    """Return a host name in its stored form when nobody has it; raise OrganisationInvalid."""
    name = checked_host(host)
    if name == settings.MAIN_HOST or Domain.objects.filter(domain=name).exists():
        raise OrganisationInvalid(f"The host name “{name}” is taken.", field="host")
    return name


def add_host(*, organisation: Organisation, host: str) -> Domain:
    """Let the organisation's pages answer at another host name too; raise OrganisationInvalid."""
    with public_scope():
        domain: Domain = Domain.objects.create(tenant=organisation, domain=free_host(host), is_primary=False)
    forget_organisations()
    return domain


def make_primary(*, host: Domain) -> None:
    """Build the organisation's links from this host name from now on; the others go on answering."""
    with public_scope(), transaction.atomic():
        others = Domain.objects.select_for_update().filter(tenant=host.tenant_id)
        others.exclude(pk=host.pk).update(is_primary=False)
        others.filter(pk=host.pk).update(is_primary=True)
    forget_organisations()


def remove_host(*, host: Domain) -> None:
    """Let a host name answer no more; raise OrganisationInvalid for the primary one."""
    with public_scope(), transaction.atomic():
        if Domain.objects.select_for_update().get(pk=host.pk).is_primary:
            raise OrganisationInvalid("Make another host name the primary one first.", field="host")
        host.delete()
    forget_organisations()
