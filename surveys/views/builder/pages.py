"""What can be done with a page in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from surveys import editing
from surveys.building.saving import save_page
from surveys.definition import Definition, new_id
from surveys.editing.parts import page_of
from surveys.views.builder.answering import Edit, make
from surveys.views.builder.asking import confirmed, language_asked, position_asked
from tenants.permissions import needs


@needs("survey.edit")
@require_POST
def add_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a page after the one that is being looked at."""
    new, after = new_id("p"), request.POST.get("after", "")

    def add(draft: Definition) -> Definition:
        places = {page.id: number for number, page in enumerate(draft.pages, start=1)}
        return editing.add_page(draft, position=places.get(after), page_id=new)

    return make(request, pk, Edit(add, then=new))


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """Save the words of a page."""

    def save_words(draft: Definition) -> Definition:
        return save_page(draft, page_id=page, form=request.POST, language=language_asked(request, draft))

    return make(request, pk, Edit(save_words, shows="from_page", about=page))


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """Move a page one up or down, or to a position; what was typed is saved first."""

    def move_page(draft: Definition) -> Definition:
        draft = save_page(draft, page_id=page, form=request.POST, language=language_asked(request, draft))
        now = draft.pages.index(page_of(draft, page))
        position = position_asked(request, now, len(draft.pages))
        return editing.move_page(draft, page_id=page, position=position)

    return make(request, pk, Edit(move_page))


@needs("survey.edit")
@require_POST
def duplicate(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """Copy a page with its questions."""
    new = new_id("p")

    def copy(draft: Definition) -> Definition:
        draft = save_page(draft, page_id=page, form=request.POST, language=language_asked(request, draft))
        return editing.duplicate_page(draft, page_id=page, new_page_id=new)

    return make(request, pk, Edit(copy, then=new))


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """Delete a page with its questions, once that is confirmed."""

    clearing = request.POST.get("clearing") == "yes"

    def remove(draft: Definition) -> Definition:
        return editing.delete_page(draft, page_id=page, clearing=clearing)

    return confirmed(request, pk, page) or make(request, pk, Edit(remove))
