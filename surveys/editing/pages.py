"""Operations on pages."""

from typing import Literal

from django.utils.translation import gettext as _

from surveys.definition import Definition, Page
from surveys.editing.following import with_names
from surveys.editing.parts import (
    inserted,
    made,
    moved,
    page_of,
    remade,
    replaced,
    reworded,
    with_fresh_ids,
    with_page,
    with_pages,
    without,
)
from surveys.editing.questions import named_anew
from surveys.editing.uses import explained, removed
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
    elements, renames = named_anew(definition, page.elements, copy.elements)
    copy = remade(copy, {"id": new_page_id or copy.id, "elements": elements})
    place = definition.pages.index(page) + 1
    return with_pages(definition, inserted(definition.pages, with_names(copy, renames), place))


def delete_page(definition: Definition, *, page_id: str, clearing: bool = False) -> Definition:
    """Delete the page with its questions. Raises ``EditRefused``: ``last_page`` for the only one, ``in_use``
    where others name it or its questions, unless what names them is to be cleared away too."""
    page_of(definition, page_id)
    if len(definition.pages) == 1:
        raise EditRefused(_("A survey needs at least one page."), "last_page")
    rest = remade(definition, {"pages": without(definition.pages, page_id)})
    return explained(rest, lambda: removed(definition, rest, clearing=clearing))


def move_page(definition: Definition, *, page_id: str, position: int | None) -> Definition:
    """Bring the page to ``position``; refused in words where something would then come too early."""
    page_of(definition, page_id)
    pages = moved(definition.pages, page_id, position)
    return explained(definition, lambda: with_pages(definition, pages))


def set_block(definition: Definition, *, page_id: str, block_id: str | None) -> Definition:
    """Put a page into a block, next to the pages that are in it, or take it out with ``None``.

    A page that stands elsewhere moves to right behind the block's last page. Raises ``EditRefused``
    (``unknown_block``, ``scattered_block``, and what else the flow says of the new order).
    """
    page = remade(page_of(definition, page_id), {"block": block_id})
    pages = replaced(definition.pages, page)
    mates = [index for index, other in enumerate(without(pages, page_id)) if other.block == block_id]
    if block_id is not None and mates:
        now = definition.pages.index(page_of(definition, page_id))
        if now not in (mates[0], mates[-1] + 1):
            pages = moved(pages, page_id, mates[-1] + 1)
    return explained(definition, lambda: with_pages(definition, pages))
