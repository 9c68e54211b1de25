"""Correcting the answers of a page: the survey's own questions, judged as respondents' answers are."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods

from responses.anonymity import threshold_of
from responses.answering import Kept, typed
from responses.exceptions import AnswersInvalid, CorrectedMeanwhile, StillAnswering
from responses.handling.correcting import Correction, correct_answers, journey_to_correct
from responses.models import Response
from responses.own_buttons import pressed, problems_of, reading_more
from responses.pages import PageToShow, Surroundings, frame_of, questions_shown, surroundings
from responses.pages.frames import RUNNING_STYLES, needs_running_styles, shell_context
from responses.repeats import with_repeats
from responses.uploads import with_files
from responses.versions import running
from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledElement, CompiledPage, Journey, read_page
from surveys.languages import interface_language
from surveys.looks import look_text
from surveys.models import Survey
from surveys.queries import surveys_for
from surveys.question_types.files import records_of
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
    journey = _journey(request, row)
    found = journey.survey.page_by_id.get(page)
    if found is None:
        raise Http404
    if row.status == Response.Status.STARTED:
        return _refused(request, survey, row, _still())
    if request.method == "POST":
        return _sent(request, survey, row, journey, found)
    return _page(request, survey, row, journey, found)


def _journey(request: HttpRequest, row: Response) -> Journey:
    """The way through the response, in the language that was asked for, else that of whoever answered."""
    journey = journey_to_correct(row)
    chosen = request.POST.get("_language") or request.POST.get("_in", "")
    return replace(journey, language=chosen) if chosen in journey.survey.languages else journey


def _sent(
    request: HttpRequest, survey: Survey, row: Response, journey: Journey, page: CompiledPage
) -> HttpResponse:
    form = _with_buttons(request, row, page)
    own = pressed(reading_more(page), request.POST)
    kept = typed(journey, page, form)
    if form.get("_go") == "look":
        return _again(request, survey, row, kept, part="#places")
    if own or "_language" in form:
        with override(interface_language(journey.language)):
            errors = problems_of(own, kept.raw)
        return _again(request, survey, row, kept, errors=errors)
    try:
        done = _corrected(request, row, journey, _given(request, journey, page, form))
    except StillAnswering:
        return _refused(request, survey, row, _still())
    except CorrectedMeanwhile:
        said = _("This response was changed meanwhile. Here is how it is now; nothing of yours was saved.")
        row.refresh_from_db()
        return _page(request, survey, row, _journey(request, row), page, problem=said, status=409)
    except AnswersInvalid as problem:
        return _again(request, survey, row, kept, errors=problem.errors)
    _tell(request, row, journey, done)
    return HttpResponseRedirect(reverse("analytics:response", args=[survey.pk, row.pk]))


def _with_buttons(request: HttpRequest, row: Response, page: CompiledPage) -> QueryDict:
    """The form with its files kept, and repeat groups as their buttons have changed them."""
    if not (more := reading_more(page)):
        return request.POST
    form = with_files(more, request.POST, request.FILES, survey=row.survey_id, response=row.pk)
    return with_repeats(page.elements, form)


def _corrected(
    request: HttpRequest, row: Response, journey: Journey, given: Mapping[str, object]
) -> Correction:
    """Correct what was given; numbers and refusals are written as the form's language has them."""
    with override(interface_language(journey.language)):
        return correct_answers(
            survey=row.survey_id,
            response=row.pk,
            given=given,
            revision=_revision(request),
            why=request.POST.get("why", "").strip(),
            by=request.user,  # type: ignore[arg-type]
        )


def _revision(request: HttpRequest) -> int:
    """The revision that the form was made of; of a page that is shown again, still that one."""
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 10 else 0


def _given(request: HttpRequest, journey: Journey, page: CompiledPage, form: QueryDict) -> dict[str, object]:
    """Of what the form holds, what was on it. Files that nobody touched stay, also where they are lost."""
    shown = set(form.getlist("shown"))
    raw = {key: value for key, value in read_page(journey, page, form).items() if key in shown}
    parts = {part.id: part for part in reading_more(page) if part.type.takes_files}
    return {
        key: value
        for key, value in raw.items()
        if key not in parts or _has_other_files(request, journey, parts[key])
    }


def _has_other_files(request: HttpRequest, journey: Journey, part: CompiledElement) -> bool:
    stored = journey.answers.get(part.id)
    before = [each["id"] for each in part.type.files_of(stored)] if stored is not None else []
    removed = request.POST.getlist(f"{part.id}.remove")
    staying = records_of(request.POST.getlist(part.id), removed)
    now = [each.get("id") for each in staying if isinstance(each, dict)]
    return now != before or bool(request.FILES.getlist(f"{part.id}.new"))


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


def _again(
    request: HttpRequest,
    survey: Survey,
    row: Response,
    kept: Kept,
    *,
    errors: Mapping[str, AnswerInvalid] | None = None,
    part: str = "",
) -> HttpResponse:
    """The page, or the part of it that depends on what was typed, with what was typed; nothing is stored."""
    journey, status = kept.journey or _journey(request, row), 422 if errors else 200
    return _page(
        request, survey, row, journey, kept.page, raw=kept.raw, errors=errors, status=status, part=part
    )


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
    part: str = "",
) -> HttpResponse:
    """The page or a part of it, in the language of its journey."""
    around, language = surroundings(look_text(survey), mode=""), journey.language
    frame = frame_of(running(row.version_id), journey, page, language, around)
    show = PageToShow(frame, journey, page, language, SafeString(""), raw=raw, errors=errors or {})
    with override(interface_language(language)):
        questions = questions_shown(show)
    context = _around(journey, page, language, around) | {
        "survey": survey,
        "response": row,
        "revision": row.revision if raw is None else _revision(request),
        "questions": questions.values(),
        "why": request.POST.get("why", ""),
        "problem": problem,
        "errors": errors or {},
    }
    return render(request, f"responses/staff/correct.html{part}", context, status=status)


def _around(journey: Journey, page: CompiledPage, language: str, around: Surroundings) -> dict[str, Any]:
    """What stands around the questions."""
    definition, kinds = journey.survey.definition, [part.type for part in page.elements]
    return shell_context(definition, language, around) | {
        "page_title": worded(page.page.title, language, journey.survey.base_language),
        "shown": list(_asked(journey, page)),
        "is_dependent": page.is_dependent,
        "takes_files": any(kind.takes_files for kind in kinds),
        "question_styles": [*styles_of(kinds), *(RUNNING_STYLES if needs_running_styles(definition) else ())],
        "question_scripts": scripts_of(kinds),
    }


def _asked(journey: Journey, page: CompiledPage) -> list[str]:
    """The questions that are on the form."""
    return [part.id for part in journey.way.elements.get(page.id, ()) if part.is_asked]
