"""Responses as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_safe

from analytics.domain import note_export
from analytics.exporting.responses_csv import csv_columns, csv_text
from analytics.forms import ExportForm
from analytics.results import Records
from analytics.views.asking import person_of, survey_asked
from responses.queries import labels_of_links
from surveys.models import Survey
from tenants.permissions import needs
from tenants.scope import organisation
from tenants.streaming import within


@needs("results.export")
@require_safe
def form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask how the file is to be written."""
    survey = survey_asked(request, pk)
    asked = ExportForm(request.GET, layout=Records.of(survey.pk).layout)
    return _form_page(request, survey, asked, status=200 if asked.is_valid() else 422)


@needs("results.export")
@require_GET
def csv_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the file while it is read."""
    survey = survey_asked(request, pk)
    records = Records.of(survey.pk)
    asked = ExportForm(request.GET, layout=records.layout)
    if not asked.is_valid():
        return _form_page(request, survey, asked, status=422)
    options, scope = asked.options(), organisation()
    labels = labels_of_links(survey.pk)
    columns = csv_columns(records.layout, options, time_zone=scope.time_zone, labels=labels)
    note_export(survey_id=survey.pk, selection=asked.selection, options=options, by=person_of(request))
    portions = csv_text(records.stream(asked.selection), columns, options)
    name = f"{survey.slug}-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        within(scope, portions),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
            "Cache-Control": "private, no-store",
        },
    )


def _form_page(request: HttpRequest, survey: Survey, asked: ExportForm, *, status: int) -> HttpResponse:
    return render(request, "analytics/export.html", {"survey": survey, "form": asked}, status=status)
