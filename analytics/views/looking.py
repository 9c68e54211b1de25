"""Views of results: arranging, saving and forgetting them; and benchmarks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.exceptions import SelectionInvalid
from analytics.models import Benchmark, ResultsView
from analytics.results import Question, Results
from analytics.results.measures import measures_of
from analytics.results.versions import read_layout
from analytics.showing.benchmarks import MEASURE_WORDS, written
from analytics.showing.display_form import base_labels
from analytics.showing.reader import Reader
from analytics.showing.view_form import card_rows, document_sent
from analytics.showing.views import ViewDocument
from analytics.viewing import (
    benchmarks_of,
    document_of,
    forget_kept,
    save_benchmark,
    save_view,
    view_asked,
    views_of,
)
from analytics.views.asking import person_of, survey_asked
from surveys.models import Survey
from tenants.permissions import needs


@needs("results.view")
@require_safe
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of a view: the one that is named, or a new one."""
    survey = survey_asked(request, pk)
    views = views_of(survey.pk, person_of(request))
    errors: dict[str, str] = {}
    view = view_asked(views, request.GET.get("view", "") or "none", errors)
    return _page(request, survey, view, document_of(view), errors)


@needs("results.view")
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save a view by name, shared by those who may edit results, else one's own."""
    survey, person = survey_asked(request, pk), person_of(request)
    is_shared = request.POST.get("whose") == "shared" and person.can("results.edit")
    document = ViewDocument()
    try:
        document = document_sent(request.POST, read_layout(survey.pk).questions)
        view = save_view(
            survey_id=survey.pk,
            name=request.POST.get("name", ""),
            document=document,
            owner=None if is_shared else person.pk,
            is_default=request.POST.get("default") == "1",
        )
    except SelectionInvalid as refusal:
        return _page(request, survey, None, document, refusal.errors)
    messages.success(request, _("The view is saved."))
    return redirect(f"{reverse('analytics:results', args=[survey.pk])}?view={view.pk}")


@needs("results.view")
@require_POST
def delete(request: HttpRequest, pk: UUID, view_pk: UUID) -> HttpResponse:
    """Forget a view: one's own, or a shared one by those who may edit results."""
    survey, person = survey_asked(request, pk), person_of(request)
    mine = Q(owner=person.pk) | Q(owner=None) if person.can("results.edit") else Q(owner=person.pk)
    forget_kept(get_object_or_404(ResultsView, mine, pk=view_pk, survey_id=survey.pk))
    messages.success(request, _("The view is deleted."))
    return redirect("analytics:results", pk=survey.pk)


@needs("results.view")
@require_safe
def benchmarks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The benchmarks of the survey, and the form of a new one."""
    return _benchmarks_page(request, survey_asked(request, pk), {})


@needs("results.edit")
@require_POST
def benchmark_save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save a benchmark of one figure of a question; ``figure`` names both."""
    survey = survey_asked(request, pk)
    question, _between, measure = request.POST.get("figure", "").rpartition(":")
    try:
        save_benchmark(
            survey_id=survey.pk,
            question=question,
            measure=measure,
            name=request.POST.get("name", ""),
            value=request.POST.get("value", ""),
            offered=read_layout(survey.pk).questions,
        )
    except SelectionInvalid as refusal:
        return _benchmarks_page(request, survey, refusal.errors)
    messages.success(request, _("The benchmark is saved."))
    return redirect("analytics:benchmarks", pk=survey.pk)


@needs("results.edit")
@require_POST
def benchmark_delete(request: HttpRequest, pk: UUID, mark_pk: UUID) -> HttpResponse:
    """Forget a benchmark."""
    survey = survey_asked(request, pk)
    forget_kept(get_object_or_404(Benchmark, pk=mark_pk, survey_id=survey.pk))
    messages.success(request, _("The benchmark is deleted."))
    return redirect("analytics:benchmarks", pk=survey.pk)


def _page(
    request: HttpRequest,
    survey: Survey,
    view: ResultsView | None,
    document: ViewDocument,
    errors: dict[str, str],
) -> HttpResponse:
    layout, given = read_layout(survey.pk), request.POST
    context: dict[str, Any] = {
        "survey": survey,
        "view": view,
        "name": given.get("name", view.name if view else ""),
        "is_shared": given.get("whose") == "shared" if given else bool(view and view.owner is None),
        "is_default": given.get("default") == "1" if given else bool(view and view.is_default),
        "rows": card_rows(layout.questions, document, Reader.of(layout)),
        "bases": [
            (base, words, base == document.base) for base, words in base_labels(is_complete=False).items()
        ],
        "document": document,
        "errors": errors,
    }
    return render(request, "analytics/view.html", context, status=422 if errors else 200)


def _benchmarks_page(request: HttpRequest, survey: Survey, errors: dict[str, str]) -> HttpResponse:
    found = Results.of(survey.pk)
    reader = Reader.of(found.layout)
    names = {question.key: reader.words(question.text) or question.name for question in found.questions}
    context: dict[str, Any] = {
        "survey": survey,
        "rows": [
            (
                mark,
                names.get(mark.question, "–"),
                MEASURE_WORDS[mark.measure],
                written(mark.measure, mark.value),
            )
            for mark in benchmarks_of(survey.pk)
        ],
        "figures": _figures(found, names),
        "given": request.POST,
        "errors": errors,
    }
    return render(request, "analytics/benchmarks.html", context, status=422 if errors else 200)


def _figures(found: Results, names: dict[str, str]) -> list[tuple[str, str]]:
    """The figures that may have benchmarks: ``question:measure``, and words."""
    offered: list[tuple[str, str]] = []
    able: list[Question] = [each for each in found.questions if each.summary_kind in _MEASURED]
    for summary in found.summaries(questions=able):
        key = summary.question.key
        offered += [
            (f"{key}:{each.key}", f"{names[key]} · {MEASURE_WORDS[each.key]}")
            for each in measures_of(summary)
        ]
    return offered


_MEASURED = frozenset({"nps", "csat", "ces", "scale", "number"})
