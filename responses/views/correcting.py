"""Correcting the answers of a page: the survey's own questions, judged as respondents' answers are."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods

from responses.anonymity import threshold_of
from responses.exceptions import AnswersInvalid, CorrectedMeanwhile, StillAnswering
from responses.handling.correcting import Correction, correct_answers, journey_to_correct
from responses.models import Response
from responses.pages import PageToShow, Surroundings, frame_of, questions_shown, surroundings
from responses.pages.frames import RUNNING_STYLES, needs_running_styles, shell_context
from responses.versions import running
from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledPage, Journey, read_page
from surveys.languages import interface_language
from surveys.looks import look_text
from surveys.models import Survey
from surveys.queries import surveys_for
from surveys.question_types.rendering import scripts_of, styles_of
from surveys.question_types.wordings import worded
from tenants.permissions import needs


@needs("response.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: UUID, response_pk: UUID, page: str) -> HttpResponse:
    """Show the questions of a page with their answers, or judge and store what was sent."""
    survey = get_object_or_404(surveys_for(request.user), pk=pk)  # type: ignore[arg-type]
    row = get_object_or_404(Response, pk=response_pk, survey_id=survey.pk)
    if threshold_of(survey.pk):
        raise Http404
    journey = journey_to_correct(row)
    found = journey.survey.page_by_id.get(page)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, survey, row, journey, found)
    if row.status == Response.Status.STARTED:
        return _refused(request, survey, row, _still())
    return _page(request, survey, row, journey, found)


def _sent(
    request: HttpRequest, survey: Survey, row: Response, journey: Journey, page: CompiledPage
) -> HttpResponse:
    raw, given = _changed(request, journey, page)
    try:
        done = _corrected(request, row, given)
    except StillAnswering:
        return _refused(request, survey, row, _still())
    except CorrectedMeanwhile:
        said = _("This response was changed meanwhile. Here is how it is now; nothing of yours was saved.")
        row.refresh_from_db()
        return _page(request, survey, row, journey_to_correct(row), page, problem=said, status=409)
    except AnswersInvalid as problem:
        return _page(request, survey, row, journey, page, raw=raw, errors=problem.errors, status=422)
    _tell(request, row, journey, done)
    return HttpResponseRedirect(reverse("analytics:response", args=[survey.pk, row.pk]))


def _corrected(request: HttpRequest, row: Response, given: Mapping[str, object]) -> Correction:
    revision = request.POST.get("revision", "")
    return correct_answers(
        survey=row.survey_id,
        response=row.pk,
        given=given,
        revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
        why=request.POST.get("why", "").strip(),
        by=request.user,  # type: ignore[arg-type]
    )


def _changed(
    request: HttpRequest, journey: Journey, page: CompiledPage
) -> tuple[dict[str, object], dict[str, object]]:
    """What the form holds, and of that what was on it. Files stay as they are."""
    form = request.POST.copy()
    raw = read_page(journey, page, form)
    shown = set(form.getlist("shown"))
    files = {part.id for part in page.elements if part.type.takes_files}
    given = {key: value for key, value in raw.items() if key in shown}
    return raw, {key: value for key, value in given.items() if key.partition(".")[0] not in files}


def _tell(request: HttpRequest, row: Response, journey: Journey, done: Correction) -> None:
    """Say what was stored, and what was left as it is."""
    if not done.edits:
        messages.info(request, _("Nothing was changed."))
        return
    words = ngettext("%(number)d answer was changed.", "%(number)d answers were changed.", len(done.edits))
    messages.success(request, words % {"number": len(done.edits)})
    if done.doubts:
        names = ", ".join(_names(journey, done.doubts))
        said = _("These answers don't fit any more, and stay: %(names)s")
        messages.warning(request, said % {"names": names})
    if done.counts_otherwise:
        messages.warning(
            request,
            _("It keeps its status and its places in quotas, though its answers would now lead to others."),
        )


def _names(journey: Journey, keys: Mapping[str, Any]) -> list[str]:
    found = (journey.survey.question(key) for key in keys)
    return [part.element.name for part in found if part is not None]


def _still() -> str:
    return _("The respondent is still answering. Answers can be corrected once they were handed in.")


def _refused(request: HttpRequest, survey: Survey, row: Response, words: str) -> HttpResponse:
    messages.error(request, words)
    return HttpResponseRedirect(reverse("analytics:response", args=[survey.pk, row.pk]))


def _page(
    request: HttpRequest,
    survey: Survey,
    row: Response,
    journey: Journey,
    page: CompiledPage,
    *,
    raw: Mapping[str, object] | None = None,
    errors: Mapping[str, AnswerInvalid] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, in the language of whoever answered."""
    around = surroundings(look_text(survey), mode="")
    frame = frame_of(running(row.version_id), journey, page, row.language, around)
    show = PageToShow(frame, journey, page, row.language, SafeString(""), raw=raw, errors=errors or {})
    with override(interface_language(row.language)):
        questions = questions_shown(show)
    context = _around(journey, page, row.language, around) | {
        "survey": survey,
        "response": row,
        "questions": questions.values(),
        "why": request.POST.get("why", ""),
        "problem": problem,
        "errors": errors or {},
    }
    return render(request, "responses/staff/correct.html", context, status=status)


def _around(journey: Journey, page: CompiledPage, language: str, around: Surroundings) -> dict[str, Any]:
    """What stands around the questions."""
    definition, kinds = journey.survey.definition, [part.type for part in page.elements]
    return shell_context(definition, language, around) | {
        "languages": [],
        "page_title": worded(page.page.title, language, journey.survey.base_language),
        "shown": list(_asked(journey, page)),
        "has_files": any(kind.takes_files for kind in kinds),
        "question_styles": [*styles_of(kinds), *(RUNNING_STYLES if needs_running_styles(definition) else ())],
        "question_scripts": scripts_of(kinds),
    }


def _asked(journey: Journey, page: CompiledPage) -> list[str]:
    """The questions that are on the form."""
    return [part.id for part in journey.way.elements.get(page.id, ()) if part.is_asked]
