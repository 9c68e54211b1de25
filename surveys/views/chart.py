"""The map of a survey."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys.charting import Chart, Stop, Tried, chart_of, drawn, folded, marked, tried
from surveys.queries import draft_of
from surveys.views.asking import survey_asked
from tenants.permissions import needs


@needs("survey.view")
@require_safe
def chart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pages, jumps and endings as a picture and as a table; with ``tried``, what made-up respondents met."""
    survey = survey_asked(request, pk)
    definition = draft_of(survey)
    language = request.GET.get("language", "")
    language = language if language in definition.languages else definition.base_language
    seed = request.GET.get("tried", "")
    outcome = tried(definition, seed=int(seed)) if seed.isdecimal() and len(seed) < 10 else None
    made = chart_of(definition, language)
    made = marked(made, outcome) if outcome else made
    picture = made if "whole" in request.GET else folded(made)
    context = {
        "survey": survey,
        "definition": definition,
        "language": language,
        "chart": made,
        "drawing": drawn(picture),
        "is_folded": picture is not made,
        "tried": outcome,
        "rows": _rows(made, outcome),
        "next_seed": int(seed) + 1_000 if outcome else 1,
    }
    return render(request, "surveys/chart.html", context)


def _rows(made: Chart, outcome: Tried | None) -> list[tuple[Stop, str]]:
    """Each stop with how many came to it."""
    return [(stop, outcome.words_of(stop.id) if outcome else "") for stop in made.stops]
