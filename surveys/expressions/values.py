"""Values at run time: what fits its type, which numbers and texts are kept, what can be compared.

What doesn't fit counts as unanswered, so that everything behind a read is of the type it was checked as.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from math import inf
from typing import Any

from surveys.expressions.value_types import ANY, Kind, ValueType

MAXIMUM_TEXT = 20_000
MAXIMUM_ITEMS = 2_000
LARGEST_WHOLE = 10**15
"""Whole numbers are exact up to here; beyond, and with fractions, numbers carry 15 significant digits."""

_STEPS_AN_ITEM = MAXIMUM_TEXT // MAXIMUM_ITEMS

type Guard = Callable[[Any], Any]
"""Gives the value it was given when that fits, else ``None``."""


def tidied(number: int | float) -> int | float | None:
    """A computed number as expressions carry it; ``None`` for one that isn't finite.

    Fractions are rounded to 15 significant digits, so that ``0.1 + 0.2 = 0.3``; whole results are integers.
    """
    if isinstance(number, int):
        return number if -LARGEST_WHOLE <= number <= LARGEST_WHOLE else _approximated(number)
    if not -inf < number < inf:
        return None
    rounded = float(f"{number:.15g}")
    if rounded.is_integer() and -LARGEST_WHOLE <= rounded <= LARGEST_WHOLE:
        return int(rounded)
    return rounded if -inf < rounded < inf else None


def _approximated(number: int) -> int | float | None:
    try:
        return tidied(float(number))
    except OverflowError:
        return None


def bounded_text(text: str) -> str | None:
    """The text; unanswered when it is longer than texts may become."""
    return text if len(text) <= MAXIMUM_TEXT else None


def size_of(value: object) -> int:
    """What handling the value costs, in steps: one for each character, ten for each item."""
    if isinstance(value, str):
        return len(value) + 1
    return _STEPS_AN_ITEM * len(value) + 1 if isinstance(value, (tuple, list, dict)) else 1


def whole_size_of(value: object) -> int:
    """What handling the value costs with what its items hold."""
    if isinstance(value, dict):
        value = tuple(value.values())
    return size_of(value) + sum(map(size_of, value)) if isinstance(value, tuple | list) else size_of(value)


def is_answer(value: object) -> bool:
    """Whether a value counts as an answer: an empty text doesn't, nor what holds no answer."""
    if value is None or value == "":
        return False
    if isinstance(value, tuple):
        return any(map(is_answer, value))
    return any(map(is_answer, value.values())) if isinstance(value, dict) else True


def guard_for(value_type: ValueType) -> Guard:
    """The guard for values of a type."""
    match value_type.kind:
        case "list":
            return _items_guard(guard_for(value_type.item or ANY))
        case "grid":
            return _grid_guard(value_type)
        case kind:
            return _GUARDS[kind]


def _items_guard(item_guard: Guard) -> Guard:
    def guard(value: Any) -> tuple[Any, ...] | None:
        if not isinstance(value, tuple | list) or len(value) > MAXIMUM_ITEMS:
            return None
        return tuple(None if item is None else item_guard(item) for item in value)

    return guard


def _grid_guard(value_type: ValueType) -> Guard:
    guards = {code: guard_for(part) for code, part in value_type.parts.items()}

    def guard(value: Any) -> dict[str, Any] | None:
        if not isinstance(value, Mapping) or len(value) > MAXIMUM_ITEMS:
            return None
        return {
            code: None if value.get(code) is None else part_guard(value[code])
            for code, part_guard in guards.items()
        }

    return guard


def _number(value: Any) -> int | float | None:
    if value.__class__ is int or (isinstance(value, int) and not isinstance(value, bool)):
        return value if -LARGEST_WHOLE <= value <= LARGEST_WHOLE else tidied(int(value))
    return value if isinstance(value, float) and -inf < value < inf else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and len(value) <= MAXIMUM_TEXT else None


def _boolean(value: Any) -> bool | None:
    return value if value is True or value is False else None


def _date(value: Any) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _time(value: Any) -> time | None:
    return value if isinstance(value, time) and value.tzinfo is None else None


def _datetime(value: Any) -> datetime | None:
    return value if isinstance(value, datetime) and value.utcoffset() is not None else None


def _codes(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, tuple | list) or len(value) > MAXIMUM_ITEMS:
        return None
    for code in value:
        if not isinstance(code, str):
            return None
    return value if isinstance(value, tuple) else tuple(value)


def _any(value: Any) -> Any:
    guard = guard_of_value(value)
    return None if guard is None else guard(value)


def guard_of_value(value: object) -> Guard | None:
    """The guard that a value of unknown type must pass; ``None`` for what no type has."""
    kind = kind_of(value)
    if kind == "list":
        return _codes
    return None if kind is None or kind == "grid" else _GUARDS[kind]


def kind_of(value: object) -> Kind | None:
    """The kind of a value of unknown type: a text may also be a choice, a list a set; ``None`` for none."""
    return next((kind for types, kind in _KINDS if isinstance(value, types)), None)


_KINDS: tuple[tuple[type | tuple[type, ...], Kind], ...] = (
    (bool, "boolean"),
    ((int, float), "number"),
    (str, "text"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
    ((tuple, list), "list"),
    (Mapping, "grid"),
)

_GUARDS: dict[Kind, Guard] = {
    "number": _number,
    "text": _text,
    "choice": _text,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "set": _codes,
    "ranking": _codes,
    "file": _codes,
    "any": _any,
}
