"""The editor of a filter: a page of conditions as rows of a form, which works without scripts."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from analytics.results import Layout
from analytics.results.filtering import FilterInvalid
from analytics.results.versions import read_layout
from analytics.saving import segments_of
from analytics.showing.asked import Asked, asked_from
from analytics.showing.columns import filter_words
from analytics.showing.conditions import numbered, offered, rows_of
from analytics.showing.reader import Reader
from analytics.views.asking import survey_asked
from analytics.views.condition_rows import Numbered, filter_sent, rows_sent
from surveys.models import Survey
from tenants.permissions import needs

PLACES = ("results", "crosstab", "trend", "responses", "export", "text_answers", "text_words", "segments")
"""Pages that a filter is made for, by the names of their addresses; for a segment it is named here first."""
_SELECTED = frozenset({"where", "status", "language", "since", "until", "quality"})
_OF_THE_FORM = frozenset({"to", "add", "into", "remove", "shown"})


@needs("results.view")
@require_safe
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The conditions of the address, or those that the form holds so far, with a row more or less."""
    survey = survey_asked(request, pk)
    layout = read_layout(survey.pk)
    asked = asked_from(_beside_rows(request.GET), layout)
    is_form = "shown" in request.GET
    rows = rows_sent(request.GET, asked.columns) if is_form else numbered(asked.selection.where)
    return _page(request, survey, layout, asked, rows, asked.errors)


@needs("results.view")
@require_GET
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go to the page that the filter was made for; back to the form with what is wrong."""
    survey = survey_asked(request, pk)
    layout = read_layout(survey.pk)
    asked = asked_from(_beside_rows(request.GET), layout)
    try:
        wanted = filter_sent(request.GET, asked.columns)
    except FilterInvalid as refusal:
        rows = rows_sent(request.GET, asked.columns)
        return _page(request, survey, layout, asked, rows, refusal.errors)
    made, place = _with_rest(asked.where(wanted), request.GET), _place(request)
    if place == "segments":
        return redirect(f"{made.address('conditions', survey.pk, (('to', place),))}#segment")
    return redirect(made.address(place, survey.pk))


def _beside_rows(given: QueryDict) -> QueryDict:
    """The parameters without the conditions in the address where the form holds them itself."""
    rest = given.copy()
    if "shown" in given:
        rest.pop("where", None)
    return rest


def _with_rest(asked: Asked, given: QueryDict) -> Asked:
    """What was asked with the parameters of the page that the filter is for, such as those of a cross-tab."""
    if given.get("to") == "responses":
        asked = asked.listing_all(given)
    known = {name for name, _value in asked.parameters} | _SELECTED
    rest = [
        (name, value)
        for name, values in given.lists()
        for value in values
        if name not in known | _OF_THE_FORM and not _is_of_row(name)
    ]
    return replace(asked, more=tuple((name, str(value)) for name, value in rest))


def _is_of_row(name: str) -> bool:
    return name[:1] in "cgovab" and name[1:].isdecimal()


def _place(request: HttpRequest) -> str:
    wanted = request.GET.get("to", "")
    return wanted if wanted in PLACES else PLACES[0]


def _page(
    request: HttpRequest,
    survey: Survey,
    layout: Layout,
    asked: Asked,
    rows: list[Numbered],
    errors: dict[str, str],
) -> HttpResponse:
    reader, place = Reader.of(layout), _place(request)
    kept = _with_rest(asked, request.GET)
    shown = list(rows_of(rows, asked.columns, reader, judged=any(key.startswith("row.") for key in errors)))
    context: dict[str, Any] = {
        "survey": survey,
        "rows": shown,
        "groups": sorted({row.group for row in shown}),
        "offered": offered(asked.columns.all, reader),
        "kept": [(name, value) for name, value in kept.parameters if name != "where"],
        "to": place,
        "back": kept.address(place, survey.pk),
        "applied": filter_words(asked.selection.where, asked.columns, reader),
        "where": [value for name, value in asked.parameters if name == "where"],
        "segments": segments_of(survey.pk),
        "errors": errors,
        "language": get_language(),
        "editor_url": reverse("analytics:conditions", args=[survey.pk]),
    }
    return render(request, "analytics/conditions.html", context, status=422 if errors else 200)
