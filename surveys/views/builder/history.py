"""Undoing, doing again, and the history of a draft: to look at, to compare, to restore from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import domain
from surveys.building.places import Place, find_place
from surveys.building.screens import Screen
from surveys.comparing import differences
from surveys.definition import Definition
from surveys.exceptions import DefinitionInvalid, RevisionUnknown, StepInTheWay, UndoRefused
from surveys.history import draft_at, names_of, oldest_known, revision_words, revisions_of, to_undo
from surveys.models import Revision, Survey
from surveys.queries import draft_of
from surveys.views.asking import person_of, survey_asked, wants_piece
from surveys.views.builder.answering import BESIDE, before_shown, rendered
from surveys.views.builder.clashing import number_sent
from surveys.views.builder.undoing import Undoing, pass_over, passed_over
from tenants.permissions import needs

type Instead = Callable[[HttpRequest, Survey], dict[str, Any]]

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RevisionShown:
    """A revision as the history shows it; ``author`` is ``""`` for nobody in particular."""

    row: Revision
    day: date
    author: str
    words: str
    can_undo: bool
    can_redo: bool


@needs("survey.edit")
@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back the person's last change; ``pass`` is the number of one to leave as it is."""
    survey = survey_asked(request, pk)
    if number := number_sent(request, "pass"):
        pass_over(request, survey, number)
    passing = passed_over(request, survey)
    return _take(request, survey, partial(domain.undo, passing=passing), _before_it)


@needs("survey.edit")
@require_POST
def redo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do again what the person undid last."""
    return _take(request, survey_asked(request, pk), domain.redo)


@needs("survey.edit")
@require_POST
def undo_one(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Take back one change, whoever made it and whatever came after it."""
    return _take_one(request, survey_asked(request, pk), domain.undo, number)


