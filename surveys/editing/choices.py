"""Operations on the lists inside a question: its choices, or the rows and columns of a matrix."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition import Choice, Definition, Element, Row
from surveys.definition.first_words import OTHER, first_words
from surveys.editing.following import with_code
from surveys.editing.parts import (
    element_of,
    inserted,
    made,
    moved,
    remade,
    replaced,
    reworded,
    with_element,
    without,
)
from surveys.editing.pasting import free_numbers, read_pasted
from surveys.editing.placeholders import written
from surveys.editing.standing import place_for_new, stays_last
from surveys.editing.uses import place_told
from surveys.exceptions import EditRefused, Problem
from surveys.ids import NewId, new_id
from surveys.question_types import question_type
from surveys.question_types.elements import MAXIMUM_CHOICES
from surveys.question_types.settings_fields import setting_fields
from surveys.texts import localised

_NAMED = frozenset({"unknown_code", "unknown_part"})
"""How expressions are refused that name a choice, row or column which is gone."""

type ListName = str
"""The setting that is the list, such as ``choices`` or ``rows``, or the id of the column that has choices."""
type Item = Choice | Row


def add_choice(
    definition: Definition,
    *,
    question_id: str,
    label: str = "",
    list_name: ListName = "choices",
    position: int | None = None,
    choice_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add a choice, row or column with the next free number as code, its label in the base language.

    Without ``position`` it stands last, but above what stays at the end (``place_for_new``).
    """
    element = element_of(definition, question_id)
    items = _items(element, list_name)
    code = free_code(items)
    position = _next_place(items) if position is None else position
    item = _new_item(element, list_name, choice_id, code, {definition.base_language: label}, ids)
    return _with_items(definition, element, list_name, inserted(items, item, position))


def add_other(
    definition: Definition,
    *,
    question_id: str,
    list_name: ListName = "choices",
    ids: NewId = new_id,
) -> Definition:
    """Add “Other, namely”: a choice that asks for a text and keeps its place, in every language spoken.

    It stands last, but above what stays at the end, such as “None of these”.

    Raises ``EditRefused`` (``setting_unknown`` where choices can't ask for a text).
    """
    element = element_of(definition, question_id)
    items = _items(element, list_name)
    if "other" not in question_type(element.type).item_fields.get(list_name, ()):
        raise EditRefused(_("A choice has no “%(name)s”.") % {"name": "other"}, "setting_unknown")
    label = first_words(OTHER, definition.languages)
    item = _new_item(element, list_name, None, free_code(items), label, ids)
    item = remade(item, {"other": True, "pinned": True})
    place = place_for_new([stays_last(each) and not getattr(each, "other", False) for each in items])
    return _with_items(definition, element, list_name, inserted(items, item, place))


def paste_choices(
    definition: Definition,
    *,
    question_id: str,
    lines: str,
    list_name: ListName = "choices",
    skipping_repeated: bool = False,
    ids: NewId = new_id,
) -> Definition:
    """Add one choice per line of ``lines``, in the base language, as ``read_pasted`` reads them.

    Choices that nobody has touched since the question was added (“Choice 1”, …) make room for them.
    ``skipping_repeated`` leaves out what the list or an earlier line says already. Raises ``EditRefused``
    (``too_many``, ``nothing_pasted``).
    """
    element = element_of(definition, question_id)
    items = written(_items(element, list_name), definition.base_language)
    pasted = read_pasted(lines, items, definition.base_language)
    wanted = [each for each in pasted if not (skipping_repeated and "repeated" in each.oddities)]
    if not wanted:
        raise EditRefused(_("There is nothing new to add."), "nothing_pasted")
    if len(items) + len(wanted) > MAXIMUM_CHOICES:
        raise _too_many(len(wanted), len(items))
    base = definition.base_language
    new = [_new_item(element, list_name, None, each.code, {base: each.label}, ids) for each in wanted]
    place = _next_place(items)
    return _with_items(definition, element, list_name, [*items[:place], *new, *items[place:]])


def _too_many(count: int, present: int) -> EditRefused:
    message = _("These are %(count)d. A list can hold at most %(maximum)d choices, and has %(present)d.")
    return EditRefused(message % {"count": count, "maximum": MAXIMUM_CHOICES, "present": present}, "too_many")


def set_choice_label(
    definition: Definition, *, question_id: str, choice_id: str, language: str, text: str
) -> Definition:
    """Word a choice, row or column in ``language``; ``""`` takes its words away."""
    element, list_name, item = _located(definition, question_id, choice_id)
    changed = remade(item, {"label": reworded(item.label, language, text)})
    return _with_items(definition, element, list_name, replaced(_items(element, list_name), changed))


