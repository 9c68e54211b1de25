"""The page of a survey's logic: endings, quotas, scores and blocks, and what can be done with them."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import editing
from surveys.building.logic_page import LogicPage
from surveys.building.logic_panel import save_behaviour
from surveys.building.places import find_place
from surveys.building.saving import FieldsRefused
from surveys.building.score_forms import ScoreForm, score_changes
from surveys.definition import Definition, Score, new_id
from surveys.editing.logic import Listed, part_of
from surveys.exceptions import EditRefused
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.views.asking import survey_asked
from surveys.views.builder.answering import Edit, Operation, Refused, Shows, make
from surveys.views.builder.asking import language_asked, position_asked
from tenants.permissions import needs

_LISTS: dict[str, tuple[Listed, str]] = {
    "endings": ("endings", "e"),
    "blocks": ("blocks", "b"),
    "quotas": ("quotas", "k"),
    "scores": ("scores", "s"),
}


@needs("survey.edit")
@require_safe
def logic(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that decides how the survey runs, beside its questions and pages."""
    return _show(request, survey_asked(request, pk))


@needs("survey.edit")
@require_POST
def add(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Add an ending, block, quota or score by its name; the rest is set where it then leads to."""
    survey = survey_asked(request, pk)
    if kind not in _LISTS:
        raise Http404
    listed, prefix = _LISTS[kind]
    new = new_id(prefix)
    refused = _refused_on_page(request, survey)

    def add_one(draft: Definition) -> Definition:
        values = _first_values(request, draft, kind)
        return editing.add_part(draft, listed=listed, values=values, part_id=new)

    return make(request, pk, Edit(add_one, leads_to=_page_of(survey, new), refused=refused))


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Bring an ending, block, quota or score one up or down."""
    survey = survey_asked(request, pk)

    def bring(draft: Definition) -> Definition:
        page = part_of(draft, part)
        listed = next((parts for parts in _parts(draft) if page in parts), ())
        now = listed.index(page) if page in listed else 0
        position = position_asked(request, now, len(listed))
        return editing.move_part(draft, part_id=part, position=position)

    return make(request, pk, _edit(request, survey, bring, part))


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Delete an ending, block, quota or score; with ``clearing`` also the jumps that lead to it."""
    survey = survey_asked(request, pk)
    clearing = request.POST.get("clearing") == "yes"

    def take(draft: Definition) -> Definition:
        return editing.delete_part(draft, part_id=part, clearing=clearing)

    return make(request, pk, _edit(request, survey, take, ""))


@needs("survey.edit")
@require_safe
def score(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """A score, to be written."""
    survey = survey_asked(request, pk)
    return _show_score(request, survey, _score_form(request, survey, part))


@needs("survey.edit")
@require_POST
def save_score(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Save what a score counts, how, and its bands."""
    survey = survey_asked(request, pk)
    form = replace(_score_form(request, survey, part), typed=request.POST)

    def save(draft: Definition) -> Definition:
        changes = score_changes(draft, form.score, request.POST, language_asked(request, draft))
        return editing.change_part(draft, part_id=part, changes=changes)

    def refused(refusal: FieldsRefused | EditRefused) -> HttpResponse:
        return _show_score(request, survey, replace(form, note=str(refusal)), status=422)

    return make(request, pk, Edit(save, leads_to=_logic(survey, part), refused=refused))


@needs("survey.edit")
@require_POST
def behave(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Save how a question or a page behaves."""

    def save(draft: Definition) -> Definition:
        language = language_asked(request, draft)
        return save_behaviour(draft, part_id=part, form=request.POST, language=language)

    shows: Shows = "from_page" if part.startswith("p") else "from_panel"
    return make(request, pk, Edit(save, shows=shows, about=part))


@needs("survey.edit")
@require_POST
def put_in_group(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Put a question into a repeat group of its page, or take it out."""
    group = request.POST.get("group", "") or None

    def put(draft: Definition) -> Definition:
        return editing.set_group(draft, question_id=question, group_id=group)

    return make(request, pk, Edit(put, about=question))


@needs("survey.edit")
@require_POST
def put_in_block(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """Put a page into a block, an old or a new one, or take it out."""
    new, block = new_id("b"), request.POST.get("block", "") or None

    def put(draft: Definition) -> Definition:
        if block == "new":
            draft = editing.add_part(draft, listed="blocks", values={}, part_id=new)
            return editing.set_block(draft, page_id=page, block_id=new)
        return editing.set_block(draft, page_id=page, block_id=block)

    return make(request, pk, Edit(put, about=page))


def _parts(draft: Definition) -> tuple[tuple[object, ...], ...]:
    return draft.endings, draft.blocks, draft.quotas, draft.scores


def _first_values(request: HttpRequest, draft: Definition, kind: str) -> dict[str, object]:
    name = request.POST.get("name", "").strip()
    if kind == "quotas":
        limit = request.POST.get("limit", "")
        return {"name": name, "limit": int(limit) if limit.isdecimal() and len(limit) < 10 else limit}
    title = {draft.base_language: name}
    if kind == "scores":
        return {"name": editing.name_from(name, taken={each.name for each in draft.scores}), "title": title}
    return {"title": title}


def _page_of(survey: Survey, part: str) -> str:
    """Where a new part is written."""
    if part.startswith("s"):
        return reverse("surveys:score", args=[survey.pk, part])
    slot = "condition" if part.startswith("k") else "visible_if"
    return reverse("surveys:rule", args=[survey.pk, part, slot])


def _logic(survey: Survey, part: str) -> str:
    return f"{reverse('surveys:logic', args=[survey.pk])}{f'#{part}' if part else ''}"


def _edit(request: HttpRequest, survey: Survey, operation: Operation, part: str) -> Edit:
    return Edit(operation, leads_to=_logic(survey, part), refused=_refused_on_page(request, survey))


def _refused_on_page(request: HttpRequest, survey: Survey) -> Refused:
    return lambda refusal: _show(request, survey, str(refusal), status=422)


def _show(request: HttpRequest, survey: Survey, note: str = "", *, status: int = 200) -> HttpResponse:
    draft = draft_of(survey)
    place = find_place(draft, request.GET)
    context = {
        "survey": survey,
        "logic": LogicPage(draft, place.language),
        "place": place,
        "definition": draft,
        "note": note,
    }
    return render(request, "surveys/builder/logic.html", context, status=status)


def _score_form(request: HttpRequest, survey: Survey, part: str) -> ScoreForm:
    draft = draft_of(survey)
    try:
        found = part_of(draft, part)
    except EditRefused as refusal:
        raise Http404(refusal.message) from refusal
    if not isinstance(found, Score):
        raise Http404(_("This no longer exists."))
    return ScoreForm(draft, found, find_place(draft, request.GET))


def _show_score(request: HttpRequest, survey: Survey, form: ScoreForm, *, status: int = 200) -> HttpResponse:
    context = {"survey": survey, "form": form, "place": form.place}
    return render(request, "surveys/builder/score.html", context, status=status)
