"""Reckoning: results are finite numbers of 15 significant digits, or unanswered."""

from collections.abc import Callable
from typing import Any

from surveys.expressions.facts import Facts
from surveys.expressions.parts import Run, strict
from surveys.expressions.values import LARGEST_WHOLE, tidied

type Number = int | float


def added(left: Number, right: Number) -> Number | None:
    """The sum."""
    result = left + right
    if result.__class__ is int and -LARGEST_WHOLE <= result <= LARGEST_WHOLE:
        return result
    return tidied(result)


def subtracted(left: Number, right: Number) -> Number | None:
    """The difference."""
    return added(left, -right)


def multiplied(left: Number, right: Number) -> Number | None:
    """The product."""
    return tidied(left * right)


def divided(left: Number, right: Number) -> Number | None:
    """The quotient; unanswered when divided by nothing."""
    return tidied(left / right) if right != 0 else None


def remainder(left: Number, right: Number) -> Number | None:
    """What division to a whole number leaves, with the divisor's sign; unanswered for nothing."""
    return tidied(left % right) if right != 0 else None


def opposite(run: Run) -> Run:
    """The number with the other sign."""
    return strict(lambda number: -number, (run,))


def chain(first: Run, rest: tuple[tuple[str, Run], ...]) -> Run:
    """Work off operators from left to right."""
    if len(rest) == 1:
        return strict(_OPERATIONS[rest[0][0]], (first, rest[0][1]))
    steps = tuple((_OPERATIONS[sign], run) for sign, run in rest)

    def run_chain(facts: Facts) -> Any:
        result = first(facts)
        for operation, operand in steps:
            if result is None:
                return None
            value = operand(facts)
            if value is None:
                return None
            result = operation(result, value)
        return result

    return run_chain


_OPERATIONS: dict[str, Callable[[Number, Number], Number | None]] = {
    "+": added,
    "-": subtracted,
    "*": multiplied,
    "/": divided,
    "%": remainder,
}
