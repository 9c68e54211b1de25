"""What can be done with a question in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from surveys import editing
from surveys.building.saving import save_question
from surveys.definition import Definition, new_id
from surveys.editing.groups import unit_at
from surveys.editing.parts import element_of, page_holding
from surveys.views.builder.answering import Edit, Operation, Shows, make
from surveys.views.builder.asking import confirmed, language_asked, position_asked
from tenants.permissions import needs

_FORMS: dict[str, Shows] = {"panel": "from_panel", "left": "from_elsewhere"}


def saving(request: HttpRequest, question: str) -> Operation:
    """The operation that saves what was typed about a question."""

    def save_fields(draft: Definition) -> Definition:
        language = language_asked(request, draft)
        return save_question(draft, question_id=question, form=request.POST, language=language)

    return save_fields


@needs("survey.edit")
@require_POST
def add(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """Add a question of a type to a page, at a position."""
    new, kind = new_id("q"), request.POST.get("type", "")

    def add_one(draft: Definition) -> Definition:
        position = position_asked(request, 1_000_000, 1_000_000)
        return editing.add_question(draft, type_key=kind, page_id=page, position=position, question_id=new)

    return make(request, pk, Edit(add_one, then=new))


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Save what a form says about a question."""
    shows = _FORMS.get(request.POST.get("form", ""), "from_card")
    return make(request, pk, Edit(saving(request, question), shows=shows, about=question))


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Move a question one up or down, onto the neighbouring page at the ends, or to a place on a page."""
    save_first = saving(request, question)

    def move_one(draft: Definition) -> Definition:
        draft = save_first(draft)
        page, position = _destination(request, draft, question)
        return editing.move_question(draft, question_id=question, page_id=page, position=position)

    return make(request, pk, Edit(move_one, shows="order"))


def _destination(request: HttpRequest, draft: Definition, question: str) -> tuple[str, int | None]:
    page = page_holding(draft, question)
    wanted = request.POST.get("page", "")
    now = page.elements.index(element_of(draft, question))
    if wanted and wanted != page.id:
        return wanted, position_asked(request, len(draft.elements), len(draft.elements))
    size = len(unit_at(page.elements, question))
    position = position_asked(request, now, len(page.elements))
    if position > now and "position" in request.POST:
        position = max(position - size + 1, now)
    place, direction = draft.pages.index(page), request.POST.get("direction")
    if direction == "up" and now == 0 and place > 0:
        before = draft.pages[place - 1]
        return before.id, len(before.elements)
    if direction == "down" and now + size == len(page.elements) and place < len(draft.pages) - 1:
        return draft.pages[place + 1].id, 0
    return page.id, position


@needs("survey.edit")
@require_POST
def duplicate(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Copy a question."""
    new, save_first = new_id("q"), saving(request, question)

    def copy(draft: Definition) -> Definition:
        return editing.duplicate_question(save_first(draft), question_id=question, new_question_id=new)

    return make(request, pk, Edit(copy, then=new))


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Delete a question, once that is confirmed; the page it stood on is edited next."""

    clearing = request.POST.get("clearing") == "yes"

    def remove(draft: Definition) -> Definition:
        return editing.delete_question(draft, question_id=question, clearing=clearing)

    return confirmed(request, pk, question) or make(request, pk, Edit(remove))


@needs("survey.edit")
@require_POST
def change_type(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Make a question one of another type."""
    kind, new, save_first = request.POST.get("type", ""), new_id("q"), saving(request, question)

    def change(draft: Definition) -> Definition:
        return editing.change_type(
            save_first(draft), question_id=question, type_key=kind, new_question_id=new
        )

    return make(request, pk, Edit(change, heir=new))
