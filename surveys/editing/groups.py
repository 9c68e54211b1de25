"""Repeat groups: what they repeat stands right behind them, and goes where they go."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition import Definition, Element
from surveys.editing.following import followed
from surveys.editing.parts import element_of, finished, page_holding, remade, replaced
from surveys.editing.uses import explained
from surveys.exceptions import EditRefused
from surveys.question_types import question_type

type Elements = Sequence[Element[Any]]


def set_group(definition: Definition, *, question_id: str, group_id: str | None) -> Definition:
    """Put a question, with what it repeats itself, at the end of a repeat group of its page; ``None`` takes
    it out of its group, to right behind the group.

    Raises ``EditRefused`` (``group_unknown``, and what the flow says of groups).
    """
    element, page = element_of(definition, question_id), page_holding(definition, question_id)
    unit = unit_at(page.elements, question_id)
    rest = [part for part in page.elements if part not in unit]
    host = group_id or element.in_group
    if host is None:
        return definition
    if not any(part.id == host and question_type(part.type).is_group for part in rest):
        raise EditRefused(_("There is no such repeat group on this page."), "group_unknown")
    outer = None if group_id else element_of(definition, host).in_group
    place = rest.index(unit_at(rest, host)[-1]) + 1
    moved = [remade(element, {"in_group": group_id or outer}), *unit[1:]]
    return in_order(definition, page.id, [*rest[:place], *moved, *rest[place:]])


def unit_at(elements: Elements, identity: str) -> list[Element[Any]]:
    """The element and, behind it, everything that it repeats."""
    place = next(index for index, part in enumerate(elements) if part.id == identity)
    unit = [elements[place]]
    inside = {identity}
    for part in elements[place + 1 :]:
        if part.in_group not in inside:
            break
        inside.add(part.id)
        unit.append(part)
    return unit


def group_at(elements: Elements, position: int, wanted: str | None = None) -> str | None:
    """The group that an element at this place among ``elements`` belongs to: the one around the place, or
    ``wanted`` where it may be that."""
    behind = elements[position].in_group if position < len(elements) else None
    possible = _open_groups(elements[:position])
    return wanted if wanted is not None and wanted in _from(possible, behind) else behind


def _from(possible: list[str], behind: str | None) -> list[str]:
    return possible[possible.index(behind) :] if behind in possible else possible


def _open_groups(elements: Elements) -> list[str]:
    """The groups that could still go on after these elements, the outermost first."""
    opened: list[str] = []
    for part in elements:
        while opened and opened[-1] != part.in_group:
            opened.pop()
        if question_type(part.type).is_group:
            opened.append(part.id)
    return opened


def released(elements: Elements, group_id: str, outer: str | None) -> list[Element[Any]]:
    """The elements with what a group repeats in that group no more."""
    return [
        remade(part, {"in_group": outer}) if part.in_group == group_id else part
        for part in elements
        if part.id != group_id
    ]


def in_order(
    definition: Definition, page_id: str, elements: Elements, *, before: Definition | None = None
) -> Definition:
    """The definition with these elements on a page, everybody naming them as they are called there.

    ``before`` is the definition that names are still as in, where that is another one.
    """
    page = next(page for page in definition.pages if page.id == page_id)
    pages = replaced(definition.pages, remade(page, {"elements": tuple(elements)}))
    changed = followed(before or definition, remade(definition, {"pages": pages}))
    return explained(changed, lambda: finished(changed))
