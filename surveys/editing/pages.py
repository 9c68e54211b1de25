"""Operations on pages."""

from typing import Literal

from django.utils.translation import gettext as _

from surveys.definition import Definition, Page
from surveys.editing.naming import copied_name
from surveys.editing.parts import (
    inserted,
    made,
    moved,
    page_of,
    remade,
    reworded,
    with_fresh_ids,
    with_page,
    with_pages,
    without,
)
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id


def add_page(
    definition: Definition,
    *,
    title: str = "",
    position: int | None = None,
    page_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add an empty page, its title in the base language."""
    data: dict[str, object] = {"id": page_id or ids("p"), "title": {definition.base_language: title}}
    return with_pages(definition, inserted(definition.pages, made(Page, data), position))


def set_page_text(
    definition: Definition,
    *,
    page_id: str,
    field: Literal["title", "description"],
    language: str,
    text: str,
) -> Definition:
    """Word a page's title (plain) or description (rich) in ``language``; ``""`` takes it away."""
    page = page_of(definition, page_id)
    return with_page(definition, remade(page, {field: reworded(getattr(page, field), language, text)}))


def duplicate_page(
    definition: Definition,
    *,
    page_id: str,
    new_page_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add a copy of the page after it, with identities and names of its own."""
    page = page_of(definition, page_id)
    copy = with_fresh_ids(page, ids)
    taken = {element.name for element in definition.elements}
    elements = []
    for element in copy.elements:
        name = copied_name(element.name, taken=taken)
        taken.add(name)
        elements.append(remade(element, {"name": name}))
    copy = remade(copy, {"id": new_page_id or copy.id, "elements": tuple(elements)})
    return with_pages(definition, inserted(definition.pages, copy, definition.pages.index(page) + 1))


def delete_page(definition: Definition, *, page_id: str) -> Definition:
    """Delete the page with its questions. Raises ``EditRefused`` (``last_page``) for the only one."""
    page_of(definition, page_id)
    if len(definition.pages) == 1:
        raise EditRefused(_("A survey needs at least one page."), "last_page")
    return with_pages(definition, without(definition.pages, page_id))


def move_page(definition: Definition, *, page_id: str, position: int | None) -> Definition:
    """Bring the page to ``position``."""
    page_of(definition, page_id)
    return with_pages(definition, moved(definition.pages, page_id, position))
