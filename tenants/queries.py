"""Organisations as the rest of the house sees them, kept in process for a few seconds."""

import json
import time
from collections.abc import Callable

from django.conf import settings

from tenants.exceptions import OrganisationUnknown
from tenants.models import Domain, Organisation
from tenants.scope import Scope, in_public, organisation, public_scope

KEPT_SECONDS = 3.0
MOST_KEPT = 10_000

_kept: dict[str, tuple[float, Scope | None]] = {}


def organisation_at(host: str) -> Scope:
    """Return the organisation of a host name; raise OrganisationUnknown when there is none.

    An answer is kept for three seconds, so another process's change shows within that time.
    """
    return _keep(f"host:{host}", lambda: _read(domains__domain=host[:253]), host)


def kept_organisation(host: str) -> Scope | None:
    """Return the organisation of a host name if this process has asked for it within three seconds."""
    kept = _kept.get(f"host:{host}")
    return kept[1] if kept and time.monotonic() - kept[0] <= KEPT_SECONDS else None


def organisation_of(schema: str) -> Scope:
    """Return the organisation of a schema; raise OrganisationUnknown when there is none."""
    return _keep(f"schema:{schema}", lambda: _read(schema_name=schema), schema)


def forget_organisations() -> None:
    """Drop what is kept in this process, after a change made here."""
    _kept.clear()


def scope_of(row: Organisation) -> Scope:
    """Return what the scope needs to know of an organisation's row."""
    return Scope(
        id=row.pk,
        schema=row.schema_name,
        name=row.name,
        host=primary_host(row),
        status=row.status,
        time_zone=row.time_zone,
        languages=tuple(row.languages),
        brand_colour=row.brand_colour,
        logo=row.logo.name or "",
        brand_stamp=f"{row.changed_at.timestamp() * 1_000_000:.0f}",
        look=json.dumps(row.look, sort_keys=True) if row.look else "",
    )


def primary_host(row: Organisation) -> str:
    """Return the host name that links are built from."""
    domain = Domain.objects.filter(tenant=row).order_by("-is_primary", "pk").first()
    return str(domain.domain) if domain else ""


def organisation_url(scope: Scope, path: str = "/") -> str:
    """Return an address at the organisation's stored host name, never at the request's."""
    return _url(scope.host, path)


def current_url(path: str = "/") -> str:
    """Return an address at the current organisation's host, or outside of all at the main host."""
    return _url(settings.MAIN_HOST if in_public() else organisation().host, path)


def _url(host: str, path: str) -> str:
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}{path}"


def _read(**which: object) -> Scope | None:
    with public_scope():
        row = Organisation.objects.filter(**which).first()
        return scope_of(row) if row else None


def _keep(key: str, read: Callable[[], Scope | None], asked: str) -> Scope:
    now = time.monotonic()
    kept = _kept.get(key)
    if kept is None or now - kept[0] > KEPT_SECONDS:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        kept = _kept[key] = (now, read())
    if kept[1] is None:
        raise OrganisationUnknown(asked)
    return kept[1]
