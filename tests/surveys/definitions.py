"""Definitions to test with: as small as can be, or with a question of every type."""

import json
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any

from surveys.definition import Definition, parse_definition
from surveys.question_types import Element, question_type, question_types


def counted_ids(first: int = 1) -> Callable[[str], str]:
    """Ids that count: ``q_00000001``, ``p_00000002``, ..."""
    numbers = count(first)
    return lambda prefix: f"{prefix}_{next(numbers):08d}"


def element_data(type_key: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    """A question of this type with its sample settings, as JSON-like data."""
    return {
        "id": f"q_{number:08d}",
        "type": type_key,
        "name": f"question_{number}",
        "text": {"en": "How are <you>?"},
        "settings": question_type(type_key).sample_settings(),
    } | changes


def document(*pages: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """A document in English and Arabic with these elements on its pages."""
    return {
        "schema_version": "1.0",
        "title": {"en": "Pulse", "ar": "نبض"},
        "languages": ["en", "ar"],
        "pages": [
            {"id": f"p_{number:08d}", "elements": elements} for number, elements in enumerate(pages, start=1)
        ],
        "endings": [{"id": "e_00000001", "title": {"en": "Thanks"}}],
    } | changes


def definition_of(*pages: list[dict[str, Any]], **changes: Any) -> Definition:
    """The definition of ``document``."""
    return parse_definition(document(*pages, **changes))


def sample_element(type_key: str, **changes: Any) -> Element[Any]:
    """A question of this type with its sample settings."""
    return _sampled(type_key, json.dumps(changes))


@cache
def _sampled(type_key: str, changes: str) -> Element[Any]:
    return definition_of([element_data(type_key, **json.loads(changes))]).elements[0]


def fresh_settings(settings: Any, number: int) -> Any:
    """Sample settings whose ids are this question's own."""
    if isinstance(settings, dict):
        return {
            key: f"{value[:2]}{number:03d}{value[5:]}"
            if key == "id" and isinstance(value, str) and value[1:2] == "_"
            else fresh_settings(value, number)
            for key, value in settings.items()
        }
    if isinstance(settings, list):
        return [fresh_settings(item, number) for item in settings]
    return settings


@cache
def whole() -> Definition:
    """The definition of ``everything``, read once."""
    return parse_definition(everything())


def everything() -> dict[str, Any]:
    """A document with a question of every type on one page."""
    return document(
        [
            element_data(kind.key, number, settings=fresh_settings(kind.sample_settings(), number))
            for number, kind in enumerate(question_types(), start=1)
        ]
    )
