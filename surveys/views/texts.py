"""Starting a survey from a questionnaire written as text: what is understood of it, and the draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys.building.pasted import CHOICES, kinds_said, understood
from surveys.domain import create_survey_from
from surveys.pasting import PasteRefused, check_limits, definition_from, read
from surveys.start_forms import TextForm
from surveys.views.asking import person_of, sent, wants_piece
from tenants.permissions import needs


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def from_text(request: HttpRequest) -> HttpResponse:
    """Ask for a text; with POST, show line by line what is understood of it. Nothing is stored."""
    return _screen(request, TextForm(sent(request), request.FILES if request.method == "POST" else None))


@needs("survey.edit")
@require_POST
def make_from_text(request: HttpRequest) -> HttpResponse:
    """Make a survey of a text, as it is understood and as somebody says it is meant."""
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _screen(request, form)
    text = form.cleaned_data["text"]
    reading = read(text, kinds_said(text, request.POST))
    language, title = form.cleaned_data["language"], form.cleaned_data["title"]
    try:
        definition = definition_from(reading, language=language, title=title)
    except PasteRefused as refusal:
        form.add_error("text", refusal.message)
        return _screen(request, form)
    survey = create_survey_from(definition=definition, by=person_of(request))
    messages.success(request, _("Your survey is ready to be changed. Nobody can answer it yet."))
    return redirect("surveys:build", pk=survey.pk)


def _screen(request: HttpRequest, form: TextForm) -> HttpResponse:
    """The form, and what is understood of the text in it."""
    is_piece = wants_piece(request)
    context: dict[str, Any] = {"form": form, "choices": CHOICES, "is_piece": is_piece}
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        said = kinds_said(text, request.POST)
        reading = read(text, said)
        try:
            check_limits(reading)
        except PasteRefused as refusal:
            form.add_error("text", refusal.message)
        lines = understood(reading, text, said)
        context |= {"reading": reading, "lines": lines}
        context["more"] = sum(line.is_taken for line in reading.lines) - len(lines)
    template = "surveys/new_text.html#understood" if is_piece else "surveys/new_text.html"
    response = render(request, template, context, status=422 if form.errors else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response
