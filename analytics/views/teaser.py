"""The few figures that the overview of a survey shows of its results."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.results import Results
from analytics.showing.headline import tiles
from analytics.views.asking import survey_asked
from tenants.permissions import needs


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The headline figures, without any question's own; a piece of a page, never a whole one."""
    survey = survey_asked(request, pk)
    overview = Results.of(survey.pk).overview()
    context = {"survey": survey, "tiles": tiles(overview, []), "definition": overview.definition}
    return render(request, "analytics/teaser.html", context)
