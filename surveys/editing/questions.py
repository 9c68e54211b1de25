"""Operations on questions and statements."""

from collections.abc import Sequence
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.definition import Definition, Element, Page
from surveys.definition.logic import names_of
from surveys.editing.following import followed, with_names
from surveys.editing.groups import group_at, in_order, released, unit_at
from surveys.editing.naming import copied_name, is_unnamed, name_from
from surveys.editing.parts import (
    element_of,
    finished,
    inserted,
    made,
    page_holding,
    page_of,
    remade,
    replaced,
    reworded,
    with_element,
    with_fresh_ids,
    with_page,
)
from surveys.editing.uses import explained, removed
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.languages import interface_language
from surveys.question_types import QuestionType, TypeSettings, element_model, question_type


def add_question(
    definition: Definition,
    *,
    type_key: str,
    page_id: str,
    position: int | None = None,
    text: str = "",
    question_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add a question of this type, its text in the base language.

    Raises ``EditRefused`` (``type_unknown``, ``page_unknown``).
    """
    page = page_of(definition, page_id)
    data: dict[str, object] = {
        "settings": starting_settings(definition, type_key, ids),
        "id": question_id or ids("q"),
        "type": type_key,
        "name": name_from(text, taken=_names(definition)),
        "text": {definition.base_language: text},
    }
    place = len(page.elements) if position is None else max(position, 0)
    data["in_group"] = group_at(page.elements, place)
    element = made(element_model(type_key), data)
    return with_page(definition, remade(page, {"elements": inserted(page.elements, element, position)}))


def starting_settings(definition: Definition, type_key: str, ids: NewId) -> TypeSettings:
    """What a new question of this type starts with, in words of the survey's base language."""
    base = definition.base_language
    with override(interface_language(base)):
        settings: TypeSettings = known_type(type_key).starting_settings(ids, base)
    return settings


def known_type(type_key: str) -> QuestionType[Any]:
    """Return the question type; raise ``EditRefused`` (``type_unknown``) when there is none of this key."""
    try:
        return question_type(type_key)
    except KeyError as error:
        raise EditRefused(_("There is no question type of this name."), "type_unknown") from error


def duplicate_question(
    definition: Definition,
    *,
    question_id: str,
    new_question_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add a copy of the question after it, with identities and names of its own; of a repeat group with what
    it repeats."""
    page = page_holding(definition, question_id)
    unit = unit_at(page.elements, question_id)
    copied = with_fresh_ids(Page(id=page.id, elements=tuple(unit)), ids).elements
    if new_question_id is not None:
        copied = tuple(_with_identity(part, copied[0].id, new_question_id) for part in copied)
    place = page.elements.index(unit[-1]) + 1
    named, _renames = named_anew(definition, unit, copied)
    elements = (*page.elements[:place], *named, *page.elements[place:])
    return with_page(definition, remade(page, {"elements": elements}))


def _with_identity(part: Element[Any], former: str, identity: str) -> Element[Any]:
    """A part of a copy with the id that the caller wants for its first element."""
    changes: dict[str, object] = {"id": identity} if part.id == former else {}
    return remade(part, changes | ({"in_group": identity} if part.in_group == former else {}))


def named_anew(
    definition: Definition, originals: Sequence[Element[Any]], copies: Sequence[Element[Any]]
) -> tuple[tuple[Element[Any], ...], dict[str, str]]:
    """Copies with names of their own, by which they name each other where the originals did, and these names
    by old name."""
    taken = _names(definition)
    known, named, renames = names_of(definition), list[Element[Any]](), dict[str, str]()
    for original, copy in zip(originals, copies, strict=True):
        name = copied_name(original.name, taken=taken)
        taken.add(name)
        group = next((part.name for part in named if part.id == copy.in_group), None)
        group = group or known[original.id].rpartition(".")[0]
        renames[known[original.id]] = f"{group}.{name}" if copy.in_group else name
        named.append(remade(copy, {"name": name}))
    return tuple(with_names(part, renames) for part in named), renames


def delete_question(definition: Definition, *, question_id: str, clearing: bool = False) -> Definition:
    """Delete the question; what a repeat group repeated stays, asked once.

    Raises ``EditRefused`` (``in_use``) where others name it, unless what names it is to be cleared away too.
    """
    element, page = element_of(definition, question_id), page_holding(definition, question_id)
    elements = tuple(released(page.elements, question_id, element.in_group))
    pages = replaced(definition.pages, remade(page, {"elements": elements}))
    rest = followed(definition, remade(definition, {"pages": pages}))
    return explained(rest, lambda: removed(definition, rest, clearing=clearing))


def move_question(
    definition: Definition, *, question_id: str, page_id: str, position: int | None = None
) -> Definition:
    """Bring the question to ``position`` on a page, its own or another; a repeat group with what it repeats.

    Among what a group repeats it becomes part of that group. Raises ``EditRefused`` where something that
    names it would come before it, and in words where.
    """
    page_of(definition, page_id)
    source = page_holding(definition, question_id)
    unit = unit_at(source.elements, question_id)
    pages = replaced(definition.pages, remade(source, {"elements": _others(source.elements, unit)}))
    target = next(page for page in pages if page.id == page_id)
    place = len(target.elements) if position is None else min(max(position, 0), len(target.elements))
    group = group_at(target.elements, place, unit[0].in_group)
    placed = [remade(unit[0], {"in_group": group}), *unit[1:]]
    elements = (*target.elements[:place], *placed, *target.elements[place:])
    return in_order(remade(definition, {"pages": pages}), page_id, elements, before=definition)


def _others(elements: Sequence[Element[Any]], unit: Sequence[Element[Any]]) -> tuple[Element[Any], ...]:
    return tuple(part for part in elements if part not in unit)


def rename_question(definition: Definition, *, question_id: str, name: str) -> Definition:
    """Give the question another name for expressions and exports; it keeps its identity.

    Everything that names it, conditions, calculations, piped texts, follows.
    """
    return _renamed(definition, remade(element_of(definition, question_id), {"name": name}))


def _renamed(definition: Definition, element: Element[Any]) -> Definition:
    page = page_holding(definition, element.id)
    elements = replaced(page.elements, element)
    changed = remade(definition, {"pages": replaced(definition.pages, remade(page, {"elements": elements}))})
    return finished(followed(definition, changed))


def set_question_text(
    definition: Definition,
    *,
    question_id: str,
    field: Literal["text", "hint"],
    language: str,
    text: str,
) -> Definition:
    """Word a question's text (plain) or hint (rich) in ``language``; ``""`` takes it away.

    A question without a name worth keeping takes one from its first text.
    """
    element = element_of(definition, question_id)
    changes: dict[str, object] = {field: reworded(getattr(element, field), language, text)}
    if field == "text" and is_unnamed(element.name):
        changes["name"] = name_from(text, taken=_names(definition) - {element.name})
    return _renamed(definition, remade(element, changes))


def set_required(definition: Definition, *, question_id: str, required: bool) -> Definition:
    """Insist on an answer, or don't."""
    return with_element(definition, remade(element_of(definition, question_id), {"required": required}))


def _names(definition: Definition) -> set[str]:
    return {element.name for element in definition.elements}
