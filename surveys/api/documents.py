"""The documents of a survey: its draft, what keeps it from being published, its frozen versions."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.response import Response

from surveys.api.identities import with_ids
from surveys.api.presenting import presented_version
from surveys.api.serializers import ProblemOutput, VersionOutput, VersionWithDefinition
from surveys.api.surveys import SURVEYS, survey_for
from surveys.definition import definition_json, parse_definition, problems_before_publishing
from surveys.domain import replace_draft
from surveys.models import Survey
from surveys.queries import draft_of, versions_of
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.parsing import MergePatch, StrictJson, merged
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_MATCH_NEEDED, IF_NONE_MATCH, require_match, tagged, unchanged
from tenants.partners.rest.views import ApiView


class Draft(ApiView):
    """The draft document of a survey; its ETag is its revision."""

    needs = {"GET": "survey.view", "PUT": "survey.edit", "PATCH": "survey.edit"}
    parser_classes = (StrictJson, MergePatch)

    @extend_schema(
        operation_id="read_definition",
        parameters=[IF_NONE_MATCH],
        responses={200: OpenApiTypes.OBJECT},
        tags=SURVEYS,
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Read the draft: a definition as `/api/v1/schemas/definition.json` describes it."""
        survey = survey_for(request, pk)
        return unchanged(request, str(survey.draft_revision)) or _answer(survey)

    @extend_schema(
        operation_id="replace_definition",
        request={"application/json": OpenApiTypes.OBJECT},
        parameters=[IF_MATCH_NEEDED],
        responses={200: OpenApiTypes.OBJECT},
        tags=SURVEYS,
    )
    def put(self, request: PartnerRequest, pk: UUID) -> Response:
        """Replace the draft. Ids may be left out: names and codes tell which question and choice is meant."""
        survey = survey_for(request, pk)
        return _replace(request, survey, request.data)

    @extend_schema(
        operation_id="patch_definition",
        request={
            "application/merge-patch+json": OpenApiTypes.OBJECT,
            "application/json": OpenApiTypes.OBJECT,
        },
        parameters=[IF_MATCH_NEEDED],
        responses={200: OpenApiTypes.OBJECT},
        tags=SURVEYS,
    )
    def patch(self, request: PartnerRequest, pk: UUID) -> Response:
        """Change parts of the draft by a JSON merge patch (RFC 7396); lists are replaced as a whole."""
        survey = survey_for(request, pk)
        if not isinstance(request.data, dict):
            raise ParseError("A merge patch is an object.", "not_an_object")
        return _replace(request, survey, merged(survey.draft, request.data))


def _replace(request: PartnerRequest, survey: Survey, document: Any) -> Response:
    require_match(request, str(survey.draft_revision))
    definition = parse_definition(with_ids(document, before=survey.draft))
    return _answer(
        replace_draft(survey=survey, revision=survey.draft_revision, definition=definition, by=request.user)
    )


def _answer(survey: Survey) -> Response:
    return tagged(Response(definition_json(draft_of(survey))), str(survey.draft_revision))


class Problems(ApiView):
    """What stands between the draft and its publication."""

    needs = {"GET": "survey.view"}

    @extend_schema(operation_id="list_problems", responses={200: ProblemOutput(many=True)}, tags=SURVEYS)
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the errors, which forbid publishing, and the warnings of the draft."""
        return Response(
            [
                {
                    "field": problem.path,
                    "message": str(problem.message),
                    "code": problem.code,
                    "severity": problem.severity,
                }
                for problem in problems_before_publishing(draft_of(survey_for(request, pk)))
            ]
        )


class Versions(ApiView):
    """The published versions of a survey."""

    needs = {"GET": "survey.view"}

    @extend_schema(
        operation_id="list_versions",
        parameters=PAGING,
        responses={200: VersionOutput(many=True)},
        tags=SURVEYS,
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the published versions, the newest first."""
        rows = versions_of(survey_for(request, pk))
        return Response(page_of(rows, request, lambda version: presented_version(version, request)))


class OneVersion(ApiView):
    """A published version, frozen for ever."""

    needs = {"GET": "survey.view"}

    @extend_schema(
        operation_id="read_version",
        parameters=[IF_NONE_MATCH],
        responses={200: VersionWithDefinition},
        tags=SURVEYS,
    )
    def get(self, request: PartnerRequest, pk: UUID, number: int) -> Response:
        """Read a version with its document; its ETag is the document's checksum."""
        rows = survey_for(request, pk).versions.all()
        version = get_object_or_404(rows, number=min(number, 2**31 - 1))
        data = presented_version(version, request) | {"definition": version.definition}
        return unchanged(request, version.checksum) or tagged(Response(data), version.checksum)
