"""The list of surveys, and starting a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from surveys.domain import create_survey
from surveys.exceptions import DefinitionInvalid
from surveys.forms import NewSurveyForm, SurveyFilterForm
from surveys.queries import surveys_found
from surveys.views.asking import person_of, sent, wants_piece
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


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for title and language, make the survey, and go on in the builder."""
    form = NewSurveyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        title, language = form.cleaned_data["title"], form.cleaned_data["language"]
        try:
            survey = create_survey(title=title, languages=[language], by=person_of(request))
        except DefinitionInvalid as error:
            form.add_error("title", [problem.message for problem in error.problems])
        else:
            return redirect("surveys:build", pk=survey.pk)
    return render(request, "surveys/new.html", {"form": form}, status=422 if form.errors else 200)
