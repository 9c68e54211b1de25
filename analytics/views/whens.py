"""Who answered a survey, and when."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from analytics import results
from analytics.results import Results
from analytics.results.anonymity import GroupTooSmall
from analytics.saving import segments_of
from analytics.showing.asked import Asked
from analytics.showing.breakdowns import breakdown_tables, question_rows, week_table, week_words
from analytics.showing.filters import filters_of
from analytics.showing.headline import page_bars, trend
from analytics.showing.reader import Reader
from analytics.views.asking import asked_of, survey_asked
from analytics.views.results import etag, tagged
from surveys.models import Survey
from tenants.permissions import needs


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole page."""
    survey = survey_asked(request, pk)
    found = Results.of(survey.pk)
    asked = asked_of(request, found.layout)
    context = whens(found, asked) | {
        "survey": survey,
        "errors": asked.errors,
        "filters": filters_of(found.layout, asked.of_any_status(), segments_of(survey.pk)),
        "live_url": asked.address("whens_live", survey.pk),
        "etag": etag(request, found.stamp, asked.query()),
    }
    return render(request, "analytics/whens.html", context, status=422 if asked.errors else 200)


@needs("results.view")
@require_safe
def live(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The figures alone; 304 while nothing changed."""
    query = request.META["QUERY_STRING"]
    try:
        tag = etag(request, results.stamp(pk), query)
        if unchanged := get_conditional_response(request, etag=tag):
            return tagged(unchanged, tag)
        found = Results.of(pk)
    except Survey.DoesNotExist:
        raise Http404 from None
    context = whens(found, asked_of(request, found.layout)) | {"is_live": True}
    return tagged(render(request, "analytics/whens.html#figures", context), etag(request, found.stamp, query))


def whens(found: Results, asked: Asked) -> dict[str, Any]:
    """Everything that changes when answers come in."""
    reader, selection = Reader.of(found.layout), asked.selection
    total = found.overview().responses
    try:
        overview, broken = found.overview(selection), found.breakdown(selection)
    except GroupTooSmall as refusal:
        return {"refused": refusal.errors["where"], "count": None, "total": total}
    week = week_table(broken)
    return {
        "count": broken.responses,
        "total": total,
        "trend": trend(overview),
        "overview": overview,
        "pages": page_bars(overview.pages, reader),
        "tables": breakdown_tables(broken, asked.columns, reader),
        "week": week,
        "week_words": week_words(broken) if week else "",
        "questions": question_rows(broken, reader),
        "definition": broken.definition,
        "is_anonymous": found.threshold > 1,
    }
