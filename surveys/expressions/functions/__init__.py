"""The functions of the language: ``FUNCTIONS`` holds all that can be called, by name."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from surveys.expressions.functions.answers import ANSWER_FUNCTIONS
from surveys.expressions.functions.calling import check_count, plain_part
from surveys.expressions.functions.choices import CHOICE_FUNCTIONS
from surveys.expressions.functions.circumstances import CIRCUMSTANCE_FUNCTIONS
from surveys.expressions.functions.dates import DATE_FUNCTIONS
from surveys.expressions.functions.numbers import NUMBER_FUNCTIONS
from surveys.expressions.functions.table import Function, Group, Parameter
from surveys.expressions.functions.texts import TEXT_FUNCTIONS
from surveys.expressions.parts import Part
from surveys.expressions.tree import Call
from surveys.expressions.wording import nearest

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

__all__ = ["FUNCTIONS", "Function", "Group", "Parameter", "call_part"]

FUNCTIONS = {
    function.name: function
    for function in (
        *ANSWER_FUNCTIONS,
        *CHOICE_FUNCTIONS,
        *NUMBER_FUNCTIONS,
        *TEXT_FUNCTIONS,
        *DATE_FUNCTIONS,
        *CIRCUMSTANCE_FUNCTIONS,
    )
}


def call_part(compiler: "Compiler", node: Call) -> Part:
    """Compile the call of a function. Raises ``ExpressionInvalid``."""
    function = FUNCTIONS.get(node.name)
    if function is None:
        problem = _("There is no function with the name “%(name)s”.") % {"name": node.name}
        meant = nearest(node.name, FUNCTIONS)
        raise compiler.refusal(node, problem, "unknown_function", meant=meant, end=node.name_end)
    check_count(compiler, node, function)
    compiler.functions.add(function.name)
    return plain_part(compiler, node, function) if function.build is None else function.build(compiler, node)
