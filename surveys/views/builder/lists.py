"""The lists of choices that several questions of a survey offer."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import editing
from surveys.building.places import find_place
from surveys.definition import Definition
from surveys.domain import edit_draft
from surveys.editing.choice_lists import lines_of
from surveys.exceptions import EditRefused, StaleDraft
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.views.asking import person_of, survey_asked
from surveys.views.builder.answering import Operation
from surveys.views.builder.asking import language_asked
from tenants.permissions import needs

NEW = "new"


@needs("survey.edit")
@require_safe
def lists(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All lists, each as lines to be typed over."""
    return _page(request, survey_asked(request, pk))


@needs("survey.edit")
@require_POST
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a list."""

    def add_one(draft: Definition) -> Definition:
        return editing.add_choice_list(draft, name=_typed(request, "name"), lines=_typed(request, "lines"))

    return _edit(request, pk, NEW, add_one)


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, listed: str) -> HttpResponse:
    """Save a list as it was typed."""

    def save_one(draft: Definition) -> Definition:
        return editing.set_choice_list(
            draft,
            list_id=listed,
            name=_typed(request, "name"),
            lines=_typed(request, "lines"),
            language=language_asked(request, draft),
        )

    return _edit(request, pk, listed, save_one)


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, listed: str) -> HttpResponse:
    """Delete a list that no question uses."""

    def remove(draft: Definition) -> Definition:
        return editing.delete_choice_list(draft, list_id=listed)

    return _edit(request, pk, listed, remove)


def _edit(request: HttpRequest, pk: UUID, listed: str, operation: Operation) -> HttpResponse:
    survey, sent = survey_asked(request, pk), _typed(request, "revision")
    revision = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    try:
        edit_draft(survey=survey, revision=revision, operation=operation, by=person_of(request))
    except StaleDraft:
        survey.refresh_from_db()
        words = _("The survey was changed in the meantime. Please look, and save again.")
        return _page(request, survey, {listed: words}, status=409)
    except EditRefused as refusal:
        if refusal.code == "list_unknown":
            raise Http404(refusal.message) from refusal
        return _page(request, survey, {listed: refusal.message}, status=422)
    query = find_place(draft_of(survey), request.GET).query
    return redirect(f"{reverse('surveys:lists', args=[survey.pk])}?{query}")


def _page(
    request: HttpRequest, survey: Survey, errors: Mapping[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    draft, wrong = draft_of(survey), errors or {}
    language = language_asked(request, draft)
    shown = [(known.id, known.name, lines_of(known, language)) for known in draft.choice_lists]
    context = {
        "survey": survey,
        "place": find_place(draft, request.GET),
        "lists": [_shown(request, *known, error=wrong.get(known[0], "")) for known in shown],
        "new": _shown(request, NEW, "", "", error=wrong.get(NEW, "")),
    }
    return render(request, "surveys/builder/lists.html", context, status=status)


def _shown(request: HttpRequest, identity: str, name: str, lines: str, *, error: str) -> dict[str, str]:
    """A list as it is stored or, where it was refused, as it was typed."""
    if error and "name" in request.POST:
        name, lines = _typed(request, "name"), _typed(request, "lines")
    return {"id": identity, "name": name, "lines": lines, "error": error}


def _typed(request: HttpRequest, field: str) -> str:
    return str(request.POST.get(field, "")).strip()
