"""The summary of one question, by the kind its type asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from analytics.results.asking import SelectedRows, quoted
from analytics.results.dates import date_summary
from analytics.results.figures import Base, Count, Quote, count_of
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    Counted,
    FilesSummary,
    MatrixRow,
    MatrixSummary,
    NpsSummary,
    NumberSummary,
    PartsSummary,
    ScaleSummary,
    ShareSummary,
    TextSummary,
)
from analytics.results.grids import cell_of, grid_columns, numbers_summary
from analytics.results.numbers import histogram, moments
from analytics.results.questions import Question, Value, Variable
from analytics.results.rankings import ranking_summary, sums_summary
from analytics.results.readers import hashed_field
from analytics.results.spots import spots_of
from analytics.results.statistics import net_promoter_score, share
from analytics.results.times import moment_summary, time_summary
from surveys.question_types.columns import ColumnKind

LATEST_TEXTS = 5
LONG_LIST = 40
"""Of longer lists, such as all countries, only what was chosen is told, the most frequent first."""


def summarise(question: Question, rows: SelectedRows) -> Counted:
    """Return the summary that the question's type asks for; one it doesn't know is counted as text."""
    return _BY_KIND.get(question.summary_kind, _texts)(question, rows)


def _base(question: Question, rows: SelectedRows) -> Base:
    return rows.base(question, *question.variables)


def _choices(question: Question, rows: SelectedRows) -> ChoicesSummary:
    base, variable = _base(question, rows), question.variables[0]
    is_multiple = variable.kind == "set"
    counts = _counts(variable, rows, base.answered)
    if len(counts) > LONG_LIST:
        counts = tuple(sorted((count for count in counts if count.n), key=lambda count: -count.n))
    texts = (_texts(part_of(question, each), rows) for each in _written_beside(question))
    return ChoicesSummary(question, base, counts, is_multiple, tuple(each for each in texts if each.distinct))


def _written_beside(question: Question) -> Iterator[Variable]:
    """The columns with what people wrote beside their choices."""
    return (each for each in question.variables[1:] if each.kind == "text" and not each.makes_groups)


def _counts(variable: Variable, rows: SelectedRows, answered: int) -> tuple[Count, ...]:
    found = rows.value_counts(variable)
    return tuple(
        count_of(value, found.get(value.value, 0), answered)
        for value in (_values_met(variable, found) if variable.values is None else variable.values)
        if found.get(value.value) or not value.is_removed
    )


def _values_met(variable: Variable, found: Mapping[Any, int]) -> tuple[Value, ...]:
    """The values of an open list that were given, the most frequent first."""
    words_of = variable.words_of or _no_words
    given = sorted(found, key=lambda value: (-found[value], str(value)))
    return tuple(Value(value, str(value), words_of(str(value)) or {"": str(value)}, False) for value in given)


def _no_words(_value: str) -> Mapping[str, str]:
    return {}


def _scale(question: Question, rows: SelectedRows) -> ScaleSummary:
    base, variable = _base(question, rows), question.variables[0]
    return ScaleSummary(question, base, _counts(variable, rows, base.answered), moments(variable, rows))


def _nps(question: Question, rows: SelectedRows) -> NpsSummary:
    base, variable = _base(question, rows), question.variables[0]
    counts = _counts(variable, rows, base.answered)

    def between(low: int, high: int) -> int:
        return sum(count.n for count in counts if low <= int(count.value) <= high)

    score = net_promoter_score(promoters=between(9, 10), passives=between(7, 8), detractors=between(0, 6))
    return NpsSummary(question, base, counts, score, moments(variable, rows))


def _share(question: Question, rows: SelectedRows, *, kind: Literal["csat", "ces"]) -> ShareSummary:
    """Satisfied are the two highest points, dissatisfied the two lowest; easy is all above the middle."""
    base, variable = _base(question, rows), question.variables[0]
    counts = _counts(variable, rows, base.answered)
    values = variable.values or ()
    points = sorted(int(value.value) for value in values if not value.is_removed or variable.is_removed)
    beside = 2 if kind == "csat" else len(points) // 2
    counted = sum(count.n for count in counts if int(count.value) >= points[-beside])
    return ShareSummary(
        question=question,
        base=base,
        counts=counts,
        share=share(counted, sum(count.n for count in counts)),
        counted_from=points[-beside],
        opposed_to=points[beside - 1],
        moments=moments(variable, rows),
        kind=kind,
    )


def _number(question: Question, rows: SelectedRows) -> NumberSummary:
    base, variable = _base(question, rows), question.variables[0]
    found = moments(variable, rows)
    return NumberSummary(question, base, histogram(variable, rows, found), found)


def _matrix(question: Question, rows: SelectedRows) -> MatrixSummary:
    values = _values_of_all(question.variables)
    parts = [_matrix_row(question, variable, values, rows) for variable in question.variables]
    shown = tuple(part for part in parts if part.base.answered or not part.is_removed)
    return MatrixSummary(question, _base(question, rows), shown)


def _values_of_all(variables: tuple[Variable, ...]) -> tuple[Value, ...]:
    """The columns of a matrix, also of rows that were removed before a column came."""
    values = {value.value: value for variable in variables for value in variable.values or ()}
    return tuple(values.values())


def _matrix_row(
    question: Question, variable: Variable, values: tuple[Value, ...], rows: SelectedRows
) -> MatrixRow:
    base = rows.base(question, variable)
    found = {count.value: count.n for count in _counts(variable, rows, base.answered)}
    counts = tuple(count_of(value, found.get(value.value, 0), base.answered) for value in values)
    return MatrixRow(variable.key, variable.part_label, base, counts, variable.is_removed)


def _texts(question: Question, rows: SelectedRows) -> TextSummary:
    variable = question.variables[0]
    told_apart = hashed_field(variable.field) if variable.kind == "text" else variable.field
    distinct = rows.counts.different(told_apart)
    return TextSummary(
        question, _base(question, rows), distinct, latest_texts(variable, rows, limit=LATEST_TEXTS)
    )


def _files(question: Question, rows: SelectedRows) -> FilesSummary:
    variable = question.variables[0]
    field = quoted(variable.field)
    files = rows.ask(f"SELECT coalesce(sum(len({field})), 0)::BIGINT FROM selected")[0][0]  # noqa: S608
    found = rows.ask(
        f"SELECT id, array_to_string({field}, ', '), language FROM selected WHERE {field} IS NOT NULL"  # noqa: S608
        " ORDER BY changed_at DESC, id DESC LIMIT $limit",
        limit=LATEST_TEXTS,
    )
    return FilesSummary(question, _base(question, rows), files, tuple(Quote(*row) for row in found))


def _column(question: Question, rows: SelectedRows) -> Counted:
    """A question that is its only column, whatever kind that is of."""
    if _is_shared(question.variables[0], rows):
        return _choices(question, rows)
    return _BY_KIND[_OF_COLUMN.get(question.variables[0].kind, "text")](question, rows)


def _is_shared(variable: Variable, rows: SelectedRows) -> bool:
    """Whether a text that makes groups has few different values, none of which is one respondent's alone."""
    if not variable.makes_groups or not 0 < rows.counts.different(hashed_field(variable.field)) <= LONG_LIST:
        return False
    return min(rows.value_counts(variable).values()) > 1


