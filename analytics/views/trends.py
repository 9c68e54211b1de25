"""The trend of a measure over time: the page, and the same figures as a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from analytics.exceptions import SelectionInvalid
from analytics.exporting.crosstab_files import crosstab_csv, crosstab_xlsx
from analytics.exporting.trend_files import trend_rows
from analytics.models import WeightScheme
from analytics.results.filtering import Filter
from analytics.results.relation import Answers, answers_of
from analytics.results.trends import Measure, Trend, TrendRequest, read_trend, written_trend
from analytics.saving import segments_of
from analytics.showing.asked import Asked, asked_from
from analytics.showing.filters import filters_of
from analytics.showing.reader import Reader
from analytics.showing.trend_form import trend_form
from analytics.showing.trends import trend_shown
from analytics.showing.weights import weighting_facts
from analytics.trending import survey_trend
from analytics.views.asking import survey_asked
from analytics.views.weighted import offered_weights, weights_asked, written_weights
from surveys.models import Survey
from tenants.permissions import needs

FILE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for, and what was found; ``trend`` is ``None`` where ``asked.errors`` say why.
    ``weights`` is the weighting as it was saved."""

    asked: Asked
    request: TrendRequest
    segments: Mapping[str, Filter]
    weights: WeightScheme | None
    trend: Trend | None


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form, and the trend that it asks for."""
    survey = survey_asked(request, pk)
    with answers_of(survey.pk) as answers:
        return _page(request, survey, answers, trend_wanted(request, survey, answers))


@needs("results.view")
@require_GET
def file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The figures as CSV or as a spreadsheet; the page with what is wrong, where there are none."""
    survey = survey_asked(request, pk)
    with answers_of(survey.pk) as answers:
        wanted = trend_wanted(request, survey, answers)
        if wanted.trend is None:
            return _page(request, survey, answers, wanted)
        rows = list(trend_rows(wanted.trend, wanted.asked.columns, Reader.of(answers.layout)))
    body: str | bytes = crosstab_csv(rows) if kind == "csv" else crosstab_xlsx(rows, title=_("Trend"))
    return attached(body, f"{survey.slug}-trend.{kind}", FILE_TYPES[kind])


def attached(body: str | bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be kept."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=content_type, headers=headers)


def trend_wanted(request: HttpRequest, survey: Survey, answers: Answers) -> Wanted:
    """The trend that an address asks for, or what is wrong with it."""
    asked = asked_from(request.GET, answers.layout)
    segments = {segment.name: where for segment, where in segments_of(survey.pk)}
    wanted, errors, found = TrendRequest(Measure("count")), dict(asked.errors), None
    weights, scheme = weights_asked(survey.pk, request.GET, asked.columns, errors)
    try:
        wanted = read_trend(request.GET, asked.columns, segments)
        if not errors:
            found = survey_trend(survey.pk, answers, wanted, asked.selection, scheme)
    except SelectionInvalid as refusal:
        errors |= refusal.errors
    more = (*written_trend(wanted), *written_weights(weights))
    return Wanted(replace(asked, errors=errors, more=more), wanted, segments, weights, found)


def _page(request: HttpRequest, survey: Survey, answers: Answers, wanted: Wanted) -> HttpResponse:
    reader, asked, trend = Reader.of(answers.layout), wanted.asked, wanted.trend
    context: dict[str, Any] = {
        "survey": survey,
        "errors": asked.errors,
        "filters": filters_of(answers.layout, asked, segments_of(survey.pk)),
        "form": trend_form(
            wanted.request,
            asked.columns,
            reader,
            segments=list(wanted.segments),
            starts=[period.start for period in trend.periods] if trend else [],
            unit=trend.unit if trend else None,
            weights=offered_weights(survey.pk, wanted.weights),
        ),
        "shown": trend_shown(trend, asked.columns, reader) if trend else None,
        "weighting": weighting_facts(trend.weighting) if trend and trend.weighting else None,
        "is_as_counted": bool(trend and wanted.weights and not trend.weighting),
        "query": asked.query(),
    }
    return render(request, "analytics/trend.html", context, status=422 if asked.errors else 200)
