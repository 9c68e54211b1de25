"""Surveys and versions as the API shows them."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request

from surveys.domain import availability
from surveys.models import Survey, SurveyVersion
from tenants.partners.rest.fields import utc
from tenants.partners.rest.paging import links

TIMES = ("opens_at", "closes_at", "created_at", "changed_at", "archived_at", "binned_at")


def presented_survey(survey: Survey, request: Request) -> dict[str, Any]:
    """Return a survey without its document; its version must be at hand."""
    version, author = survey.current_version, survey.created_by
    return {
        "id": str(survey.pk),
        "title": survey.title,
        "slug": survey.slug,
        "status": survey.status,
        "availability": availability(survey, timezone.now()).value,
        "revision": survey.draft_revision,
        "version": version.number if version else None,
        "has_unpublished_changes": survey.has_unpublished_changes(),
        **{name: utc(getattr(survey, name)) for name in TIMES},
        "created_by": author.email if author else None,
        "owner": survey.owner.email if survey.owner else None,
        "folder": str(survey.folder_id) if survey.folder_id else None,
        "tags": survey.tags,
        "languages": survey.languages,
        "links": _links_of(survey, request),
    }


def presented_version(version: SurveyVersion, request: Request) -> dict[str, Any]:
    """Return a version without its document."""
    place = reverse("api:version", args=[version.survey_id, version.number])
    return {
        "number": version.number,
        "checksum": version.checksum,
        "revision": version.draft_revision,
        "published_at": utc(version.published_at),
        "links": links(request, self=place),
    }


def _links_of(survey: Survey, request: Request) -> dict[str, str]:
    names = {"self": "survey", "definition": "definition", "versions": "versions"}
    names |= {"responses": "responses", "results": "results"}
    names |= {"look": "look", "access": "access", "personal_links": "links"}
    paths = {link: reverse(f"api:{name}", args=[survey.pk]) for link, name in names.items()}
    return links(request, **paths, public=f"/s/{survey.slug}/")
