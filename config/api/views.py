"""What belongs to no app: the definition's own schema, and the answer where nothing is."""

from typing import Any, NoReturn

from django.http import HttpRequest, JsonResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from surveys.definition import definition_json_schema
from tenants.partners.rest.views import OpenView


class DefinitionSchema(OpenView):
    """The JSON Schema of definition documents."""

    @extend_schema(
        operation_id="read_definition_schema",
        responses={(200, "application/schema+json"): OpenApiTypes.OBJECT},
        tags=["surveys"],
    )
    def get(self, request: Request) -> JsonResponse:
        """Read the JSON Schema (draft 2020-12) that every survey definition obeys; it comes unwrapped."""
        return JsonResponse(
            definition_json_schema(),
            content_type="application/schema+json",
            headers={"Cache-Control": "public, max-age=3600"},
        )


class NothingHere(OpenView):
    """Every address of the API that means nothing."""

    schema = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 whatever the method is."""
        request.method = "GET"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Request) -> NoReturn:
        """Answer 404."""
        raise NotFound
