"""The builder's screen itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from surveys.building.long_pages import CHUNK, Stretch
from surveys.building.screens import Screen
from surveys.queries import draft_of
from surveys.views.asking import survey_asked, survey_to_edit, wants_piece
from surveys.views.builder.answering import place_asked, render_canvas, show
from tenants.permissions import needs


@needs("survey.edit")
@require_safe
def build(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft at the place in the address; HTMX gets the canvas alone."""
    survey = survey_to_edit(request, pk)
    screen = Screen(survey, draft_of(survey), place_asked(request, survey), takes_focus="edit" in request.GET)
    return render_canvas(request, screen) if wants_piece(request) else show(request, screen)


@needs("survey.edit")
@require_safe
def cards(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Questions of a long page, ``from`` a position up ``to`` another, as the canvas shows them."""
    survey = survey_asked(request, pk)
    screen = Screen(survey, draft_of(survey), place_asked(request, survey))
    first, end = (_position(request.GET.get(name, "")) for name in ("from", "to"))
    context = {"screen": screen, "place": screen.place, "survey": survey}
    context |= {
        "cards": screen.cards_of(Stretch(first, min(end, first + CHUNK))),
        "build_url": reverse("surveys:build", args=[survey.pk]),
    }
    return render(request, "surveys/builder/_cards.html", context)


def _position(sent: str) -> int:
    return int(sent) if sent.isdecimal() and len(sent) < 6 else 0