@needs("survey.edit")
@require_POST
def redo_one(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Do a change again that was undone."""
    return _take_one(request, survey_asked(request, pk), domain.redo, number)


@needs("survey.edit")
@require_POST
def restore(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Bring the draft back to what it was at a revision."""
    survey = survey_asked(request, pk)
    try:
        domain.restore(survey=survey, number=number, by=person_of(request))
    except RevisionUnknown as unknown:
        raise Http404 from unknown
    except DefinitionInvalid as problem:
        messages.error(request, problem.problems[0].message)
        return redirect("surveys:history", pk=pk)
    messages.success(request, _("Restored. What was there before is in the history."))
    return redirect("surveys:build", pk=pk)


@needs("survey.edit")
@require_safe
def history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All changes, the newest first, by day."""
    survey = survey_asked(request, pk)
    page = Paginator(revisions_of(survey), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "survey": survey,
        "page": page,
        "revisions": list(_shown(survey, list(page.object_list))),
        "oldest": oldest_known(survey),
        "is_last": not page.has_next(),
    }
    return render(request, "surveys/builder/history.html", context)


@needs("survey.edit")
@require_safe
def look(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The survey as it was at a revision, page by page; nothing can be changed there."""
    survey = survey_asked(request, pk)
    definition = _draft_at(survey, number)
    place = find_place(definition, request.GET)
    seen = Place(place.page_id, None, place.language, place.base_language)
    row = revisions_of(survey).filter(number=number).first()
    context = {
        "survey": survey,
        "number": number,
        "screen": Screen(survey, definition, seen),
        "place": seen,
        "revision": next(_shown(survey, [row] if row else []), None),
        "is_current": number == survey.draft_revision,
        "is_oldest": number <= oldest_known(survey),
    }
    return render(request, "surveys/builder/as_it_was.html", context)


@needs("survey.edit")
@require_safe
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is different between two revisions: ``?one=`` and ``?other=``, without them the newest two."""
    survey = survey_asked(request, pk)
    last = survey.draft_revision
    one, other = sorted((_asked(request, "one", max(last - 1, 1)), _asked(request, "other", last)))
    before, after = _draft_at(survey, one), _draft_at(survey, other)
    context = {
        "survey": survey,
        "one": one,
        "other": other,
        "oldest": oldest_known(survey),
        "differences": differences(before, after),
    }
    return render(request, "surveys/builder/compare.html", context)


def _asked(request: HttpRequest, name: str, usual: int) -> int:
    sent = request.GET.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else usual


def _draft_at(survey: Survey, number: int) -> Definition:
    try:
        return draft_at(survey, number)
    except RevisionUnknown as unknown:
        raise Http404 from unknown


def _shown(survey: Survey, rows: list[Revision]) -> Iterator[RevisionShown]:
    names = names_of(row.author for row in rows)
    for row in rows:
        holds = row.takes_back is None
        yield RevisionShown(
            row=row,
            day=timezone.localdate(row.at),
            author=names.get(row.author, _("somebody who has left")) if row.author else "",
            words=revision_words(row),
            can_undo=holds and row.taken_back_by is None,
            can_redo=holds and row.taken_back_by is not None,
        )


def _translating(request: HttpRequest, survey: Survey, definition: Definition) -> str:
    """The page of translations that asked, as it was narrowed; ``""`` for none."""
    query = request.GET.copy()
    language = str(query.pop("translating", [""])[-1])
    if language not in definition.languages[1:]:
        return ""
    return f"{reverse('surveys:translate', args=[survey.pk, language])}?{query.urlencode()}"


def _take_one(
    request: HttpRequest, survey: Survey, take: Callable[..., Revision], number: int
) -> HttpResponse:
    try:
        revision = take(survey=survey, by=person_of(request), number=number)
    except RevisionUnknown as unknown:
        raise Http404 from unknown
    except UndoRefused as refusal:
        return _refused(request, survey, refusal)
    messages.success(request, f"{revision_words(revision)}.")
    return redirect("surveys:history", pk=survey.pk)


def _take(
    request: HttpRequest, survey: Survey, take: Callable[..., Revision], instead: Instead | None = None
) -> HttpResponse:
    try:
        revision = take(survey=survey, by=person_of(request))
    except UndoRefused as refusal:
        return _refused(request, survey, refusal, **(instead(request, survey) if instead else {}))
    survey = survey_asked(request, survey.pk)
    definition = draft_of(survey)
    here = find_place(definition, request.GET)
    place = find_place(definition, {"at": revision.subject or here.at, "language": here.language})
    address = f"{reverse('surveys:build', args=[survey.pk])}?{place.query}"
    if not wants_piece(request):
        messages.success(request, f"{revision_words(revision)}.")
        return redirect(_translating(request, survey, definition) or f"{address}#current")
    before = before_shown(survey, number_sent(request, "shown"))
    screen = Screen(survey, definition, place, before=before or definition)
    pieces = ["_canvas.html", *BESIDE, "_title.html"]
    more: dict[str, Any] = {"undoing": Undoing.of(request, survey), "said": revision_words(revision)}
    response = rendered(request, screen, pieces, **more)
    response.headers["HX-Push-Url"] = address
    return response


def _before_it(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    """What could be undone in place of a change that can't be, and the number of that one."""
    passing = passed_over(request, survey)
    blocked = to_undo(survey, person_of(request), passing)
    if blocked is None:
        return {}
    earlier = to_undo(survey, person_of(request), [*passing, blocked.number])
    return {"blocked": blocked.number, "earlier": revision_words(earlier) if earlier else ""}


def _refused(request: HttpRequest, survey: Survey, refusal: UndoRefused, **more: Any) -> HttpResponse:
    """409: what stands in the way, in words, and the history; ``more`` offers what can be undone instead."""
    number = refusal.number if isinstance(refusal, StepInTheWay) else None
    row = revisions_of(survey).filter(number=number).first() if number else None
    context = {
        "survey": survey,
        "words": "" if isinstance(refusal, StepInTheWay) else refusal.message,
        "revision": next(_shown(survey, [row] if row else []), None),
        **more,
    }
    if not wants_piece(request):
        return render(request, "surveys/builder/in_the_way.html", context, status=409)
    response = render(request, "surveys/builder/in_the_way.html#notice", context, status=409)
    response.headers["HX-Reswap"] = "none"
    return response
