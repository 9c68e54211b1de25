"""What a survey looks like: chosen beside a sample of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.domain import set_look, store_asset
from surveys.exceptions import LookRefused, PictureRefused
from surveys.look_forms import LookForm, Upload
from surveys.looks import SurveyLook, look_of, shown_logo, shown_look
from surveys.models import Survey
from surveys.picture_words import PICTURE_WORDS
from surveys.queries import draft_of
from surveys.views.asking import person_of, survey_asked
from tenants.look_links import look_css_url
from tenants.permissions import needs
from tenants.policies import framed_by, holding_frames
from tenants.scope import organisation

FILES = ("picture", "own_logo")
THEMES = ("light", "dark")


@needs("survey.edit")
@require_safe
def look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The look as it is, beside a sample."""
    survey = survey_asked(request, pk)
    return _screen(request, survey, LookForm.showing(look_of(survey)))


@needs("survey.edit")
@require_POST
def save_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the look, or say what is wrong with it."""
    survey, form = survey_asked(request, pk), LookForm(request.POST, request.FILES)
    if form.is_valid() and _set(survey, form, request):
        messages.success(request, _("Saved. Respondents see it from their next page on."))
        return redirect("surveys:look", pk=survey.pk)
    return _screen(request, survey, form, status=422)


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Some questions in a look that was chosen and not yet saved; for the frames beside the form."""
    survey = survey_asked(request, pk)
    data = request.POST or request.GET
    chosen = look_of(survey)
    form = LookForm(data)
    if form.is_valid():
        chosen = form.look(chosen)
    scope, theme = organisation(), data.get("theme")
    context = {
        "survey_title": draft_of(survey).title[draft_of(survey).base_language],
        "organisation_name": scope.name,
        "organisation_logo_url": shown_logo(chosen, scope),
        "brand_css_url": look_css_url(shown_look(chosen, scope)),
        "nearest": chosen.nearest(scope),
        "lacks_picture": chosen.lacks_picture(),
        "theme": theme if theme in THEMES else "",
        "progress": 40,
    }
    return framed_by(render(request, "surveys/look_sample.html", context))


def _set(survey: Survey, form: LookForm, request: HttpRequest) -> bool:
    """Store the look with its new pictures; say on the form what is wrong."""
    chosen = form.look(look_of(survey))
    for name in FILES:
        if file := form.cleaned_data[name]:
            try:
                chosen = chosen.model_copy(update={name: _stored(file, request)})
            except PictureRefused as refusal:
                form.add_error(name, str(PICTURE_WORDS[refusal.code]))
                return False
    if chosen.logo == "own" and not chosen.own_logo:
        form.add_error("own_logo", _("Choose the file of the logo."))
        return False
    return _accepted(survey, chosen, form, request)


def _accepted(survey: Survey, chosen: SurveyLook, form: LookForm, request: HttpRequest) -> bool:
    try:
        set_look(survey=survey, look=chosen, by=person_of(request))
    except LookRefused as refusal:
        if refusal.nearest:
            form.refuse_colour(chosen.colour or organisation().brand_colour, refusal.nearest)
        else:
            form.add_error("picture", _("Choose the picture, or another background."))
        return False
    return True


def _stored(file: Upload, request: HttpRequest) -> str:
    return str(store_asset(content=file.read(), name=file.name or "", by=person_of(request)).pk)


def _screen(request: HttpRequest, survey: Survey, form: LookForm, *, status: int = 200) -> HttpResponse:
    kept = look_of(survey)
    context: dict[str, Any] = {
        "survey": survey,
        "form": form,
        "themes": THEMES,
        "logo_url": shown_logo(kept, organisation()) if kept.own_logo else "",
        "picture_url": shown_look(kept, organisation()).picture,
    }
    return holding_frames(render(request, "surveys/look.html", context, status=status))
