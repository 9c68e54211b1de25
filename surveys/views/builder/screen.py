"""The builder's screen itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from surveys.building.screens import Screen
from surveys.queries import draft_of
from surveys.views.asking import survey_asked, wants_piece
from surveys.views.builder.answering import place_asked, render_canvas, show
from tenants.permissions import needs


@needs("survey.edit")
@require_safe
def build(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft at the place in the address; HTMX gets the canvas alone."""
    survey = survey_asked(request, pk)
    screen = Screen(survey, draft_of(survey), place_asked(request, survey), takes_focus="edit" in request.GET)
    return render_canvas(request, screen) if wants_piece(request) else show(request, screen)
