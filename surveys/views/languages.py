"""The languages of a survey, and its texts side by side with their originals."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.building.places import find_place
from surveys.building.translation_rows import NarrowForm, Sheet, in_units
from surveys.changes import EditsClash
from surveys.domain import confirm_translation, duplicate_in, translate
from surveys.exceptions import EditRefused, StaleDraft
from surveys.forms import AddLanguageForm
from surveys.models import Survey
from surveys.presence import present_with
from surveys.queries import draft_of
from surveys.translating.refusals import TranslationsRefused
from surveys.translating.states import progress_of
from surveys.translation_notes import made_of, progress_by_language
from surveys.views.asking import person_of, survey_asked, survey_to_edit, wants_piece
from surveys.views.builder.clashing import ask, decisions_of, number_sent
from surveys.views.builder.undoing import Undoing
from tenants.permissions import needs

PER_PAGE = 100
_LONGEST_WINDOW = 20


@needs("survey.edit")
@require_safe
def languages(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All languages of a survey, and how far it is translated into each."""
    return languages_page(request, survey_to_edit(request, pk))


def languages_page(
    request: HttpRequest, survey: Survey, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of all languages, with what was wrong with a form of it."""
    context = {
        "survey": survey,
        "definition": draft_of(survey),
        "progress": progress_by_language(survey),
        "form": AddLanguageForm(),
        "problem": problem,
    }
    return render(request, "surveys/languages/languages.html", context, status=status)


@needs("survey.edit")
@require_safe
def translating(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The texts of a survey beside their translations into a language; HTMX gets the texts alone."""
    survey = survey_to_edit(request, pk)
    return _screen(request, survey, _sheet(survey, language))


@needs("survey.edit")
@require_safe
def people(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Who else has the survey open; asked for every few seconds, which tells them of this person."""
    survey = survey_asked(request, pk)
    window = f"into {language}"[:_LONGEST_WINDOW]
    others = present_with(survey=survey.pk, person=person_of(request), window=window, at="")
    return render(request, "surveys/languages/_people.html", {"people": others})


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Store the translation of one text."""
    survey = survey_to_edit(request, pk)
    key, words = request.POST.get("key", ""), request.POST.get("words", "")
    _sheet(survey, language)
    try:
        changed = translate(
            survey=survey,
            revision=number_sent(request, "revision"),
            language=language,
            words={key: words},
            by=person_of(request),
            decisions=decisions_of(request),
        )
    except EditsClash as clash:
        place = find_place(draft_of(survey), {"at": key.partition(".")[0], "language": language})
        return ask(request, survey, place, clash, leaving=_back(request, survey, language))
    except StaleDraft:
        return _stale(request, survey, language, words)
    except TranslationsRefused as refusal:
        return _refused(request, survey, language, key, refusal.message)
    except EditRefused as refusal:
        raise Http404(refusal.message) from refusal
    return _saved(request, changed, language, key)


@needs("survey.edit")
@require_POST
def confirm(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Say that a translation is still right though its original has changed."""
    survey, key = survey_to_edit(request, pk), request.POST.get("key", "")
    _sheet(survey, language)
    try:
        confirm_translation(survey=survey, language=language, key=key)
    except EditRefused as refusal:
        raise Http404(refusal.message) from refusal
    return _saved(request, survey, language, key)


@needs("survey.edit")
@require_POST
def copy(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Make a survey of its own of a translation."""
    survey = survey_to_edit(request, pk)
    alone = request.POST.get("alone") == "on"
    try:
        made = duplicate_in(survey=survey, language=language, alone=alone, by=person_of(request))
    except EditRefused as refusal:
        if refusal.code == "language_undeclared":
            raise Http404(refusal.message) from refusal
        return languages_page(request, survey, problem=refusal.message, status=422)
    messages.success(request, _("This is the copy. The first survey is as it was."))
    return redirect("surveys:build", pk=made.pk)


def _sheet(survey: Survey, language: str, **more: Any) -> Sheet:
    """All texts in a language that the survey is translated into; Http404 for any other."""
    definition = draft_of(survey)
    if language not in definition.languages[1:]:
        raise Http404("the survey is not translated into this language")
    return Sheet(definition, language, made_of(survey, language), **more)


def _screen(request: HttpRequest, survey: Survey, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    form = NarrowForm(request.GET)
    page = Paginator(sheet.narrowed(form), PER_PAGE).get_page(request.GET.get("page"))
    context = _context(request, survey, sheet) | {
        "form": form,
        "page": page,
        "units": in_units(sheet.shown(page.object_list)),
    }
    is_piece = wants_piece(request)
    template = "surveys/languages/translate.html"
    response = render(request, f"{template}#texts" if is_piece else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _context(request: HttpRequest, survey: Survey, sheet: Sheet) -> dict[str, Any]:
    query = request.GET.urlencode()
    return {
        "survey": survey,
        "language": sheet.language,
        "definition": sheet.definition,
        "progress": progress_of(sheet.rows),
        "query": query,
        "undoing": Undoing.of(request, survey),
        "undo_query": f"{urlencode({'translating': sheet.language})}&{query}".rstrip("&"),
    }


def _saved(request: HttpRequest, survey: Survey, language: str, key: str) -> HttpResponse:
    """What the row and the bar say now; without HTMX, the page at the row."""
    if not wants_piece(request):
        return redirect(_back(request, survey, language, key))
    return _pieces(request, survey, _sheet(survey, language), key)


def _refused(request: HttpRequest, survey: Survey, language: str, key: str, message: str) -> HttpResponse:
    """422, with the reason at the row and what was typed in it."""
    sheet = _sheet(survey, language, errors={key: message}, typed={key: request.POST.get("words", "")})
    if wants_piece(request):
        return _pieces(request, survey, sheet, key, status=422)
    return _screen(request, survey, sheet, status=422)


def _pieces(
    request: HttpRequest, survey: Survey, sheet: Sheet, key: str, *, status: int = 200
) -> HttpResponse:
    """The row's state, the bar and the indicator: all but the field that may be typed in."""
    rows = sheet.shown(row for row in sheet.rows if row.key == key)
    context = _context(request, survey, sheet) | {"oob": True, "screen": {"errors": sheet.errors}}
    names = ["surveys/languages/_progress.html", "surveys/builder/_state.html", "surveys/builder/_undo.html"]
    html = [render_to_string(name, context, request=request) for name in names]
    html += [
        render_to_string("surveys/languages/_row_state.html", context | {"shown": row}, request=request)
        for row in rows
    ]
    headers = {"HX-Reswap": "none", "Vary": "HX-Request"}
    return HttpResponse("\n".join(html), status=status, headers=headers)


def _stale(request: HttpRequest, survey: Survey, language: str, words: str) -> HttpResponse:
    """409: what was typed stays on the screen."""
    place = find_place(draft_of(survey), {"language": language})
    context = {"survey": survey, "place": place, "typed": [words]}
    if not wants_piece(request):
        return render(request, "surveys/builder/stale.html", context, status=409)
    response = render(request, "surveys/builder/stale.html#notice", context, status=409)
    response.headers["HX-Reswap"] = "none"
    return response


def _back(request: HttpRequest, survey: Survey, language: str, key: str = "") -> str:
    """The page as it was narrowed, at a text."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    place = f"#text-{key.replace('.', '-')}" if key else ""
    return f"{reverse('surveys:translate', args=[survey.pk, language])}{query}{place}"