def set_choice_code(definition: Definition, *, question_id: str, choice_id: str, code: str) -> Definition:
    """Give a choice, row or column another code for exports; it keeps its identity.

    Conditions and texts that name the code follow.
    """
    element, list_name, item = _located(definition, question_id, choice_id)
    changed = remade(item, {"code": code})
    following = with_code(definition, element, item.code, changed.code)
    element = element_of(following, question_id)
    return _with_items(following, element, list_name, replaced(_items(element, list_name), changed))


def set_choice_image(
    definition: Definition, *, question_id: str, choice_id: str, image: str | None
) -> Definition:
    """Give a choice the picture with this id; ``None`` takes it away."""
    element, list_name, item = _located(definition, question_id, choice_id)
    changed = remade(item, {"image": image})
    return _with_items(definition, element, list_name, replaced(_items(element, list_name), changed))


def change_choice(
    definition: Definition, *, question_id: str, choice_id: str, changes: Mapping[str, object]
) -> Definition:
    """Change what a choice, row or column is beside its label and code, JSON-like, by name of the field.

    Raises ``EditRefused`` (``choice_unknown``, ``setting_unknown``, or what is wrong with the value).
    """
    element, list_name, item = _located(definition, question_id, choice_id)
    if unknown := changes.keys() - type(item).model_fields.keys() | changes.keys() & {"id"}:
        raise EditRefused(_("A choice has no “%(name)s”.") % {"name": min(unknown)}, "setting_unknown")
    changed = remade(item, dict(changes))
    return _with_items(definition, element, list_name, replaced(_items(element, list_name), changed))


def move_choice(
    definition: Definition, *, question_id: str, choice_id: str, position: int | None
) -> Definition:
    """Bring a choice, row or column to ``position`` in its list."""
    element, list_name, _item = _located(definition, question_id, choice_id)
    return _with_items(definition, element, list_name, moved(_items(element, list_name), choice_id, position))


def delete_choice(definition: Definition, *, question_id: str, choice_id: str) -> Definition:
    """Delete a choice, row or column. Its id is never used again, so stored answers keep their sense.

    Raises ``EditRefused`` (``choice_unknown``, ``in_use`` where an expression names it).
    """
    element, list_name, item = _located(definition, question_id, choice_id)
    try:
        return _with_items(definition, element, list_name, without(_items(element, list_name), choice_id))
    except EditRefused as refusal:
        problem = refusal.problem
        named = problem if problem and problem.code in _NAMED else None
        message = _still_used(definition, item, named) if named else refusal.message
        raise EditRefused(message, "in_use" if named else refusal.code, problem=problem) from refusal


def _still_used(definition: Definition, item: Item, problem: Problem) -> str:
    told = {
        "choice": localised(item.label, definition.base_language) or item.code,
        "places": place_told(definition, problem),
    }
    return _("“%(choice)s” is still used: %(places)s. Change that first.") % told


def _items(element: Element[Any], list_name: ListName) -> tuple[Item, ...]:
    lists = lists_of(element)
    if list_name not in lists:
        raise EditRefused(_("This question has no such list."), "list_unknown")
    return lists[list_name]


def lists_of(element: Element[Any]) -> dict[ListName, tuple[Item, ...]]:
    """All lists of a question by name, those inside a column after the list that the column is in."""
    found: dict[ListName, tuple[Item, ...]] = {}
    for field in setting_fields(question_type(element.type)):
        if field.is_list:
            items: tuple[Item, ...] = getattr(element.settings, field.name)
            found[field.name] = items
            found |= {item.id: item.choices for item in items if hasattr(item, "choices")}
    return found


def _located(definition: Definition, question_id: str, choice_id: str) -> tuple[Element[Any], ListName, Item]:
    element = element_of(definition, question_id)
    for list_name, items in lists_of(element).items():
        for item in items:
            if item.id == choice_id:
                return element, list_name, item
    raise EditRefused(_("This choice no longer exists."), "choice_unknown")


def _with_items(
    definition: Definition, element: Element[Any], list_name: ListName, items: Sequence[Item]
) -> Definition:
    if list_name not in type(element.settings).model_fields:
        _element, outer, column = _located(definition, element.id, list_name)
        changed = remade(column, {"choices": tuple(items)})
        return _with_items(definition, element, outer, replaced(_items(element, outer), changed))
    settings = remade(element.settings, {list_name: tuple(items)})
    return with_element(definition, remade(element, {"settings": settings}))


def _next_place(items: Sequence[Item]) -> int:
    return place_for_new([stays_last(item) for item in items])


def _new_item(
    element: Element[Any],
    list_name: ListName,
    identity: str | None,
    code: str,
    label: dict[str, str],
    ids: NewId,
) -> Item:
    usual: type[Item] = Row if list_name == "rows" else Choice
    model: type[Item] = type(element.settings).item_models.get(list_name, usual)
    prefix = "r" if model is Row else "c"
    item: Item = made(model, {"id": identity or ids(prefix), "code": code, "label": label})
    return item


def free_code(items: Sequence[Item]) -> str:
    """A code that none of ``items`` has."""
    return next(free_numbers(item.code for item in items))
