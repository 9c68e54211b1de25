"""Figures as JSON: names and codes for ids, days as ISO dates, definitions beside the numbers."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from analytics.results import (
    Amount,
    Base,
    Count,
    MatrixRow,
    MatrixSummary,
    NumbersRow,
    NumbersSummary,
    PageStep,
    Question,
    Quote,
    Ranked,
    SumsSummary,
)

LEFT_OUT: Mapping[type, frozenset[str]] = {
    Count: frozenset({"value"}),
    Ranked: frozenset({"value"}),
    Amount: frozenset({"key"}),
    MatrixRow: frozenset({"key"}),
    NumbersRow: frozenset({"key"}),
    PageStep: frozenset({"page_id"}),
}

ONLY_WEIGHTED = frozenset({"weight", "weights", "effective"})
"""Told where responses are weighted alone."""


def presented(figure: Any) -> Any:
    """Return a figure, or anything it is made of, as JSON-like data."""
    if special := SPECIAL.get(type(figure)):
        return special(figure)
    if is_dataclass(figure) and not isinstance(figure, type):
        return _fields(figure)
    if isinstance(figure, Mapping):
        return {str(key): presented(value) for key, value in figure.items()}
    if isinstance(figure, list | tuple):
        return [presented(item) for item in figure]
    return figure


def _fields(figure: Any) -> dict[str, Any]:
    hidden = LEFT_OUT.get(type(figure), frozenset())
    shown = {field.name: getattr(figure, field.name) for field in fields(figure) if field.name not in hidden}
    found = {
        name: presented(value)
        for name, value in shown.items()
        if value is not None or name not in ONLY_WEIGHTED
    }
    if definition := getattr(figure, "definition", None):
        found["definition"] = str(definition)
    return found


def _question(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "number": question.number,
        "text": dict(question.text),
        "type": question.type,
        "is_removed": question.is_removed,
    }


def _base(base: Base) -> dict[str, Any]:
    return _fields(base) | {"skipped": base.skipped, "not_shown": base.not_shown}


def _quote(quote: Quote) -> dict[str, str]:
    return {"response": quote.response_id, "text": quote.text, "language": quote.language}


def _matrix(matrix: MatrixSummary | NumbersSummary) -> dict[str, Any]:
    names = {variable.key: variable.name for variable in matrix.question.variables}
    rows = [{"name": names[row.key]} | _fields(row) for row in matrix.rows]
    return _fields(matrix) | {"rows": rows}


def _sums(sums: SumsSummary) -> dict[str, Any]:
    names = {variable.key: variable.name for variable in sums.question.variables}
    return _fields(sums) | {"amounts": [{"name": names[each.key]} | _fields(each) for each in sums.amounts]}


SPECIAL: Mapping[type, Callable[[Any], Any]] = {
    Question: _question,
    Base: _base,
    Quote: _quote,
    MatrixSummary: _matrix,
    SumsSummary: _sums,
    NumbersSummary: _matrix,
    datetime.date: datetime.date.isoformat,
    datetime.time: datetime.time.isoformat,
}
