"""Comparing values: which can be compared, and the closures that do it."""

import operator
from collections.abc import Callable
from typing import Any

from surveys.expressions.facts import Facts
from surveys.expressions.parts import Part, Run, strict
from surveys.expressions.value_types import ANY, TEXT, Kind, ValueType
from surveys.expressions.values import kind_of, size_of

type Truth = bool | None

_FAMILIES: dict[Kind, str] = {
    "number": "number",
    "text": "text",
    "choice": "text",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "set": "codes",
    "ranking": "codes",
    "list": "codes",
}
_ORDERED = frozenset({"number", "date", "time", "datetime"})
_ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def family(kind: Kind) -> str:
    """What the kind can be compared with: all of the same family; ``""`` for nothing."""
    return _FAMILIES.get(kind, "")


def is_ordered(kind: Kind) -> bool:
    """Whether values of the kind come before and after each other."""
    return _FAMILIES.get(kind) in _ORDERED


def negated(run: Run) -> Run:
    """True for false, false for true, unanswered for unanswered."""

    def run_negated(facts: Facts) -> Truth:
        value = run(facts)
        return None if value is None else not value

    return run_negated


def ordering(sign: str, left: Part, right: Part) -> Run:
    """``<``, ``<=``, ``>`` or ``>=``."""
    compare = _ORDERINGS[sign]
    if "any" not in (left.type.kind, right.type.kind):
        return strict(compare, (left.run, right.run))

    def compared(first: Any, second: Any) -> Truth:
        same = _runtime_family(first) == _runtime_family(second)
        return compare(first, second) if same and _runtime_family(first) in _ORDERED else None

    return strict(compared, (left.run, right.run))


def equality(left: Part, right: Part) -> Run:
    """``=``."""
    kinds = {left.type.kind, right.type.kind}
    if "set" in kinds and "any" not in kinds:
        return _metered(_equal_sets, left.run, right.run)
    if "any" in kinds or family(left.type.kind) == "codes":
        return _metered(equal, left.run, right.run)
    if right.is_constant:
        return _equals_constant(left.run, right.constant)
    return strict(operator.eq, (left.run, right.run))


def membership(left: Part, right: Part) -> Run:
    """``in``: an item that is unanswered might be the one looked for."""
    is_typed = "any" not in (left.type.kind, item_type(right.type).kind)
    find = _is_typed_among if is_typed else is_among
    value_of, items_of = left.run, right.run

    def run(facts: Facts) -> Truth:
        value = value_of(facts)
        if value is None:
            return None
        items = items_of(facts)
        if items is None:
            return None
        facts.charge(len(items))
        return find(value, items)

    return run


def item_type(value_type: ValueType) -> ValueType:
    """The type of what a set, ranking or list holds."""
    if value_type.kind in ("set", "ranking"):
        return ValueType("choice", codes=value_type.codes)
    if value_type.kind == "file":
        return TEXT
    return value_type.item or ANY


def _is_typed_among(value: object, items: tuple[object, ...]) -> Truth:
    """``is_among`` for a value and items of one family."""
    if value in items:
        return True
    return None if None in items else False


def membership_of_constants(left: Run, items: tuple[object, ...]) -> Run:
    """``in`` a list that is written out, for a value of the same family as all its items."""
    known = frozenset(items)
    return strict(lambda value: value in known, (left,))


def is_among(value: object, items: tuple[object, ...]) -> Truth:
    """Whether ``value`` is one of ``items``; unanswered when only one that can't be compared could be it."""
    found: Truth = False
    for item in items:
        same = equal(value, item)
        if same:
            return True
        if same is None:
            found = None
    return found


def equal(left: Any, right: Any) -> Truth:
    """Whether two values of any type are the same; unanswered when they can't be compared."""
    kind = _runtime_family(left)
    if not kind or kind != _runtime_family(right):
        return None
    if kind != "codes":
        return bool(left == right)
    if len(left) != len(right):
        return False
    results = [equal(*pair) for pair in zip(left, right, strict=True)]
    if False in results:
        return False
    return None if None in results else True


def _equal_sets(left: tuple[str, ...], right: tuple[str, ...]) -> Truth:
    first, second = frozenset(left), frozenset(right)
    return None if None in first or None in second else first == second


def _equals_constant(run: Run, constant: object) -> Run:
    def run_equal(facts: Facts) -> Truth:
        value = run(facts)
        return None if value is None else value == constant

    return run_equal


def _metered(function: Callable[[Any, Any], Truth], left: Run, right: Run) -> Run:
    def run(facts: Facts) -> Truth:
        first = left(facts)
        if first is None:
            return None
        second = right(facts)
        if second is None:
            return None
        facts.charge(size_of(first) + size_of(second))
        return function(first, second)

    return run


def _runtime_family(value: object) -> str:
    kind = kind_of(value)
    return "" if kind is None else _FAMILIES.get(kind, "")
