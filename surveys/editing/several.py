"""Operations on several questions at once: done to all of them, or refused whole."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition import Definition, Element, Page
from surveys.editing.following import followed
from surveys.editing.groups import unit_at
from surveys.editing.parts import finished, page_of, remade, with_fresh_ids, with_page, with_pages
from surveys.editing.questions import named_anew
from surveys.editing.uses import explained, removed
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.question_types import question_type

type Unit = list[Element[Any]]


def move_questions(definition: Definition, *, question_ids: Collection[str], page_id: str) -> Definition:
    """Bring questions to the end of a page, in the order of the survey; repeat groups with what they repeat.

    A question without its group is then asked once. Raises ``EditRefused`` (``questions_gone``,
    ``page_unknown``, ``nothing_chosen``, and in words where something would come too early).
    """
    page_of(definition, page_id)
    units = _units(definition, question_ids)
    moving = {part.id for unit in units for part in unit}
    placed = [part for unit in units for part in (remade(unit[0], {"in_group": None}), *unit[1:])]
    pages = []
    for page in definition.pages:
        rest = [part for part in page.elements if part.id not in moving]
        behind = placed if page.id == page_id else []
        pages.append(remade(page, {"elements": (*rest, *behind)}))
    changed = followed(definition, remade(definition, {"pages": tuple(pages)}))
    return explained(changed, lambda: finished(changed))


def duplicate_questions(
    definition: Definition, *, question_ids: Collection[str], ids: NewId = new_id
) -> Definition:
    """Add a copy of each question behind it; copies of one page name each other where the originals did.

    Raises ``EditRefused`` (``questions_gone``, ``nothing_chosen``, ``too_many``).
    """
    heads = {unit[0].id for unit in _units(definition, question_ids)}
    for page in definition.pages:
        if units := [unit_at(page.elements, part.id) for part in page.elements if part.id in heads]:
            definition = with_page(definition, _with_copies(definition, page, units, ids))
    return definition


def _with_copies(definition: Definition, page: Page, units: Sequence[Unit], ids: NewId) -> Page:
    originals = [part for unit in units for part in unit]
    copied = with_fresh_ids(Page(id=page.id, elements=tuple(originals)), ids).elements
    named, _renames = named_anew(definition, originals, copied)
    copies = {original.id: copy for original, copy in zip(originals, named, strict=True)}
    elements: list[Element[Any]] = []
    waiting: dict[str, Unit] = {unit[-1].id: unit for unit in units}
    for part in page.elements:
        elements.append(part)
        elements += [copies[each.id] for each in waiting.pop(part.id, [])]
    return remade(page, {"elements": tuple(elements)})


def delete_questions(
    definition: Definition, *, question_ids: Collection[str], clearing: bool = False
) -> Definition:
    """Delete questions; what a repeat group repeated stays, asked once, unless it is deleted too.

    Raises ``EditRefused`` (``questions_gone``, ``nothing_chosen``, and ``in_use`` where others name one,
    unless what names it is to be cleared away too).
    """
    gone = _known(definition, question_ids)
    pages = tuple(_without(page, gone) for page in definition.pages)
    rest = followed(definition, remade(definition, {"pages": pages}))
    return explained(rest, lambda: removed(definition, rest, clearing=clearing))


def _without(page: Page, gone: Collection[str]) -> Page:
    if not any(part.id in gone for part in page.elements):
        return page
    groups = {part.id: part.in_group for part in page.elements}

    def kept_group(part: Element[Any]) -> str | None:
        group = part.in_group
        while group is not None and group in gone:
            group = groups.get(group)
        return group

    kept = (part for part in page.elements if part.id not in gone)
    elements = (
        part if part.in_group == kept_group(part) else remade(part, {"in_group": kept_group(part)})
        for part in kept
    )
    return remade(page, {"elements": tuple(elements)})


def require_questions(definition: Definition, *, question_ids: Collection[str], required: bool) -> Definition:
    """Insist on answers, or don't; what isn't answered, such as a text to read, is left as it is.

    Raises ``EditRefused`` (``questions_gone``, ``nothing_chosen``).
    """
    chosen = _known(definition, question_ids)

    def changed(part: Element[Any]) -> Element[Any]:
        concerned = part.id in chosen and question_type(part.type).stores_answer
        return remade(part, {"required": required}) if concerned and part.required != required else part

    pages = []
    for page in definition.pages:
        is_concerned = any(part.id in chosen for part in page.elements)
        elements = tuple(changed(part) for part in page.elements)
        pages.append(remade(page, {"elements": elements}) if is_concerned else page)
    return with_pages(definition, pages)


def _units(definition: Definition, question_ids: Collection[str]) -> list[Unit]:
    """The chosen questions in the order of the survey, groups with what they repeat, none of them twice."""
    chosen = _known(definition, question_ids)
    units: list[Unit] = []
    taken: set[str] = set()
    for page in definition.pages:
        for part in page.elements:
            if part.id in chosen and part.id not in taken:
                units.append(unit_at(page.elements, part.id))
                taken |= {each.id for each in units[-1]}
    return units


def _known(definition: Definition, question_ids: Collection[str]) -> set[str]:
    chosen = set(question_ids)
    if not chosen:
        raise EditRefused(_("Choose at least one question first."), "nothing_chosen")
    if not chosen <= {part.id for part in definition.elements}:
        raise EditRefused(_("One of these questions no longer exists."), "questions_gone")
    return chosen
