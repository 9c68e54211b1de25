"""Addresses of shared results: at the organisation's stored host, never at the request's."""

from django.urls import reverse

from analytics.models import SharedResults
from analytics.sharing.tokens import token_of
from tenants.queries import organisation_url
from tenants.scope import organisation


def shared_link(share: SharedResults, name: str = "shared", *more: str) -> str:
    """The address of a link's page, or of a piece of it, to give to readers."""
    return organisation_url(organisation(), reverse(f"analytics:{name}", args=[token_of(share), *more]))
