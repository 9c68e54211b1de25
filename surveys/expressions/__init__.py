"""The expression language: conditions, calculations and piping, parsed once and evaluated on the server.

``docs/expressions.md`` describes it for those who write it.
"""

from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.expression import Expression, compile_expression
from surveys.expressions.facts import Facts
from surveys.expressions.formatting import format_value
from surveys.expressions.renaming import (
    normalised_codes,
    normalised_names,
    text_with_codes,
    text_with_names,
)
from surveys.expressions.row_reading import rows_from
from surveys.expressions.rows import Group, Row, source_from
from surveys.expressions.scope import Name, Scope
from surveys.expressions.templates import Template, compile_text
from surveys.expressions.value_types import ValueType

__all__ = [
    "Expression",
    "ExpressionInvalid",
    "Facts",
    "Group",
    "Name",
    "Row",
    "Scope",
    "Template",
    "ValueType",
    "compile_expression",
    "compile_text",
    "format_value",
    "normalised_codes",
    "normalised_names",
    "rows_from",
    "source_from",
    "text_with_codes",
    "text_with_names",
]
