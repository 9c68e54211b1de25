"""The cross-tab of a survey: the page, and the same table as a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_safe

from analytics.exceptions import SelectionInvalid
from analytics.exporting.crosstab_files import crosstab_csv, crosstab_rows, crosstab_xlsx
from analytics.models import WeightScheme
from analytics.results import Layout
from analytics.results.anonymity import threshold_of
from analytics.results.crosstabs import (
    NOTHING_ASKED,
    Crosstab,
    CrosstabRequest,
    Scheme,
    crosstab_of,
    group_columns,
    read_request,
    row_columns,
    written_request,
)
from analytics.results.relation import Answers, answers_of
from analytics.saving import segments_of
from analytics.showing.asked import Asked, asked_from
from analytics.showing.crosstab_form import form_of
from analytics.showing.crosstabs import MEASURES, USUAL, heads, tables
from analytics.showing.filters import filters_of
from analytics.showing.reader import Reader
from analytics.showing.weights import weighting_facts
from analytics.views.asking import survey_asked
from analytics.views.weighted import offered_weights, weights_asked, written_weights
from surveys.models import Survey
from tenants.permissions import needs

MOST_BANNERS = 3
"""So many banners the form offers; addresses may ask for more."""
_FILES: dict[str, tuple[str, Callable[[Any], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", crosstab_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", crosstab_xlsx),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that an address asks for; ``errors`` of ``asked`` say what can't be read. ``weights`` is the
    weighting as it was saved."""

    asked: Asked
    request: CrosstabRequest
    scheme: Scheme | None
    weights: WeightScheme | None
    measures: tuple[str, ...]


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form, and the table that it asks for."""
    survey = survey_asked(request, pk)
    with answers_of(survey.pk) as answers:
        wanted = wanted_of(request, survey, answers.layout)
        found, errors = _made(answers, survey, wanted)
    context = _context(survey, wanted, found, answers.layout) | {"errors": wanted.asked.errors | errors}
    status = 422 if context["errors"] else 200
    return render(request, "analytics/crosstab.html", context, status=status)


@needs("results.view")
@require_GET
def file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The table as CSV or as a spreadsheet; the page with what is wrong, where it can't be made."""
    survey = survey_asked(request, pk)
    with answers_of(survey.pk) as answers:
        wanted = wanted_of(request, survey, answers.layout)
        found, errors = _made(answers, survey, wanted)
    if found is None:
        context = _context(survey, wanted, None, answers.layout) | {"errors": wanted.asked.errors | errors}
        return render(request, "analytics/crosstab.html", context, status=422)
    content_type, write = _FILES[kind]
    rows = crosstab_rows(found, Reader.of(answers.layout), wanted.measures)
    name = content_disposition_header(as_attachment=True, filename=f"{survey.slug}-crosstab.{kind}")
    headers = {"Content-Disposition": name or "", "Cache-Control": "private, no-store"}
    return HttpResponse(write(rows), content_type=content_type, headers=headers)


def wanted_of(request: HttpRequest, survey: Survey, layout: Layout) -> Wanted:
    """What the address asks for; what it says wrongly is among the errors of what was asked."""
    asked, given = asked_from(request.GET, layout), request.GET
    errors = dict(asked.errors)
    crosstab = NOTHING_ASKED
    try:
        crosstab = read_request(
            given.getlist("rows"), _banners(request), given.get("test", ""), asked.columns
        )
    except SelectionInvalid as refusal:
        errors |= refusal.errors
    weights, scheme = weights_asked(survey.pk, given, asked.columns, errors)
    shown = tuple(each for each in MEASURES if each in given.getlist("show")) or USUAL
    more = [*written_request(crosstab, asked.columns), *written_weights(weights)]
    more += [("show", each) for each in shown if shown != USUAL]
    return Wanted(replace(asked, errors=errors, more=tuple(more)), crosstab, scheme, weights, shown)


def _banners(request: HttpRequest) -> list[str]:
    """Banners as addresses have them, or as the form sends them: the outer and the inner question apart."""
    outer, inner = request.GET.getlist("banner"), request.GET.getlist("within")
    if not inner:
        return outer
    padded = inner + [""] * len(outer)
    return ["~".join(filter(None, pair)) for pair in zip(outer, padded, strict=False) if pair[0]]


def _made(answers: Answers, survey: Survey, wanted: Wanted) -> tuple[Crosstab | None, dict[str, str]]:
    """The table, or what is wrong with it."""
    if not wanted.request or wanted.asked.errors:
        return None, {}
    try:
        return crosstab_of(
            answers,
            wanted.request,
            wanted.asked.selection,
            scheme=wanted.scheme,
            threshold=threshold_of(survey.pk),
        ), {}
    except SelectionInvalid as refusal:
        return None, refusal.errors


def _context(survey: Survey, wanted: Wanted, found: Crosstab | None, layout: Layout) -> dict[str, Any]:
    reader, asked = Reader.of(layout), wanted.asked
    form = form_of(
        wanted.request,
        rows=row_columns(asked.columns),
        banners=group_columns(asked.columns),
        columns=asked.columns,
        reader=reader,
        schemes=offered_weights(survey.pk, wanted.weights),
        measures=wanted.measures,
        most=MOST_BANNERS,
    )
    return {
        "survey": survey,
        "form": form,
        "filters": filters_of(layout, asked, segments_of(survey.pk)),
        "found": found,
        "heads": heads(found, reader) if found else [],
        "tables": tables(found, reader, wanted.measures) if found else [],
        "weighting": weighting_facts(found.weighting) if found and found.weighting else None,
        "query": asked.query(),
    }
