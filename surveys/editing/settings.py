"""Operations on what a question's type lets editors set, and on the type itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition import Definition, Element
from surveys.editing.parts import element_of, made, remade, reworded, with_element
from surveys.editing.questions import known_type, starting_settings
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.question_types import TypeSettings, element_model, question_type
from surveys.question_types.settings_fields import setting_fields


def change_settings(definition: Definition, *, question_id: str, changes: Mapping[str, object]) -> Definition:
    """Set some of the type's settings, JSON-like, by name. Raises ``EditRefused`` naming the setting."""
    element = element_of(definition, question_id)
    labels = {field.name: field.label for field in setting_fields(question_type(element.type))}
    for name in changes:
        if name not in labels:
            raise EditRefused(_("This question has no such setting."), "setting_unknown")
    try:
        settings = remade(element.settings, dict(changes))
    except EditRefused as refusal:
        named = " / ".join(str(labels[name]) for name in changes)
        raise EditRefused(f"{named}: {refusal.message}", refusal.code) from refusal
    return with_element(definition, remade(element, {"settings": settings}))


def set_setting_text(
    definition: Definition, *, question_id: str, setting: str, language: str, text: str
) -> Definition:
    """Word a text among the settings in ``language``; ``""`` takes it away."""
    present = getattr(element_of(definition, question_id).settings, setting, None)
    if not isinstance(present, dict):
        raise EditRefused(_("This question has no such setting."), "setting_unknown")
    changes = {setting: reworded(present, language, text)}
    return change_settings(definition, question_id=question_id, changes=changes)


def change_type(
    definition: Definition,
    *,
    question_id: str,
    type_key: str,
    new_question_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Make the question one of another type, keeping its words and the settings that both types have.

    Where stored answers would mean something else under the new type, the question gets a new identity, so
    that they are never mixed.
    """
    element, kind = element_of(definition, question_id), known_type(type_key)
    if element.type == type_key:
        return definition
    keeps_identity = kind.stores_like(question_type(element.type))
    data = {name: getattr(element, name) for name in ("id", "name", "text", "hint", "required")} | {
        "type": type_key,
        "sensitive": element.sensitive and kind.stores_answer,
        "settings": _carried_settings(definition, element, type_key, ids),
    }
    if not keeps_identity:
        data["id"] = new_question_id or ids("q")
    changed = made(element_model(type_key), data)
    return with_element(definition, changed, in_place_of=question_id)


def _carried_settings(
    definition: Definition, element: Element[Any], type_key: str, ids: NewId
) -> TypeSettings:
    """The new type's starting settings with what can be taken over, one by one."""
    settings = starting_settings(definition, type_key, ids)
    for name in type(settings).model_fields:
        if name not in type(element.settings).model_fields:
            continue
        try:
            settings = remade(settings, {name: getattr(element.settings, name)})
        except EditRefused:
            continue
    return settings
