"""Responses as files: ask for one, see how far it is, have it, call it off."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from analytics.api.serializers import ExportInput, ExportOutput
from analytics.domain import cancel_export, make_at_once, order_export
from analytics.exceptions import ExportGone, ExportImpossible
from analytics.exporting.orders import content_of, exports_of
from analytics.forms import ExportForm
from analytics.models import Export
from analytics.showing.exports import PROBLEMS
from analytics.views.exports import sent
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

TAGS = ["exports"]
NEEDED = "results.export"


def presented(export: Export, request: PartnerRequest) -> dict[str, Any]:
    """A file as the API tells of it; ``file`` is ``None`` while it can't be had."""
    names = [export.survey_id, export.pk]
    file = links(request, file=reverse("api:export_file", args=names))["file"] if export.is_ready else None
    return {
        "id": str(export.pk),
        "survey": str(export.survey_id),
        "status": export.status,
        "format": export.format,
        "options": export.wanted["options"],
        "selection": export.wanted["selection"],
        "file_name": export.file_name,
        "rows": export.total if export.status == Export.Status.READY else export.rows,
        "total": export.total,
        "percent": export.percent,
        "size": export.size,
        "problem": {"code": export.problem, "message": str(PROBLEMS[export.problem])}
        if export.problem
        else None,
        "by": export.by,
        "asked_at": utc(export.asked_at),
        "finished_at": utc(export.finished_at),
        "expires_at": utc(export.expires_at),
        "links": links(request, self=reverse("api:export", args=names)) | {"file": file},
    }


def _survey(request: PartnerRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def _export(request: PartnerRequest, pk: UUID, export_id: UUID) -> Export:
    return get_object_or_404(exports_of(_survey(request, pk)), pk=export_id)


class Exports(ApiView):
    """The files made of a survey's responses."""

    needs = {"GET": NEEDED, "POST": NEEDED}

    @extend_schema(
        operation_id="list_exports", parameters=PAGING, responses={200: ExportOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the files that were asked for, the latest first."""
        rows = exports_of(_survey(request, pk))
        return Response(page_of(rows, request, lambda row: presented(row, request)))

    @extend_schema(operation_id="order_export", request=ExportInput, responses={201: ExportOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Ask for a file. A small one is ready in the answer; of others, read again how far they are."""
        survey = _survey(request, pk)
        given = valid(ExportInput, request.data)
        asked = ExportForm.of(survey, given, request.user)
        if not asked.is_valid():
            raise serializers.ValidationError(
                {name: list(map(str, found)) for name, found in asked.errors.items()}
            )
        try:
            export = order_export(survey=survey, wanted=asked.wanted(), by=request.user)
        except ExportImpossible as problem:
            raise serializers.ValidationError(str(PROBLEMS[problem.code]), problem.code) from None
        data = presented(make_at_once(export=export), request)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


class OneExport(ApiView):
    """A file made of a survey's responses."""

    needs = {"GET": NEEDED}

    @extend_schema(operation_id="read_export", responses={200: ExportOutput}, tags=TAGS)
    def get(self, request: PartnerRequest, pk: UUID, export_id: UUID) -> Response:
        """Read how far a file is, and where it can be had."""
        return Response(presented(_export(request, pk, export_id), request))


class CancelExport(ApiView):
    """The end of a file that isn't made yet."""

    needs = {"POST": NEEDED}

    @extend_schema(operation_id="cancel_export", request=None, responses={200: ExportOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, export_id: UUID) -> Response:
        """Call a file off; one that is there already stays."""
        cancel_export(export=_export(request, pk, export_id))
        return Response(presented(_export(request, pk, export_id), request))


class ExportFile(ApiView):
    """The content of a file."""

    needs = {"GET": NEEDED}

    @extend_schema(
        operation_id="download_export",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)},
        tags=TAGS,
    )
    def get(self, request: PartnerRequest, pk: UUID, export_id: UUID) -> HttpResponseBase:
        """Download a file that is ready; 404 before that, and when its time is over."""
        export = _export(request, pk, export_id)
        try:
            return sent(export, content_of(export))
        except ExportGone:
            raise NotFound from None
