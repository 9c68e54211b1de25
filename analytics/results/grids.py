"""Matrices with several cells in a row, summarised column by column, each by its kind."""

from collections.abc import Iterator
from dataclasses import replace

from analytics.results.asking import SelectedRows, quoted
from analytics.results.figures_of_questions import NumbersRow, NumbersSummary
from analytics.results.numbers import moments
from analytics.results.questions import Localised, Question, Variable


def grid_columns(question: Question) -> Iterator[Question]:
    """The columns of a grid as questions of their own; of texts each cell.

    The variables of a column that was one of another kind before are a column of their own.
    """
    columns: dict[tuple[str, str], list[Variable]] = {}
    for variable in question.variables:
        columns.setdefault((variable.cell, variable.kind), []).append(variable)
    for (_cell, kind), variables in columns.items():
        if kind == "text":
            yield from (cell_of(question, variable) for variable in variables)
        else:
            yield _column_of(question, tuple(variables))


def cell_of(question: Question, variable: Variable) -> Question:
    """One cell of a grid as a question."""
    return replace(
        question,
        key=variable.key,
        name=variable.name,
        text=joined(variable.part_label, variable.cell_label),
        summary_kind="column",
        is_removed=variable.is_removed,
        variables=(variable,),
    )


def joined(first: Localised, second: Localised) -> Localised:
    """Two texts as one, in every language that either has; in one that only one has, that one."""
    languages = dict.fromkeys([*first, *second])
    return {
        language: " · ".join(filter(None, (first.get(language), second.get(language))))
        for language in languages
    }


def numbers_summary(question: Question, rows: SelectedRows) -> NumbersSummary:
    """Mean, spread and total of every row."""
    made = [_numbers_row(question, variable, rows) for variable in question.variables]
    shown = tuple(row for row in made if row.base.answered or not row.is_removed)
    return NumbersSummary(question, rows.base(question, *question.variables), shown)


def _column_of(question: Question, variables: tuple[Variable, ...]) -> Question:
    newest = variables[0]
    return replace(
        question,
        key=f"{question.key}.{newest.kind}.{newest.cell}",
        name=f"{question.name}_{newest.cell_code}",
        text=newest.cell_label or question.text,
        summary_kind="numbers" if newest.kind == "number" else "matrix",
        is_removed=all(variable.is_removed for variable in variables),
        variables=variables,
    )


def _numbers_row(question: Question, variable: Variable, rows: SelectedRows) -> NumbersRow:
    total = rows.ask(f"SELECT sum({quoted(variable.field)}) FROM selected")[0][0]  # noqa: S608
    return NumbersRow(
        key=variable.key,
        label=variable.part_label,
        base=rows.base(question, variable),
        moments=moments(variable, rows),
        total=None if total is None else float(total),
        is_removed=variable.is_removed,
    )
