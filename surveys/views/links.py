"""The public address of a survey as a link: from the organisation's stored host, never the request's."""

from urllib.parse import urlencode

from django.urls import reverse

from surveys.models import Survey
from tenants.queries import organisation_url
from tenants.scope import organisation


def public_link(survey: Survey, language: str | None = None) -> str:
    """The address to give to respondents, on request with the language it opens in."""
    path = reverse("responses:page", args=[survey.slug])
    query = f"?{urlencode({'lang': language})}" if language else ""
    return organisation_url(organisation(), path + query)
