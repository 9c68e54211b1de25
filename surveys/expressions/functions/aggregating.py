"""Functions that gather values, of arguments, lists, sets and grids, into one; unanswered ones skipped."""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from surveys.expressions import comparing
from surveys.expressions.facts import Facts
from surveys.expressions.parts import Part, Run
from surveys.expressions.tree import Call
from surveys.expressions.value_types import NUMBER, Kind, ValueType
from surveys.expressions.values import guard_for, is_answer, size_of, tidied

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_HOLDERS: tuple[Kind, ...] = ("list", "grid", "set", "ranking", "file")


def build_count(compiler: "Compiler", node: Call) -> Part:
    """``count``: what is answered, or how much of it."""
    parts = compiler.parts(node.arguments)
    _meter(compiler, parts)
    counters = tuple((part.run, _COUNTERS.get(part.type.kind, _count_inside)) for part in parts)

    def run(facts: Facts) -> int:
        total = 0
        for each, counted in counters:
            value = each(facts)
            if value is not None:
                facts.charge(size_of(value))
                total += counted(value)
        return total

    return Part(node, NUMBER, run)


def _count_inside(value: Any) -> int:
    return sum(1 for _answer in _each(value))


_COUNTERS: dict[Kind, Callable[[Any], int]] = {"set": len, "ranking": len, "file": len}


def build_count_true(compiler: "Compiler", node: Call) -> Part:
    """``count_true``: how many conditions hold."""
    runs = tuple(compiler.condition(argument).run for argument in node.arguments)
    return Part(node, NUMBER, lambda facts: sum(run(facts) is True for run in runs))


def build_total(compiler: "Compiler", node: Call) -> Part:
    """``sum`` and ``mean``."""
    parts = [_checked(compiler, compiler.part(argument), NUMBER) for argument in node.arguments]
    return _gathered(compiler, node, NUMBER, parts, _sum if node.name == "sum" else _mean)


def build_extreme(compiler: "Compiler", node: Call) -> Part:
    """``min`` and ``max``, of numbers or of dates or of times."""
    parts = compiler.parts(node.arguments)
    kinds = [kind for part in parts for kind in _kinds_in(part.type) if kind != "any"]
    wanted = ValueType(kinds[0]) if kinds and comparing.is_ordered(kinds[0]) else NUMBER
    checked = [_checked(compiler, part, wanted) for part in parts]
    choose: Callable[[list[Any]], Any] = min if node.name == "min" else max

    def chosen(values: Iterator[Any]) -> Any:
        known = list(values)
        return choose(known) if known else None

    return _gathered(compiler, node, wanted, checked, chosen)


def _checked(compiler: "Compiler", part: Part, wanted: ValueType) -> Part:
    """The part, if all it holds is of the wanted type; what may be anything is checked when evaluated."""
    guard = guard_for(wanted)
    if part.type.kind not in _HOLDERS and part.type.kind != "any":
        return compiler.expect(part, (wanted.kind,))
    for kind in _kinds_in(part.type):
        if kind not in (wanted.kind, "any"):
            problem = _("What is gathered here are not numbers that can be reckoned with.")
            raise compiler.refusal(part.node, problem, "type_mismatch")

    def run(facts: Facts) -> Any:
        value = part.run(facts)
        return None if value is None else tuple(guard(each) for each in _each(value) if each is not None)

    return Part(part.node, ValueType("list", item=wanted), run)


def _kinds_in(value_type: ValueType) -> Iterator[Kind]:
    if value_type.kind == "grid":
        for part in value_type.parts.values():
            yield from _kinds_in(part)
    elif value_type.kind in _HOLDERS:
        yield from _kinds_in(comparing.item_type(value_type))
    else:
        yield value_type.kind


def _gathered(
    compiler: "Compiler",
    node: Call,
    value_type: ValueType,
    parts: list[Part],
    gather: Callable[[Iterator[Any]], Any],
) -> Part:
    runs = tuple(part.run for part in parts)
    _meter(compiler, parts)
    return Part(node, value_type, lambda facts: gather(_values(runs, facts)))


def _meter(compiler: "Compiler", parts: list[Part]) -> None:
    for part in parts:
        if part.type.kind in (*_HOLDERS, "any"):
            compiler.meter()


def _values(runs: tuple[Run, ...], facts: Facts) -> Iterator[Any]:
    for run in runs:
        value = run(facts)
        if value is not None:
            facts.charge(size_of(value))
            yield from _each(value)


def _each(value: Any) -> Iterator[Any]:
    """The answered values in a value: those in a list, a set or a grid, else itself."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _each(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _each(inner)
    elif is_answer(value):
        yield value


def _sum(values: Iterator[int | float]) -> int | float | None:
    numbers = list(values)
    return tidied(_exact_sum(numbers)) if numbers else None


def _mean(values: Iterator[int | float]) -> int | float | None:
    numbers = list(values)
    return tidied(_exact_sum(numbers) / len(numbers)) if numbers else None


def _exact_sum(numbers: list[int | float]) -> int | float:
    try:
        return sum(numbers) if all(isinstance(number, int) for number in numbers) else math.fsum(numbers)
    except OverflowError:
        return math.inf
