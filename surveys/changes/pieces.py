"""A definition taken apart by identity, so that what moves stays itself wherever it stands.

The units are the survey itself (``""``), its pages, questions, endings, blocks, choice lists, quotas and
scores, each under its id. What has an id inside a unit (choices, rows, columns) is a part of its own under
``unit/id``. Where the parts stand, their list holds their ids (``Ids``).
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from surveys.changes.orders import MARK
from surveys.definition import Definition, Page
from surveys.question_types.elements import DocumentPart

type Fields = dict[str, Any]
type Parts = dict[str, Fields]

SURVEY = ""
UNIT_LISTS = ("pages", "endings", "blocks", "choice_lists", "quotas", "scores")
"""The lists of a survey whose members are units; those of pages are in ``elements``."""


class Ids(list[str]):
    """The ids of the parts that stand in a list."""


def units_of(definition: Definition) -> dict[str, DocumentPart]:
    """The units of a survey by their ids, the survey itself first."""
    found: dict[str, DocumentPart] = {SURVEY: definition}
    for name in UNIT_LISTS:
        found |= {unit.id: unit for unit in getattr(definition, name)}
    return found | {element.id: element for page in definition.pages for element in page.elements}


def parts_of_unit(identity: str, unit: DocumentPart) -> Parts:
    """The parts of a unit by their keys, JSON-like, the unit itself under its id."""
    lists = _lists(unit)
    data = unit.model_dump(mode="json", exclude_none=True, exclude={*lists, "id"})
    for name in lists:
        members = getattr(unit, name)
        if members or type(unit).model_fields[name].exclude_if is None:
            data[name] = Ids(member.id for member in members)
    return taken_apart(identity, data)


def taken_apart(key: str, data: Fields) -> Parts:
    """The parts of JSON-like ``data``, which stands under ``key``."""
    found: Parts = {key: {}}
    found[key] = {name: _apart(key, value, found) for name, value in data.items()}
    return found


def put_together(key: str, parts: Parts) -> Fields:
    """The JSON-like data that ``parts`` were made of; lists of units stay ids."""
    return {name: _together(key, value, parts) for name, value in parts[key].items()}


def members(fields: Fields, name: str) -> list[str]:
    """The ids in a unit's list; none where the list is left out."""
    return list(fields.get(name, ()))


def marked(value: Any) -> Any:
    """A value with its lists of ids marked, as JSON keeps it."""
    if isinstance(value, Ids):
        return {MARK: list(value)}
    if isinstance(value, dict):
        return {name: marked(inner) for name, inner in value.items()}
    return value


def unmarked(value: Any) -> Any:
    """What ``marked`` made JSON of."""
    if isinstance(value, dict):
        if value.keys() == {MARK}:
            return Ids(value[MARK])
        return {name: unmarked(inner) for name, inner in value.items()}
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two JSON-like values are stored as the same bytes: ``1``, ``1.0`` and ``true`` are three."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return _stored(one) == _stored(other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return bool(one == other)


def keys_above(key: str) -> Iterator[str]:
    """The key and those of the parts around it, the innermost first."""
    while key:
        yield key
        key = key.rpartition("/")[0]


def _lists(unit: DocumentPart) -> tuple[str, ...]:
    if isinstance(unit, Definition):
        return UNIT_LISTS
    return ("elements",) if isinstance(unit, Page) else ()


def _apart(key: str, value: Any, found: Parts) -> Any:
    if isinstance(value, dict):
        return {name: _apart(key, inner, found) for name, inner in value.items()}
    if not _holds_parts(value):
        return value
    for item in value:
        fields = {name: inner for name, inner in item.items() if name != "id"}
        inner_key = f"{key}/{item['id']}"
        found[inner_key] = {name: _apart(inner_key, inner, found) for name, inner in fields.items()}
    return Ids(item["id"] for item in value)


def _holds_parts(value: Any) -> bool:
    is_list = isinstance(value, list) and not isinstance(value, Ids) and bool(value)
    return is_list and all(isinstance(item, dict) and "id" in item for item in value)


def _together(key: str, value: Any, parts: Parts) -> Any:
    if isinstance(value, dict):
        return {name: _together(key, inner, parts) for name, inner in value.items()}
    if not isinstance(value, Ids):
        return value
    inner_keys = [(identity, f"{key}/{identity}") for identity in value]
    if any(inner not in parts for _identity, inner in inner_keys):
        return value
    return [{"id": identity, **put_together(inner, parts)} for identity, inner in inner_keys]


def _stored(number: int | float) -> str:
    return format(Decimal(repr(number)), "f")
