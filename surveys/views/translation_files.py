"""Translations as files: out to translators, and in again once somebody has seen what that would change."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from surveys.domain import discard_translations, read_translations, take_translations
from surveys.exceptions import EditRefused, StaleDraft
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.translating.refusals import FileRefused, PlanOutdated
from surveys.translation_files import KINDS, file_for, plans_of, seal_of
from surveys.translation_models import TranslationFile
from surveys.views.asking import person_of, survey_to_edit
from surveys.views.languages import languages_page
from tenants.permissions import needs

ALL = "all"
TAKEN = "take."


@needs("survey.edit")
@require_safe
def download(request: HttpRequest, pk: UUID, language: str, format: str) -> HttpResponse:
    """The texts of a language as a file; ``all`` languages as one workbook."""
    survey = survey_to_edit(request, pk)
    offered = draft_of(survey).languages[1:]
    wanted = list(offered) if language == ALL and format == "xlsx" else [language]
    if format not in KINDS or not wanted or not set(wanted) <= set(offered):
        raise Http404("there is no such file")
    kind = KINDS[format]
    name = f"{slugify(survey.title)[:60] or 'survey'}-{language}.{kind.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file_for(survey, wanted, kind), content_type=kind.media_type, headers=headers)


@needs("survey.edit")
@require_POST
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a translator's file; nothing is changed before somebody has seen what would be."""
    survey, sent = survey_to_edit(request, pk), request.FILES.get("file")
    try:
        file = read_translations(
            survey=survey,
            content=sent.read() if sent else b"",
            name=sent.name or "" if sent else "",
            by=person_of(request),
        )
    except FileRefused as refusal:
        return languages_page(request, survey, problem=refusal.message, status=422)
    return redirect("surveys:translation_file", pk=survey.pk, item=file.pk)


@needs("survey.edit")
@require_safe
def look(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """What a file that was read would change."""
    survey = survey_to_edit(request, pk)
    return _screen(request, survey, _file(survey, item))


@needs("survey.edit")
@require_POST
def take(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Take up what a file says, as it was looked at."""
    survey = survey_to_edit(request, pk)
    file = _file(survey, item)
    seal, person = request.POST.get("seal", ""), person_of(request)
    try:
        count = take_translations(file=file, seal=seal, taken=_taken(request), by=person)
    except (PlanOutdated, StaleDraft):
        note = _("The survey was changed in the meantime. Please look again.")
        return _screen(request, survey, file, note=note, status=409)
    except EditRefused as refusal:
        return _screen(request, survey, file, note=refusal.message, status=422)
    words = ngettext("%(count)d translation was taken up.", "%(count)d translations were taken up.", count)
    messages.success(request, words % {"count": count})
    return redirect("surveys:languages", pk=survey.pk)


@needs("survey.edit")
@require_POST
def discard(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Leave the survey as it is."""
    survey = survey_to_edit(request, pk)
    discard_translations(file=_file(survey, item))
    return redirect("surveys:languages", pk=survey.pk)


def _file(survey: Survey, item: UUID) -> TranslationFile:
    return get_object_or_404(TranslationFile, survey=survey, pk=item)


def _screen(
    request: HttpRequest, survey: Survey, file: TranslationFile, *, note: str = "", status: int = 200
) -> HttpResponse:
    survey.refresh_from_db()
    try:
        plans = plans_of(survey, file)
    except FileRefused as refusal:  # a language or the texts are gone since
        return languages_page(request, survey, problem=refusal.message, status=422)
    count = sum(len(plan.sure) + len(plan.confirmed) for plan in plans)
    asked = sum(len(plan.asked) for plan in plans)
    context = {"survey": survey, "file": file, "plans": plans, "seal": seal_of(plans), "note": note}
    context |= {"count": count, "asked": asked}
    return render(request, "surveys/languages/file.html", context, status=status)


def _taken(request: HttpRequest) -> Mapping[str, set[str]]:
    """The texts that are to be taken though the survey was changed, by language."""
    taken: dict[str, set[str]] = {}
    for name in request.POST:
        if name.startswith(TAKEN):
            language, _point, key = name.removeprefix(TAKEN).partition(".")
            taken.setdefault(language, set()).add(key)
    return taken
