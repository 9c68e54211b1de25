"""What every staff template knows."""

from typing import Any

from django.http import HttpRequest

from tenants.scope import in_public
from tenants.scope import organisation as current_organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the organisation, or None at the main host."""
    return {"organisation": None if in_public() else current_organisation()}
