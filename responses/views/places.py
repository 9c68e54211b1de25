"""How many places of a survey's response limit are taken, for the page on which it is set."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from responses.models import Response
from responses.places import places_taken
from surveys.access import access_of
from surveys.queries import surveys_for
from tenants.people.signed_in import signed_in
from tenants.permissions import needs


@needs("results.view")
@require_safe
def places(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A line that says so; a page of its own for browsers without JavaScript."""
    survey = get_object_or_404(surveys_for(signed_in(request)), pk=pk)
    gates, taken = access_of(survey).gates, places_taken(survey=survey.pk)
    context = {
        "survey": survey,
        "limit": gates.limit if gates else None,
        "taken": taken,
        "changing": Response.objects.filter(survey=survey, status=Response.Status.STARTED)
        .exclude(completed_at=None)
        .count(),
    }
    is_piece = "HX-Request" in request.headers
    template = "responses/staff/places.html#line" if is_piece else "responses/staff/places.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
