"""Whom a publication concerns: stored answers, respondents under way. Pieces of the survey's pages."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from analytics.askers import askers_of
from analytics.results.concerned import concerned
from analytics.results.snapshots import snapshot_of
from analytics.views.asking import person_of, survey_asked
from responses.counting import VersionCount, counted_by_version
from surveys.comparing import differences
from surveys.difference_groups import Changed, grouped
from surveys.former_choices import FormerChoices, former_choices
from surveys.models import Survey
from surveys.queries import draft_of, earlier_versions, published_definition
from tenants.permissions import needs


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many answers each difference to the published version concerns, and who is under way."""
    survey = survey_asked(request, pk)
    changed, former = _what_changes(survey)
    choices = [(each.question, choice.id) for each in former for choice in each.choices]
    questions = [each.target for each in changed]
    found = concerned(snapshot_of(survey.pk), questions=questions, choices=choices)
    context = {
        "askers": askers_of(survey.pk, questions, _names(survey, questions), by=person_of(request)),
        "changed": [(each, found.answers[each.target]) for each in changed],
        "former": [
            (each, choice, found.choices[f"{each.question}:{choice.id}"])
            for each in former
            for choice in each.choices
        ],
    }
    return _shown(request, survey, "analytics/concerned.html", context)


@needs("results.view")
@require_safe
def versions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many responses there are to each version."""
    return _shown(request, survey_asked(request, pk), "analytics/version_answers.html", {})


def _what_changes(survey: Survey) -> tuple[list[Changed], tuple[FormerChoices, ...]]:
    """The questions that are changed, each once, and the choices that are former now."""
    published, draft = published_definition(survey), draft_of(survey)
    if published is None:
        return [], ()
    every = [each for group in grouped(differences(published, draft)) for each in group.changed]
    unique = {each.target: each for each in every if each.concerns_answers}
    return list(unique.values()), former_choices(earlier_versions(survey), draft)


def _names(survey: Survey, questions: list[str]) -> set[str]:
    """What questions are called in the published version."""
    published = published_definition(survey)
    elements = published.elements if published else ()
    return {element.name for element in elements if element.id in questions}


def _shown(request: HttpRequest, survey: Survey, template: str, context: dict[str, Any]) -> HttpResponse:
    counts = counted_by_version(survey.pk, now=timezone.now())
    is_piece = request.headers.get("HX-Request") == "true"
    more = {"survey": survey, "counts": counts, "total": _total(counts)}
    return render(request, f"{template}#piece" if is_piece else template, context | more)


def _total(counts: list[VersionCount]) -> VersionCount:
    return VersionCount(
        0,
        sum(each.handed_in for each in counts),
        sum(each.unfinished for each in counts),
        sum(each.under_way for each in counts),
    )
