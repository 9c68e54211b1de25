"""The list of surveys."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from surveys.forms import SurveyFilterForm
from surveys.queries import surveys_found
from surveys.views.asking import person_of, wants_piece
from tenants.permissions import needs

PER_PAGE = 25


@needs("survey.view")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All surveys of the organisation that fit what is searched."""
    form = SurveyFilterForm(request.GET)
    found = surveys_found(person_of(request), **form.wishes())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    template = "surveys/list.html#surveys" if wants_piece(request) else "surveys/list.html"
    response = render(request, template, {"form": form, "page": page, "is_filtered": form.is_narrow()})
    patch_vary_headers(response, ["HX-Request"])
    return response
