"""The tables of a comparison question by question, with shares of the base that is wanted."""

from collections.abc import Sequence
from dataclasses import replace

from analytics.results.comparing.door import Comparison
from analytics.results.crosstabs.figures import CrosstabCell, CrosstabTable
from analytics.results.figures import BaseChoice
from analytics.results.questions import Question

type Whole = float | None


def tables_of(comparison: Comparison, question: Question, base: BaseChoice) -> list[CrosstabTable]:
    """The tables of a question's columns, in order; none of a question that can't be compared.

    Shares of another base than those who answered have no interval.
    """
    tables = [comparison.tables[each.field] for each in question.variables if each.field in comparison.tables]
    wholes = _wholes(comparison, question, base)
    return tables if wholes is None else [_based(table, wholes) for table in tables]


def _wholes(comparison: Comparison, question: Question, base: BaseChoice) -> list[Whole] | None:
    """What the shares of each group are of; ``None`` where that are those who answered."""
    weights = comparison.weights.get(question.key)
    if base == "answered" or weights is None:
        return None
    groups = [weights.get(column.key[-1] if column.key else "") for column in comparison.columns]
    if base == "asked":
        return [group.asked if group else None for group in groups]
    return [group.responses if group else None for group in groups]


def _based(table: CrosstabTable, wholes: Sequence[Whole]) -> CrosstabTable:
    rows = tuple(
        replace(row, cells=tuple(_cell(cell, whole) for cell, whole in zip(row.cells, wholes, strict=True)))
        for row in table.rows
    )
    return replace(table, rows=rows)


def _cell(cell: CrosstabCell, whole: Whole) -> CrosstabCell:
    if cell.weight is None or whole is None:
        return cell
    return replace(cell, column=cell.weight / whole if whole else None, interval=None)
