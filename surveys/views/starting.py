"""Starting a survey: empty, from a ready template, from a text (``views.texts``)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.building.starting import card_of, contents_of
from surveys.domain import create_survey, create_survey_from
from surveys.exceptions import DefinitionInvalid, EditRefused
from surveys.forms import NewSurveyForm
from surveys.models import Survey
from surveys.ready import Ready, found, ready_survey, started
from surveys.start_forms import ReadyFilterForm, UseReadyForm
from surveys.views.asking import person_of, sent, wants_piece
from tenants.permissions import needs


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The ways to start, and the ready templates; with POST, an empty survey of a title and a language."""
    form = NewSurveyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        title, language = form.cleaned_data["title"], form.cleaned_data["language"]
        try:
            survey = create_survey(title=title, languages=[language], by=person_of(request))
        except DefinitionInvalid as error:
            form.add_error("title", [problem.message for problem in error.problems])
        else:
            return redirect("surveys:build", pk=survey.pk)
    template = "surveys/new.html#templates" if wants_piece(request) else "surveys/new.html"
    response = render(
        request, template, {"form": form} | _templates(request), status=422 if form.errors else 200
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: HttpRequest, ready: str) -> HttpResponse:
    """What a template asks, where it comes from and in which languages; with POST, a survey made of it."""
    template = ready_survey(ready)
    if template is None:
        raise Http404
    form = UseReadyForm.for_template(template, sent(request))
    if request.method == "POST" and form.is_valid() and (survey := _used(request, template, form)):
        messages.success(request, _("Your survey is ready to be changed. Nobody can answer it yet."))
        return redirect("surveys:build", pk=survey.pk)
    context = {"form": form, "card": card_of(template), "contents": contents_of(template)}
    return render(request, "surveys/ready.html", context, status=422 if form.errors else 200)


def _used(request: HttpRequest, template: Ready, form: UseReadyForm) -> Survey | None:
    """The survey made of a template, nothing where that is refused for reasons that the form then says."""
    try:
        definition = started(template, form.languages(), title=form.cleaned_data["title"])
    except EditRefused as refusal:
        form.add_error("title", refusal.message)
        return None
    return create_survey_from(definition=definition, by=person_of(request))


def _templates(request: HttpRequest) -> dict[str, Any]:
    """The templates that fit what is searched, as cards."""
    filters = ReadyFilterForm(request.GET)
    wishes = filters.wishes()
    return {
        "filters": filters,
        "cards": [card_of(each) for each in found(**wishes)],
        "is_filtered": any(wishes.values()),
    }
