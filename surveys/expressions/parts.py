"""What compiling makes of each part of an expression: its type and the closure that evaluates it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from surveys.expressions.facts import Facts
from surveys.expressions.tree import Node
from surveys.expressions.value_types import BOOLEAN, ValueType
from surveys.expressions.values import Guard, whole_size_of

type Run = Callable[[Facts], Any]
"""Evaluates a part: its value, ``None`` for unanswered. Never raises but ``OutOfSteps``."""


class _NotConstant:
    """Stands where a part has no value of its own."""


NOT_CONSTANT: Final = _NotConstant()


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled part: ``constant`` is its value where it is written as one, ``name`` the name it reads."""

    node: Node
    type: ValueType
    run: Run
    constant: object = NOT_CONSTANT
    name: str = ""
    path: tuple[str, ...] = ()

    @property
    def is_constant(self) -> bool:
        """Whether the value is written in the expression."""
        return self.constant is not NOT_CONSTANT


def always(value: Any) -> Run:
    """Give the same value whatever the facts."""

    def run(_facts: Facts) -> Any:
        return value

    return run


def constant_part(node: Node, value_type: ValueType, value: object) -> Part:
    """A part that always has the same value."""
    return Part(node, value_type, always(value), value)


def condition_part(node: Node, run: Run) -> Part:
    """A part that is true, false or unanswered."""
    return Part(node, BOOLEAN, run)


def guarded(run: Run, guard: Guard) -> Run:
    """Evaluate, and take what doesn't pass the guard as unanswered."""

    def run_guarded(facts: Facts) -> Any:
        value = run(facts)
        return None if value is None else guard(value)

    return run_guarded


def reading(key: str, guard: Guard) -> Run:
    """Read a value by its name."""

    def read(facts: Facts) -> Any:
        value = facts.values.get(key)
        return None if value is None else guard(value)

    return read


def reading_all(key: str, guard: Guard) -> Run:
    """Read a list or a grid by its name, item by item."""

    def read(facts: Facts) -> Any:
        value = facts.values.get(key)
        if value is None:
            return None
        facts.charge(whole_size_of(value))
        return guard(value)

    return read


def reading_cell(key: str, path: tuple[str, ...], guard: Guard) -> Run:
    """Read a cell of a grid by its codes."""
    from_mapping = _mapping_getter(path)

    def read(facts: Facts) -> Any:
        value = from_mapping(facts.values.get(key))
        return None if value is None else guard(value)

    return read


def _mapping_getter(path: tuple[str, ...]) -> Callable[[Any], Any]:
    def get(value: Any) -> Any:
        for code in path:
            if not isinstance(value, Mapping):
                return None
            value = value.get(code)
        return value

    return get


def strict(function: Callable[..., Any], arguments: tuple[Run, ...]) -> Run:
    """Call a function with values; unanswered when one of them is."""
    match arguments:
        case (only,):
            return _strict_one(function, only)
        case (left, right):
            return _strict_two(function, left, right)
        case _:
            return _strict_many(function, arguments)


def _strict_one(function: Callable[[Any], Any], only: Run) -> Run:
    def run(facts: Facts) -> Any:
        value = only(facts)
        return None if value is None else function(value)

    return run


def _strict_two(function: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    def run(facts: Facts) -> Any:
        first = left(facts)
        if first is None:
            return None
        second = right(facts)
        return None if second is None else function(first, second)

    return run


def _strict_many(function: Callable[..., Any], arguments: tuple[Run, ...]) -> Run:
    def run(facts: Facts) -> Any:
        values = []
        for argument in arguments:
            value = argument(facts)
            if value is None:
                return None
            values.append(value)
        return function(*values)

    return run
