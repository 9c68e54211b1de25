"""Weightings: what responses are to be weighted to, and what that costs."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.exceptions import SelectionInvalid
from analytics.models import WeightScheme
from analytics.results import Selection
from analytics.results.anonymity import threshold_of
from analytics.results.crosstabs import SelectedAnswers, Target, banner_columns, shares_now
from analytics.results.filtering import FilterColumn, FilterColumns, columns_of
from analytics.results.relation import Answers, answers_of
from analytics.results.versions import read_layout
from analytics.saving import MOST_TARGETS, Targets, TargetShares, forget_saved, save_weights, scheme_of
from analytics.showing.columns import column_words
from analytics.showing.conditions import offered
from analytics.showing.reader import Reader
from analytics.showing.weight_form import fields_of
from analytics.showing.weights import weighting_facts
from analytics.views.asking import person_of, survey_asked
from surveys.models import Survey
from tenants.permissions import needs


@needs("results.view")
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The survey's weightings with their efficiency, and the form of a new one: first which questions."""
    return _page(request, survey_asked(request, pk), request.GET, {})


@needs("results.edit")
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save targets under a name."""
    survey = survey_asked(request, pk)
    columns = columns_of(read_layout(survey.pk))
    try:
        targets = _targets_sent(request.POST, columns)
        save_weights(
            survey_id=survey.pk, name=request.POST.get("name", ""), targets=targets, by=person_of(request)
        )
    except SelectionInvalid as refusal:
        return _page(request, survey, request.POST, refusal.errors)
    messages.success(request, _("The weighting is saved."))
    return redirect("analytics:weights", pk=survey.pk)


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, scheme_pk: UUID) -> HttpResponse:
    """Forget a weighting."""
    survey = survey_asked(request, pk)
    forget_saved(get_object_or_404(WeightScheme, pk=scheme_pk, survey_id=survey.pk))
    messages.success(request, _("The weighting is deleted."))
    return redirect("analytics:weights", pk=survey.pk)


def _chosen(given: QueryDict, columns: FilterColumns) -> list[FilterColumn]:
    """The questions that a form names, each once."""
    able = {column.name: column for column in target_columns(columns)}
    return [able[name] for name in dict.fromkeys(given.getlist("by")) if name in able][:MOST_TARGETS]


def target_columns(columns: FilterColumns) -> list[FilterColumn]:
    """The columns that may be weighted by: those of which each response has one value of a list."""
    return [
        column for column in banner_columns(columns) if column.kind == "category" and column.field != "status"
    ]


def _targets_sent(given: QueryDict, columns: FilterColumns) -> Targets:
    """The targets of the form; raise ``SelectionInvalid`` by the names of its fields."""
    chosen = _chosen(given, columns)
    if not chosen:
        raise SelectionInvalid({"by": _("Choose a question to weight by.")})
    errors: dict[str, str] = {}
    targets = [
        TargetShares(
            column=column.field,
            shares={value: share for value, share in _shares_sent(given, column, errors) if share},
        )
        for column in chosen
    ]
    cap = _number(given.get("cap", ""), "cap", errors, least=1, most=1000) if given.get("cap") else None
    if errors:
        raise SelectionInvalid(errors)
    return Targets(targets=tuple(targets), cap=cap)


def _shares_sent(
    given: QueryDict, column: FilterColumn, errors: dict[str, str]
) -> Iterator[tuple[str, float]]:
    for place, value in enumerate(column.values or ()):
        name = f"{column.name}-{place}"
        written = given.get(name, "").strip()
        yield str(value.value), _number(written, name, errors, least=0, most=100) if written else 0.0


def _number(text: str, name: str, errors: dict[str, str], *, least: float, most: float) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        errors[name] = _("Write a number of %(least)s to %(most)s.") % {"least": least, "most": most}
        return 0.0
    return number


def _page(request: HttpRequest, survey: Survey, given: QueryDict, errors: dict[str, str]) -> HttpResponse:
    with answers_of(survey.pk) as answers:
        columns, reader = columns_of(answers.layout), Reader.of(answers.layout)
        schemes = [_scheme(answers, saved, survey, columns, reader) for saved in _saved(survey)]
        chosen = _chosen(given, columns)
        fields = fields_of(chosen, _now(answers, survey, chosen), given, reader)
    context: dict[str, Any] = {
        "survey": survey,
        "schemes": schemes,
        "offered": offered(target_columns(columns), reader),
        "chosen": [column.name for column in chosen],
        "fields": fields,
        "name": given.get("name", ""),
        "cap": given.get("cap", ""),
        "errors": errors,
    }
    return render(request, "analytics/weights.html", context, status=422 if errors else 200)


def _saved(survey: Survey) -> list[WeightScheme]:
    return list(WeightScheme.objects.filter(survey_id=survey.pk))


def _now(answers: Answers, survey: Survey, chosen: list[FilterColumn]) -> list[dict[str, int]]:
    """How the complete responses are spread now; nothing where results speak of groups only."""
    if threshold_of(survey.pk) > 1:
        return [{} for _column in chosen]
    rows = SelectedAnswers(answers, Selection())
    return shares_now(rows, [Target(column, {}) for column in chosen])


def _scheme(
    answers: Answers, saved: WeightScheme, survey: Survey, columns: FilterColumns, reader: Reader
) -> dict[str, Any]:
    """A saved weighting, and how good its weights of all complete responses are, or why there are none."""
    about: dict[str, Any] = {"saved": saved, "by": [], "facts": [], "problem": ""}
    try:
        scheme = scheme_of(saved, columns)
        about["by"] = [column_words(target.column, reader) for target in scheme.targets]
        rows = SelectedAnswers(answers, Selection(), threshold=threshold_of(survey.pk))
        about["facts"] = weighting_facts(scheme.weighting(rows))["facts"]
    except SelectionInvalid as refusal:
        about["problem"] = " ".join(refusal.errors.values())
    return about
