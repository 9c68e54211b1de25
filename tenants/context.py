"""What every staff template knows."""

from typing import Any

from django.http import HttpRequest

from tenants.brand_links import brand_css_url, logo_url
from tenants.scope import in_public
from tenants.scope import organisation as current_organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the organisation, where its stylesheet and logo are; None at the main host."""
    if in_public():
        return {"organisation": None}
    scope = current_organisation()
    return {
        "organisation": scope,
        "organisation_css_url": brand_css_url(scope),
        "organisation_logo_url": logo_url(scope),
    }
