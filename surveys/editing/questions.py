"""Operations on questions and statements."""

from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.definition import Definition
from surveys.editing.naming import copied_name, is_unnamed, name_from
from surveys.editing.parts import (
    element_of,
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
    with_pages,
    without,
)
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
    """Add a copy of the question after it, with identities and a name of its own."""
    element, page = element_of(definition, question_id), page_holding(definition, question_id)
    copy = with_fresh_ids(element, ids)
    name = copied_name(element.name, taken=_names(definition))
    copy = remade(copy, {"id": new_question_id or copy.id, "name": name})
    place = page.elements.index(element) + 1
    return with_page(definition, remade(page, {"elements": inserted(page.elements, copy, place)}))


def delete_question(definition: Definition, *, question_id: str) -> Definition:
    """Delete the question."""
    page = page_holding(definition, question_id)
    return with_page(definition, remade(page, {"elements": without(page.elements, question_id)}))


def move_question(
    definition: Definition, *, question_id: str, page_id: str, position: int | None = None
) -> Definition:
    """Bring the question to ``position`` on a page, its own or another."""
    element, source = element_of(definition, question_id), page_holding(definition, question_id)
    page_of(definition, page_id)
    pages = replaced(definition.pages, remade(source, {"elements": without(source.elements, question_id)}))
    target = next(page for page in pages if page.id == page_id)
    return with_pages(
        definition,
        replaced(pages, remade(target, {"elements": inserted(target.elements, element, position)})),
    )


def rename_question(definition: Definition, *, question_id: str, name: str) -> Definition:
    """Give the question another name for expressions and exports; it keeps its identity."""
    return with_element(definition, remade(element_of(definition, question_id), {"name": name}))


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
    return with_element(definition, remade(element, changes))


def set_required(definition: Definition, *, question_id: str, required: bool) -> Definition:
    """Insist on an answer, or don't."""
    return with_element(definition, remade(element_of(definition, question_id), {"required": required}))


def _names(definition: Definition) -> set[str]:
    return {element.name for element in definition.elements}
