"""A survey's settings: words, languages, address, times, how it runs. One form, one address each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import editing
from surveys.building.places import find_place
from surveys.changes import EditsClash
from surveys.definition import Definition
from surveys.definition.documents import Wordings
from surveys.domain import edit_draft, set_schedule, set_slug
from surveys.exceptions import EditRefused, ScheduleInvalid, SlugRefused, StaleDraft
from surveys.forms import AddLanguageForm, AddressForm, ScheduleForm, WordsForm
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.run_forms import RunForm
from surveys.texts import rich_source
from surveys.views.asking import person_of, survey_asked
from surveys.views.builder.clashing import ask, decisions_of, number_sent
from tenants.permissions import needs

type Forms = dict[str, forms.Form]
type Operation = Callable[[Definition], Definition]


@needs("survey.edit")
@require_safe
def settings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All settings; ``?language=`` says in which language the words are shown."""
    return _screen(request, survey_asked(request, pk))


@needs("survey.edit")
@require_POST
def save_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Word title and ending in one language."""
    definition = draft_of(survey := survey_asked(request, pk))
    language = _language(request, definition)
    form = WordsForm.for_language(language, definition, request.POST)
    return _edit(request, survey, "words", form, lambda draft: _with_words(draft, form, language))


@needs("survey.edit")
@require_POST
def save_run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set how the survey runs."""
    form = RunForm(request.POST)

    def change(draft: Definition) -> Definition:
        return editing.change_survey_settings(draft, changes=form.changes(draft.settings))

    return _edit(request, survey_asked(request, pk), "run", form, change)


@needs("survey.edit")
@require_POST
def add_language(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer the survey in one more language."""
    form = AddLanguageForm(request.POST)

    def add(draft: Definition) -> Definition:
        return editing.set_languages(draft, languages=[*draft.languages, form.cleaned_data["language"]])

    return _edit(request, survey_asked(request, pk), "languages", form, add)


@needs("survey.edit")
@require_POST
def remove_language(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Take a language from the survey, with its texts; the base language stays."""

    def remove(draft: Definition) -> Definition:
        if language == draft.base_language:
            raise EditRefused(_("The base language can't be removed."), "base_language")
        return editing.set_languages(draft, languages=[tag for tag in draft.languages if tag != language])

    return _edit(request, survey_asked(request, pk), "languages", forms.Form(request.POST), remove)


@needs("survey.edit")
@require_POST
def save_address(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the survey another public address."""
    survey, form = survey_asked(request, pk), AddressForm(request.POST)
    if form.is_valid():
        try:
            set_slug(survey=survey, slug=form.cleaned_data["slug"], by=person_of(request))
        except SlugRefused as refusal:
            form.add_error("slug", refusal.message)
        else:
            return _saved(request, survey, "address")
    return _screen(request, survey, {"address": form}, status=422)


@needs("survey.publish")
@require_POST
def save_schedule(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say when the survey opens and closes by itself."""
    survey, form = survey_asked(request, pk), ScheduleForm(request.POST)
    if form.is_valid():
        try:
            set_schedule(survey=survey, by=person_of(request), **form.cleaned_data)
        except ScheduleInvalid as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            return _saved(request, survey, "schedule")
    return _screen(request, survey, {"schedule": form}, status=422)


def _edit(
    request: HttpRequest, survey: Survey, name: str, form: forms.Form, operation: Operation
) -> HttpResponse:
    """Change the draft by a form of this page, or show the page again with what is wrong."""
    if form.is_valid():
        try:
            _change(request, survey, operation)
        except EditsClash as clash:
            place = find_place(draft_of(survey), request.GET)
            return ask(request, survey, place, clash, leaving=_address(request, survey, name))
        except StaleDraft:
            form.add_error(None, _("The survey was changed in the meantime. Please look, and save again."))
            return _screen(request, survey, {name: form}, status=409)
        except EditRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _saved(request, survey, name)
    return _screen(request, survey, {name: form}, status=422)


def _change(request: HttpRequest, survey: Survey, operation: Operation) -> None:
    edit_draft(
        survey=survey,
        revision=number_sent(request, "revision"),
        operation=operation,
        by=person_of(request),
        decisions=decisions_of(request),
    )


def _saved(request: HttpRequest, survey: Survey, section: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(_address(request, survey, section))


def _address(request: HttpRequest, survey: Survey, section: str) -> str:
    if request.POST.get("from") == "languages":
        return reverse("surveys:languages", args=[survey.pk])
    language = request.GET.get("language", "")
    query = f"?language={language}" if language.replace("-", "").isalnum() else ""
    return f"{reverse('surveys:settings', args=[survey.pk])}{query}#{section}"


def _with_words(draft: Definition, form: forms.Form, language: str) -> Definition:
    words = form.cleaned_data
    draft = editing.set_title(draft, language=language, text=words["title"])
    if not draft.endings:
        draft = editing.add_ending(draft)
    ending = draft.endings[0].id
    for field in ("title", "text"):
        text = words[f"ending_{field}"]
        draft = editing.set_ending_text(draft, ending_id=ending, field=field, language=language, text=text)
    buttons = {name: words[name] for name in Wordings.model_fields}
    return editing.set_words(draft, language=language, words=buttons)


def _language(request: HttpRequest, definition: Definition) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in definition.languages else definition.base_language


def _screen(
    request: HttpRequest, survey: Survey, given: Forms | None = None, *, status: int = 200
) -> HttpResponse:
    survey.refresh_from_db()
    definition = draft_of(survey)
    language = _language(request, definition)
    context: dict[str, Any] = {
        "survey": survey,
        "definition": definition,
        "language": language,
        "forms": _forms(survey, definition, language) | (given or {}),
    }
    return render(request, "surveys/settings.html", context, status=status)


def _forms(survey: Survey, definition: Definition, language: str) -> Forms:
    ending = next(iter(definition.endings), None)
    words = {
        "title": definition.title.get(language, ""),
        "ending_title": ending.title.get(language, "") if ending else "",
        "ending_text": rich_source(ending.text.get(language, "")) if ending else "",
    }
    buttons = definition.settings.words or Wordings()
    words |= {name: getattr(buttons, name).get(language, "") for name in Wordings.model_fields}
    times = {"opens_at": _local(survey.opens_at), "closes_at": _local(survey.closes_at)}
    return {
        "words": WordsForm.for_language(language, definition, initial=words),
        "run": RunForm.showing(definition.settings),
        "languages": AddLanguageForm(),
        "address": AddressForm(initial={"slug": survey.slug}),
        "schedule": ScheduleForm(initial=times),
    }


def _local(at: Any) -> Any:
    return timezone.localtime(at).replace(tzinfo=None) if at else None
