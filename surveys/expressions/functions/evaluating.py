"""Closures for functions that get the values of their arguments."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from surveys.expressions.facts import Facts
from surveys.expressions.parts import Part, Run, strict
from surveys.expressions.tree import Call
from surveys.expressions.value_types import ValueType
from surveys.expressions.values import bounded_text, size_of

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_OF_ANY_SIZE = frozenset({"text", "choice", "any"})


def evaluated_part(
    compiler: "Compiler",
    node: Call,
    value_type: ValueType,
    evaluate: Callable[..., Any],
    arguments: list[Part],
    *,
    reads_facts: bool,
) -> Part:
    """A call with checked arguments, metered where their size matters."""
    runs = tuple(part.run for part in arguments)
    if any(part.type.kind in _OF_ANY_SIZE for part in arguments):
        compiler.meter()
        return Part(node, value_type, _metered(evaluate, runs, reads_facts))
    if reads_facts:
        return Part(node, value_type, with_facts(evaluate, runs))
    return Part(node, value_type, strict(evaluate, runs))


def with_facts(evaluate: Callable[..., Any], runs: tuple[Run, ...]) -> Run:
    """Call a function with the facts and values; unanswered when one of them is."""

    def run(facts: Facts) -> Any:
        values = _answered(runs, facts)
        return None if values is None else evaluate(facts, *values)

    return run


def _metered(evaluate: Callable[..., Any], runs: tuple[Run, ...], reads_facts: bool) -> Run:
    def run(facts: Facts) -> Any:
        values = _answered(runs, facts)
        if values is None:
            return None
        facts.charge(sum(map(size_of, values)))
        result = evaluate(facts, *values) if reads_facts else evaluate(*values)
        return bounded_text(result) if isinstance(result, str) else result

    return run


def _answered(runs: tuple[Run, ...], facts: Facts) -> list[Any] | None:
    values = []
    for run in runs:
        value = run(facts)
        if value is None:
            return None
        values.append(value)
    return values
