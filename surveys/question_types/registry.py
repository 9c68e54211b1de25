"""The registry of question types: each type's file adds its class, everybody else asks by key."""

from typing import Any, Literal, cast

from pydantic import create_model

from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element

_GROUPS = ("text", "choice", "scale", "matrix", "time", "media", "special", "content")
_types: dict[str, QuestionType[Any]] = {}
_element_models: dict[str, type[Element[Any]]] = {}


def register[T: QuestionType[Any]](type_class: type[T]) -> type[T]:
    """Class decorator: make the question type known under its key. A key can be taken once."""
    key = type_class.key
    if key in _types:
        raise ValueError(f"two question types have the key {key!r}")
    _types[key] = type_class()
    _element_models[key] = _element_model(type_class)
    return type_class


def question_type(key: str) -> QuestionType[Any]:
    """Return the type registered under ``key``; raise ``KeyError`` for an unknown one."""
    return _types[key]


def question_types() -> list[QuestionType[Any]]:
    """All types in the order of the palette."""
    return sorted(_types.values(), key=lambda known: (_GROUPS.index(known.group), known.place))


def element_models() -> tuple[type[Element[Any]], ...]:
    """One element model per type, each with the type's key and settings: the union a page holds."""
    return tuple(_element_models[known.key] for known in question_types())


def element_model(key: str) -> type[Element[Any]]:
    """The element model of the type registered under ``key``; raise ``KeyError`` for an unknown one."""
    return _element_models[key]


def _element_model(type_class: type[QuestionType[Any]]) -> type[Element[Any]]:
    name = f"{type_class.__name__}Element"
    fields: dict[str, Any] = {
        "type": (Literal[type_class.key], ...),
        "settings": (type_class.settings_model, ...),
    }
    return cast(type[Element[Any]], create_model(name, __base__=Element, **fields))
