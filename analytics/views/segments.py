"""Segments: filters saved by name."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.exceptions import SelectionInvalid
from analytics.models import SavedSegment
from analytics.results import Selection
from analytics.results.filtering import columns_of
from analytics.results.versions import read_layout
from analytics.saving import forget_saved, save_segment, segments_of
from analytics.showing.asked import Asked, asked_from
from analytics.showing.columns import filter_words
from analytics.showing.reader import Reader
from analytics.views.asking import person_of, survey_asked
from surveys.models import Survey
from tenants.permissions import needs


@needs("results.view")
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All segments of the survey, with what they are and where they lead."""
    return _page(request, survey_asked(request, pk), {})


@needs("results.edit")
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save the filter that the form holds under a name."""
    survey = survey_asked(request, pk)
    asked = asked_from(request.POST, read_layout(survey.pk))
    try:
        if asked.errors:
            raise SelectionInvalid(asked.errors)
        wanted = asked.selection.where
        save_segment(
            survey_id=survey.pk, name=request.POST.get("name", ""), wanted=wanted, by=person_of(request)
        )
    except SelectionInvalid as refusal:
        return _page(request, survey, refusal.errors)
    messages.success(request, _("The segment is saved."))
    return redirect("analytics:segments", pk=survey.pk)


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, segment_pk: UUID) -> HttpResponse:
    """Forget a segment; addresses that hold its conditions stay as they are."""
    survey = survey_asked(request, pk)
    forget_saved(get_object_or_404(SavedSegment, pk=segment_pk, survey_id=survey.pk))
    messages.success(request, _("The segment is deleted."))
    return redirect("analytics:segments", pk=survey.pk)


def _page(request: HttpRequest, survey: Survey, errors: dict[str, str]) -> HttpResponse:
    layout = read_layout(survey.pk)
    columns, reader = columns_of(layout), Reader.of(layout)
    rows = [
        (segment, filter_words(wanted, columns, reader), Asked(Selection(where=wanted), columns, {}).query())
        for segment, wanted in segments_of(survey.pk)
    ]
    context = {"survey": survey, "rows": rows, "errors": errors}
    return render(request, "analytics/segments.html", context, status=422 if errors else 200)
