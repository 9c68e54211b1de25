"""The API's description of itself (OpenAPI), and the page on which people browse it."""

from functools import cache
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from config.api import describing
from tenants.partners.rest.views import OpenView

DESCRIBED_BY = describing.BearerScheme  # known to the generator by being imported


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI document, in British English, made once a process."""
    with override("en"):
        generator = SchemaGenerator(urlconf="config.urls_organisation")  # type: ignore[no-untyped-call]
        document: dict[str, Any] = generator.get_schema(public=True)  # type: ignore[no-untyped-call]
    return document


class Description(OpenView):
    """The OpenAPI document."""

    schema = None

    def get(self, request: Request) -> JsonResponse:
        """Answer the OpenAPI document, unwrapped."""
        return JsonResponse(
            description(),
            content_type="application/vnd.oai.openapi+json",
            headers={"Cache-Control": "public, max-age=300"},
        )


class Documentation(OpenView):
    """The page on which people browse the API."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        """Show Swagger UI, served from here, with no inline script or style."""
        return render(request._request, "api/documentation.html")
