"""Filters as SQL over the relation of answers. Every condition is true or false, never unknown."""

from collections.abc import Callable, Mapping
from typing import Any

from analytics.results.filtering.columns import FilterColumn, FilterColumns, quoted
from analytics.results.filtering.document import Condition, Filter
from analytics.results.filtering.reading import column_of, read_value
from analytics.results.questions import refused_field
from surveys.question_types.elements import Refusal
from surveys.question_types.missing import REFUSALS

_COMPARED = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_LISTS = frozenset({"set", "rank"})


class _Parameters(dict[str, Any]):
    """Values of a statement; ``put`` gives the name by which SQL calls one."""

    def __init__(self, first: str = "f") -> None:
        super().__init__()
        self._first = first

    def put(self, value: Any) -> str:
        name = f"{self._first}{len(self)}"
        self[name] = value
        return f"${name}"


def condition_sql(wanted: Filter, columns: FilterColumns, *, name: str = "f") -> tuple[str, dict[str, Any]]:
    """A checked filter as a condition of SQL, and its parameters, named ``f0``, ``f1`` and so on.

    Raises ``FilterInvalid`` where a column went since it was checked.
    """
    parameters = _Parameters(name)
    groups = []
    for group in wanted.groups:
        parts = [_one(each, column_of(each, columns), parameters) for each in group.conditions]
        groups.append(f"({' OR '.join(parts)})")
    return " AND ".join(groups) or "true", dict(parameters)


def single_condition_sql(
    condition: Condition, column: FilterColumn, *, name: str = "f"
) -> tuple[str, dict[str, Any]]:
    """A condition by itself, and its parameters, whose names begin with ``name``."""
    parameters = _Parameters(name)
    return _one(condition, column, parameters), dict(parameters)


def _one(condition: Condition, column: FilterColumn, parameters: _Parameters) -> str:
    """One condition; where there is no answer it is false, unless it asks for that."""
    if condition.operator in _MISSING:
        return _MISSING[condition.operator](column)
    asked = _in_list if column.kind in _LISTS else _of_one
    return f"coalesce({asked(condition, column, parameters)}, false)"


def _of_one(condition: Condition, column: FilterColumn, parameters: _Parameters) -> str:
    field, operator = column.sql, condition.operator
    values = [parameters.put(read_value(value, column)) for value in condition.values]
    if operator in ("in", "not_in"):
        return f"{field} {'NOT IN' if operator == 'not_in' else 'IN'} ({', '.join(values)})"
    if operator == "between":
        return f"{field} BETWEEN {values[0]} AND {values[-1]}"
    if column.kind == "text":
        return _TEXT[operator] % {"field": field, "value": values[0]}
    return f"{field} {_COMPARED[operator]} {values[0]}"


_TEXT = {
    "contains": "contains(lower(%(field)s), lower(%(value)s))",
    "not_contains": "NOT contains(lower(%(field)s), lower(%(value)s))",
    "starts": "starts_with(lower(%(field)s), lower(%(value)s))",
    "eq": "lower(%(field)s) = lower(%(value)s)",
    "ne": "lower(%(field)s) <> lower(%(value)s)",
}
"""Letters are compared whatever their case."""


def _in_list(condition: Condition, column: FilterColumn, parameters: _Parameters) -> str:
    field, value = column.sql, parameters.put(list(condition.values))
    if condition.operator == "first":
        return f"list_contains({value}, {field}[1])"
    found = "list_has_all" if condition.operator == "all" else "list_has_any"
    negated = "NOT " if condition.operator == "not_in" else ""
    return f"{negated}{found}({field}, {value})"


def _asked(column: FilterColumn) -> str:
    field = column.question.asked_field if column.question else column.field
    return f"coalesce({quoted(field)}, false)"


def _refused(column: FilterColumn, way: Refusal) -> str:
    if column.question is None or way not in column.question.refusals:
        return "false"
    return f"coalesce({quoted(refused_field(column.question.asked_field, way))}, false)"


def _skipped(column: FilterColumn) -> str:
    refused = " OR ".join(_refused(column, way) for way in REFUSALS)
    return f"({_asked(column)} AND {column.sql} IS NULL AND NOT ({refused}))"


def why_sql(column: FilterColumn) -> str:
    """SQL of a text that tells why there is no answer from other reasons; empty where there is one."""
    if column.question is None:
        return "''"
    ways = ", ".join((_asked(column), *(_refused(column, way) for way in column.question.refusals)))
    return f"CASE WHEN {column.sql} IS NULL THEN concat({ways}) ELSE '' END"


_MISSING: Mapping[str, Callable[[FilterColumn], str]] = {
    "answered": lambda column: f"({column.sql} IS NOT NULL)",
    "not_answered": lambda column: f"({column.sql} IS NULL)",
    "skipped": _skipped,
    "refused": lambda column: _refused(column, "refused"),
    "dont_know": lambda column: _refused(column, "dont_know"),
    "not_shown": lambda column: f"(NOT {_asked(column)})",
}
