"""The expression language: conditions, calculations and piping, parsed once and evaluated on the server.

``docs/expressions.md`` describes it for those who write it.
"""

from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.expression import Expression, compile_expression
from surveys.expressions.facts import Facts
from surveys.expressions.scope import Name, Scope
from surveys.expressions.templates import Template, compile_text
from surveys.expressions.value_types import ValueType

__all__ = [
    "Expression",
    "ExpressionInvalid",
    "Facts",
    "Name",
    "Scope",
    "Template",
    "ValueType",
    "compile_expression",
    "compile_text",
]
