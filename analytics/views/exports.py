"""Responses as files: asking for one, watching it being made, having it."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST, require_safe

from analytics.domain import cancel_export, make_at_once, note_export, order_export
from analytics.exceptions import ExportGone, ExportImpossible
from analytics.exporting.formats import FORMATS
from analytics.exporting.orders import content_of, exports_of, state_of
from analytics.exporting.personal import left_out_of
from analytics.exporting.preview import Preview, preview_of
from analytics.exporting.streaming import csv_of_survey
from analytics.exporting.wanted import Wanted
from analytics.forms import ExportForm
from analytics.models import Export
from analytics.results.relation import answers_of
from analytics.showing.exports import PROBLEMS, announced, shown_export
from analytics.views.asking import person_of, survey_asked
from responses.anonymity import threshold_of
from responses.queries import labels_of_links
from surveys.models import Survey
from tenants.permissions import needs
from tenants.scope import organisation
from tenants.streaming import within

LISTED = 20


@needs("results.export")
@require_safe
def form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask how the file is to be written, and tell of those that were made."""
    survey = survey_asked(request, pk)
    asked = ExportForm.of(survey, request.GET, person_of(request))
    return _page(request, survey, asked)


@needs("results.export")
@require_POST
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the first rows of the file that is asked for; the whole page to who has no HTMX."""
    survey = survey_asked(request, pk)
    asked = ExportForm.of(survey, request.POST, person_of(request))
    if not getattr(request, "htmx", False):
        return _page(request, survey, asked)
    context = {"preview": _preview(survey, asked), "form": asked, "survey": survey}
    return render(request, "analytics/export.html#preview", context, status=200 if asked.is_valid() else 422)


@needs("results.export")
@require_POST
def order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a file. A small one is there when the page comes back, of others it tells how far they are.
    What was chosen stays chosen: the next file is often of the same responses."""
    survey = survey_asked(request, pk)
    asked = ExportForm.of(survey, request.POST, person_of(request))
    if not asked.is_valid() or threshold_of(survey.pk):
        return _page(request, survey, asked)
    make_at_once(export=order_export(survey=survey, wanted=asked.wanted(), by=person_of(request)))
    chosen = request.POST.copy()
    chosen.pop("csrfmiddlewaretoken", None)
    address = reverse("analytics:export", args=[survey.pk])
    return redirect(f"{address}?{chosen.urlencode()}#files")


@needs("results.export")
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The list of files alone; 304 while none has changed."""
    survey = survey_asked(request, pk)
    files = _files(survey)
    tag = etag_of(files["exports"])
    answer = get_conditional_response(request, etag=tag) or render(
        request, "analytics/_exports.html", files | {"survey": survey, "is_live": True}
    )
    answer.headers["ETag"] = tag
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@needs("results.export")
@require_POST
def cancel(request: HttpRequest, pk: UUID, export: UUID) -> HttpResponse:
    """Call off a file that is being made."""
    survey = survey_asked(request, pk)
    cancel_export(export=get_object_or_404(exports_of(survey), pk=export))
    return redirect(reverse("analytics:export", args=[survey.pk]) + "#files")


@needs("results.export")
@require_POST
def again(request: HttpRequest, pk: UUID, export: UUID) -> HttpResponse:
    """Ask once more for a file that failed, was called off or is gone, as it was asked for."""
    survey = survey_asked(request, pk)
    found = get_object_or_404(exports_of(survey), pk=export)
    try:
        ordered = order_export(survey=survey, wanted=Wanted.from_json(found.wanted), by=person_of(request))
    except ExportImpossible as problem:
        messages.error(request, str(PROBLEMS[problem.code]))
    else:
        make_at_once(export=ordered)
    return redirect(reverse("analytics:export", args=[survey.pk]) + "#files")


@needs("results.export")
@require_GET
def file(request: HttpRequest, pk: UUID, export: UUID, token: str) -> HttpResponseBase:
    """Send a file by its link, while it is kept, to who may still have it."""
    survey = survey_asked(request, pk)
    found = get_object_or_404(exports_of(survey), pk=export)
    try:
        content = content_of(found, token)
    except ExportGone:
        return render(request, "analytics/export_gone.html", {"survey": survey, "export": found}, status=410)
    return sent(found, content)


def sent(export: Export, content: Any) -> FileResponse:
    """A file on its way to whoever asked."""
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=export.file_name,
        content_type="application/zip"
        if export.file_name.endswith(".zip")
        else FORMATS[export.format].content_type,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@needs("results.export")
@require_GET
def csv_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send a CSV while it is read, without keeping it."""
    survey = survey_asked(request, pk)
    asked = ExportForm.of(survey, request.GET, person_of(request))
    if not asked.is_valid() or threshold_of(survey.pk):
        return _page(request, survey, asked)
    wanted, scope = asked.wanted(), organisation()
    with transaction.atomic():
        note_export(survey_id=survey.pk, wanted=wanted, by=person_of(request))
    name = f"{survey.slug}-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        within(scope, csv_of_survey(survey.pk, wanted, time_zone=scope.time_zone)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
            "Cache-Control": "private, no-store",
        },
    )


def etag_of(exports: list[Export]) -> str:
    """What the list of files depends on, in short."""
    state = f"{state_of(exports)}|{get_language()}"
    return f'"{hashlib.blake2s(state.encode(), digest_size=12).hexdigest()}"'


def _page(request: HttpRequest, survey: Survey, asked: ExportForm) -> HttpResponse:
    files = _files(survey)
    context = files | {
        "survey": survey,
        "form": asked,
        "formats": FORMATS.values(),
        "preview": _preview(survey, asked),
        "etag": etag_of(files["exports"]),
        "threshold": threshold_of(survey.pk),
    }
    is_fine = asked.is_valid() and not (context["threshold"] and request.method == "POST")
    return render(request, "analytics/export.html", context, status=200 if is_fine else 422)


def _files(survey: Survey) -> dict[str, Any]:
    exports = list(exports_of(survey)[:LISTED])
    return {
        "exports": exports,
        "files": [shown_export(export) for export in exports],
        "announced": announced(exports),
        "are_under_way": any(export.is_under_way for export in exports),
    }


def _preview(survey: Survey, asked: ExportForm) -> Preview | None:
    """The first rows; ``None`` while the form can't be read."""
    if not asked.is_valid() or threshold_of(survey.pk):
        return None
    labels = labels_of_links(survey.pk)
    with answers_of(survey.pk) as answers:
        zone, left_out = organisation().time_zone, left_out_of(survey.pk, asked.wanted().options)
        return preview_of(answers, asked.wanted(), time_zone=zone, labels=labels, left_out=left_out)
