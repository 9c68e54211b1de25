"""What can be done with several questions at once in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from surveys import editing
from surveys.building.outline import Outliner, page_options
from surveys.building.places import find_place
from surveys.building.removing import removal_words_of
from surveys.definition import Definition
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.texts import localised
from surveys.views.asking import survey_asked
from surveys.views.builder.answering import Edit, make
from tenants.permissions import needs


@needs("survey.edit")
@require_safe
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All questions to tick, and what can be done with them; without scripts, what the outline does."""
    survey = survey_asked(request, pk)
    draft = draft_of(survey)
    place = find_place(draft, request.GET)
    context = {
        "survey": survey,
        "place": place,
        "pages": Outliner(draft, place).pages(),
        "page_options": page_options(draft, place),
        "chosen": request.GET.getlist("chosen"),
    }
    return render(request, "surveys/builder/selection.html", context)


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the chosen questions to the end of a page."""
    chosen, page = _chosen(request), request.POST.get("page", "")

    def move_all(draft: Definition) -> Definition:
        return editing.move_questions(draft, question_ids=chosen, page_id=page)

    return make(request, pk, Edit(move_all))


@needs("survey.edit")
@require_POST
def duplicate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Copy the chosen questions, each to behind itself."""
    chosen = _chosen(request)

    def copy_all(draft: Definition) -> Definition:
        return editing.duplicate_questions(draft, question_ids=chosen)

    return make(request, pk, Edit(copy_all))


@needs("survey.edit")
@require_POST
def require(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Insist on answers to the chosen questions."""
    return _required(request, pk, required=True)


@needs("survey.edit")
@require_POST
def relax(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the chosen questions go unanswered."""
    return _required(request, pk, required=False)


def _required(request: HttpRequest, pk: UUID, *, required: bool) -> HttpResponse:
    chosen = _chosen(request)

    def change_all(draft: Definition) -> Definition:
        return editing.require_questions(draft, question_ids=chosen, required=required)

    return make(request, pk, Edit(change_all))


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete the chosen questions, once that is confirmed."""
    chosen, clearing = _chosen(request), request.POST.get("clearing") == "yes"
    if chosen and request.POST.get("confirmed") != "yes":
        return _asked(request, survey_asked(request, pk), chosen)

    def remove_all(draft: Definition) -> Definition:
        return editing.delete_questions(draft, question_ids=chosen, clearing=clearing)

    return make(request, pk, Edit(remove_all))


def _asked(request: HttpRequest, survey: Survey, chosen: list[str]) -> HttpResponse:
    """The page that asks whether they should go, and says what goes with them."""
    draft = draft_of(survey)
    place = find_place(draft, request.GET)
    texts = (part.text for part in draft.elements if part.id in chosen)
    context = {
        "survey": survey,
        "place": place,
        "chosen": chosen,
        "subjects": [localised(text, place.language, place.base_language) for text in texts],
        "removal": removal_words_of(draft, set(chosen)),
    }
    return render(request, "surveys/builder/confirm_several.html", context)


def _chosen(request: HttpRequest) -> list[str]:
    return request.POST.getlist("chosen")
