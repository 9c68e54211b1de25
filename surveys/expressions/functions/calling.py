"""Calls of functions: looked up, their arguments counted and checked, and made into closures."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from surveys.expressions.facts import Facts
from surveys.expressions.functions.dates import day_of, time_of
from surveys.expressions.functions.evaluating import evaluated_part, with_facts
from surveys.expressions.functions.table import Function
from surveys.expressions.parts import Part
from surveys.expressions.tree import Call
from surveys.expressions.value_types import Kind, ValueType

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_SCALARS: tuple[Kind, ...] = ("text", "choice", "number", "boolean", "date", "time", "datetime")
_ACCEPTED: dict[str, tuple[Kind, ...]] = {
    "number": ("number",),
    "text": ("text", "choice"),
    "boolean": ("boolean",),
    "date": ("date", "datetime"),
    "time": ("time", "datetime"),
    "value": _SCALARS,
}
_CONVERSIONS: dict[str, Callable[[Facts, Any], Any]] = {"date": day_of, "time": time_of}


def check_count(compiler: "Compiler", node: Call, function: Function) -> None:
    """Refuse a call with too few or too many arguments."""
    given, most = len(node.arguments), function.most
    if given >= function.fewest and (most is None or given <= most):
        return
    wanted = function.fewest if given < function.fewest else most or 0
    problem = ngettext(
        "%(function)s needs %(count)d argument: %(signature)s.",
        "%(function)s needs %(count)d arguments: %(signature)s.",
        wanted,
    )
    words = {"function": node.name, "count": wanted, "signature": function.signature}
    raise compiler.refusal(node, problem % words, "wrong_arguments")


def plain_part(compiler: "Compiler", node: Call, function: Function) -> Part:
    """A call of a function that gets the values of its arguments."""
    arguments = []
    for index, argument in enumerate(node.arguments):
        kind = function.parameter(index).kind
        arguments.append(_argument(compiler, compiler.part(argument), kind))
    value_type = ValueType(function.result)  # type: ignore[arg-type]  # a test checks the table
    reads_facts = function.reads_facts
    return evaluated_part(compiler, node, value_type, function.evaluate, arguments, reads_facts=reads_facts)


def _argument(compiler: "Compiler", part: Part, kind: str) -> Part:
    """The checked argument; a moment where a day or a time is needed becomes that."""
    checked = compiler.expect(part, _ACCEPTED[kind])
    conversion = _CONVERSIONS.get(kind)
    if conversion is None or part.type.kind == kind:
        return checked
    run = with_facts(conversion, (checked.run,))
    return Part(part.node, ValueType("date" if kind == "date" else "time"), run)