def _parts(question: Question, rows: SelectedRows) -> PartsSummary:
    shown = [_column(part_of(question, variable), rows) for variable in question.variables]
    parts = tuple(part for part in shown if part.base.answered or not part.question.is_removed)
    return PartsSummary(question, _base(question, rows), parts, spots_of(question, rows))


def _grid(question: Question, rows: SelectedRows) -> PartsSummary:
    shown = [summarise(column, rows) for column in grid_columns(question)]
    parts = tuple(part for part in shown if part.base.answered or not part.question.is_removed)
    return PartsSummary(question, _base(question, rows), parts)


def part_of(question: Question, variable: Variable) -> Question:
    """One column of a question as a question of its own."""
    return replace(
        question,
        key=variable.key,
        name=variable.name,
        text=variable.part_label or variable.label,
        summary_kind="column",
        variables=(variable,),
        is_removed=variable.is_removed,
    )


def latest_texts(variable: Variable, rows: SelectedRows, *, limit: int, offset: int = 0) -> tuple[Quote, ...]:
    """The texts of the responses changed last, newest first."""
    field = quoted(variable.field)
    found: list[tuple[Any, ...]] = []
    for since in rows.moments_back(variable, offset + limit):
        found = rows.ask(
            f"SELECT id, {field}::VARCHAR, language FROM selected WHERE {field} IS NOT NULL{since}"  # noqa: S608
            " ORDER BY changed_at DESC, id DESC LIMIT $limit OFFSET $offset",
            limit=limit,
            offset=offset,
        )
        if len(found) == limit:
            break
    return tuple(Quote(*row) for row in found)


_BY_KIND: Mapping[str, Callable[[Question, SelectedRows], Counted]] = {
    "choices": _choices,
    "scale": _scale,
    "nps": _nps,
    "number": _number,
    "date": date_summary,
    "csat": partial(_share, kind="csat"),
    "ces": partial(_share, kind="ces"),
    "matrix": _matrix,
    "numbers": numbers_summary,
    "grid": _grid,
    "text": _texts,
    "files": _files,
    "time": time_summary,
    "datetime": moment_summary,
    "column": _column,
    "parts": _parts,
    "ranking": ranking_summary,
    "sums": sums_summary,
}
PART_OF: Mapping[str, Callable[[Question, Variable], Question]] = {
    "parts": part_of,
    "choices": part_of,
    "grid": cell_of,
}
"""How a column becomes a question of its own, by the kind of summary of its question."""
_OF_COLUMN: Mapping[ColumnKind, str] = {
    "category": "choices",
    "set": "choices",
    "number": "number",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "rank": "ranking",
    "file": "files",
}
