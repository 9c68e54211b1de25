"""Reports and their editions: list, read, begin one, make an edition, download it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from analytics.api.report_serializers import EditionOutput, ReportInput, ReportOutput
from analytics.domain import create_report, order_edition
from analytics.exceptions import ReportInvalid
from analytics.models import Edition, Report
from analytics.reports.composing import reports_of
from analytics.reports.editions import closed_among
from analytics.reports.making import content_of
from analytics.reports.starters import STARTERS, document_of
from analytics.results.versions import read_layout
from analytics.showing.reports import PROBLEMS
from analytics.views.editions import sent
from responses.anonymity import thresholds_of
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

TAGS = ["reports"]


def presented(report: Report, request: PartnerRequest, *, content: Any = None) -> dict[str, Any]:
    """A report as the API tells of it; with what it shows where that was asked for."""
    names = [report.survey_id, report.pk]
    return {
        "id": str(report.pk),
        "survey": str(report.survey_id),
        "name": report.name,
        "language": report.language,
        "revision": report.revision,
        "document": report.document,
        "changed_by": report.changed_by,
        "changed_at": utc(report.changed_at),
        "content": content,
        "links": links(
            request, self=reverse("api:report", args=names), editions=reverse("api:editions", args=names)
        ),
    }


def edition_presented(
    edition: Edition,
    request: PartnerRequest,
    *,
    with_content: bool = False,
    promised: Mapping[UUID, int] | None = None,
) -> dict[str, Any]:
    """An edition as the API tells of it; ``file`` is ``None`` while there is no PDF. One that nobody may see
    any more has neither content nor file. ``promised``: how small groups may be, by survey, where known."""
    names = [edition.report.survey_id, edition.report_id, edition.pk]
    is_closed = edition.pk in closed_among([edition], promised)
    problem = "closed" if is_closed else edition.problem
    has_file = edition.is_ready and edition.size and not is_closed
    file = links(request, file=reverse("api:edition_file", args=names))["file"] if has_file else None
    words = str(PROBLEMS.get(problem, PROBLEMS["unexpected"]))
    return {
        "id": str(edition.pk),
        "report": str(edition.report_id),
        "name": edition.name,
        "language": edition.language,
        "revision": edition.revision,
        "status": edition.status,
        "percent": edition.percent,
        "occasion": edition.occasion,
        "by": edition.by,
        "asked_at": utc(edition.asked_at),
        "made_at": utc(edition.made_at),
        "size": edition.size,
        "problem": {"code": problem, "message": words} if problem else None,
        "content": edition.content if with_content and not is_closed else None,
        "links": links(request, self=reverse("api:edition", args=names)) | {"file": file},
    }


def _survey(request: PartnerRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def _report(request: PartnerRequest, pk: UUID, report_id: UUID) -> Report:
    return get_object_or_404(reports_of(_survey(request, pk)), pk=report_id)


def _edition(request: PartnerRequest, pk: UUID, report_id: UUID, edition_id: UUID) -> Edition:
    report = _report(request, pk, report_id)
    return get_object_or_404(Edition.objects.select_related("report"), report=report, pk=edition_id)


class Reports(ApiView):
    """The reports of a survey."""

    needs = {"GET": "results.view", "POST": "results.edit"}

    @extend_schema(
        operation_id="list_reports", parameters=PAGING, responses={200: ReportOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the reports, without what they show."""
        rows = reports_of(_survey(request, pk))
        return Response(page_of(rows, request, lambda row: presented(row, request)))

    @extend_schema(operation_id="begin_report", request=ReportInput, responses={201: ReportOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Begin a report, composed of what the survey asks."""
        survey = _survey(request, pk)
        given = valid(ReportInput, request.data)
        starter = STARTERS[given.get("starter", "empty")]
        language = given.get("language") or read_layout(survey.pk).base_language
        try:
            report = create_report(
                survey=survey,
                name=given.get("name") or str(starter.name),
                language=language,
                document=document_of(starter, survey, language),
                by=request.user,
            )
        except ReportInvalid as refusal:
            raise serializers.ValidationError(
                {key: [words] for key, words in refusal.errors.items()}
            ) from None
        data = presented(report, request)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


class OneReport(ApiView):
    """A report of a survey."""

    needs = {"GET": "results.view"}

    @extend_schema(operation_id="read_report", responses={200: ReportOutput}, tags=TAGS)
    def get(self, request: PartnerRequest, pk: UUID, report_id: UUID) -> Response:
        """Read a report with what it shows now, in its language, every figure as it is written there."""
        report = _report(request, pk, report_id)
        content = content_of(report, may_read=request.user.can("response.view"))
        return Response(presented(report, request, content=content.model_dump(mode="json")))


class Editions(ApiView):
    """The editions of a report."""

    needs = {"GET": "results.view", "POST": "results.edit"}

    @extend_schema(
        operation_id="list_editions", parameters=PAGING, responses={200: EditionOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID, report_id: UUID) -> Response:
        """List the editions, the latest first, without what they show."""
        rows = Edition.objects.filter(report=_report(request, pk, report_id)).select_related("report")
        promised = thresholds_of()
        return Response(
            page_of(rows, request, lambda row: edition_presented(row, request, promised=promised))
        )

    @extend_schema(operation_id="make_edition", request=None, responses={201: EditionOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, report_id: UUID) -> Response:
        """Have an edition made; read again how far it is."""
        edition = order_edition(report=_report(request, pk, report_id), by=request.user.email)
        data = edition_presented(edition, request)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


class OneEdition(ApiView):
    """An edition of a report."""

    needs = {"GET": "results.view"}

    @extend_schema(operation_id="read_edition", responses={200: EditionOutput}, tags=TAGS)
    def get(self, request: PartnerRequest, pk: UUID, report_id: UUID, edition_id: UUID) -> Response:
        """Read an edition: how far it is, and everything that it shows."""
        edition = _edition(request, pk, report_id, edition_id)
        return Response(edition_presented(edition, request, with_content=True))


class EditionFile(ApiView):
    """The PDF of an edition."""

    needs = {"GET": "results.view"}

    @extend_schema(
        operation_id="download_edition",
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY)},
        tags=TAGS,
    )
    def get(self, request: PartnerRequest, pk: UUID, report_id: UUID, edition_id: UUID) -> HttpResponseBase:
        """Download the PDF; 404 while there is none."""
        return sent(_edition(request, pk, report_id, edition_id))
