"""Summaries with weighted figures: shares, scores and means, of the counts of a cross-tab."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from typing import Any, cast

from analytics.results.crosstabs.door import SelectedAnswers
from analytics.results.crosstabs.figures import CrosstabTable
from analytics.results.crosstabs.weighing import Weighting
from analytics.results.engine import quoted
from analytics.results.figures import Base, Count, Moments, Weights
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    Counted,
    MatrixRow,
    MatrixSummary,
    NpsSummary,
    NumbersSummary,
    NumberSummary,
    PartsSummary,
    ScaleSummary,
    ShareSummary,
    Summary,
)
from analytics.results.filtering.columns import FilterColumn
from analytics.results.questions import Question, refused_field
from analytics.results.readers import given_field
from analytics.results.statistics import Share, net_promoter_score
from analytics.statistics.intervals import effective_base, proportion_interval
from surveys.question_types.missing import REFUSALS

_AT_ONCE = 20

type Tables = Mapping[str, CrosstabTable]


def weights_of(
    rows: SelectedAnswers,
    weighting: Weighting | None,
    questions: Sequence[Question],
    column: FilterColumn | None = None,
) -> dict[str, dict[str, Weights]]:
    """By the key of a question, and then by value of the column, what those weigh who are selected, were
    asked, answered, and refused. Without a column that is everybody, as ``""``; unweighted, each weighs 1.
    """
    found: dict[str, dict[str, Weights]] = {question.key: {} for question in questions}
    source = weighting.sql if weighting else "SELECT *, 1.0::DOUBLE AS weight FROM selected"
    group = "''" if column is None else column.value_sql
    if column is not None and column.kind == "set":
        source, group = f"SELECT *, unnest({column.value_sql}) AS this_group FROM ({source})", "this_group"  # noqa: S608
    for some in batched(questions, _AT_ONCE, strict=False):
        sums = ", ".join(part for question in some for part in _sums(question))
        sql = f"SELECT {group} AS part, sum(weight), {sums} FROM ({source}) GROUP BY part"  # noqa: S608
        for part, *figures in rows.ask(sql, **(weighting.parameters if weighting else {})):
            if part is not None:
                _take(found, as_key(part), some, [float(each or 0.0) for each in figures])
    return found


def _take(
    found: dict[str, dict[str, Weights]], part: str, some: Sequence[Question], figures: Sequence[float]
) -> None:
    for question, figure in zip(some, batched(figures[1:], 5, strict=True), strict=True):
        asked, answered, squares, refused, dont_know = figure
        found[question.key][part] = Weights(
            figures[0], asked, answered, refused, dont_know, effective_base(answered, squares)
        )


def as_key(value: object) -> str:
    """A value as columns list it; numbers of scales are whole."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _sums(question: Question) -> Iterable[str]:
    several = len(question.variables) > 1
    answered = quoted(given_field(question.asked_field) if several else question.variables[0].field)
    yield f"sum(weight) FILTER ({quoted(question.asked_field)})"
    yield f"sum(weight) FILTER ({answered} IS NOT NULL)"
    yield f"sum(weight * weight) FILTER ({answered} IS NOT NULL)"
    for way in REFUSALS:
        refused = quoted(refused_field(question.asked_field, way))
        yield f"sum(weight) FILTER ({refused if way in question.refusals else 'false'})"


def weighed(summary: Summary, tables: Tables, weights: Weights | None) -> Summary:
    """The summary with weighted figures, where its kind has such; numbers of responses stay as they are."""
    change = _BY_KIND.get(type(summary))
    return change(summary, tables, weights) if change and weights else summary


def _table_of(question: Question, tables: Tables) -> CrosstabTable | None:
    return tables.get(question.variables[0].field)


def _counts(counts: Iterable[Count], table: CrosstabTable, base: Base) -> tuple[Count, ...]:
    by_value = {str(row.value.value): row.cells[0].weight for row in table.rows}
    found = [(count, by_value.get(str(count.value)) or 0.0) for count in counts]
    return tuple(
        replace(count, weight=weight, percent=base.percent(count.n, weight)) for count, weight in found
    )


def _moments(moments: Moments | None, table: CrosstabTable) -> Moments | None:
    """The weighted mean and spread; quantiles are not weighted, so none are told."""
    mean = table.means[0] if table.means else None
    if moments is None or mean is None or mean.mean is None:
        return moments
    return replace(moments, mean=mean.mean, sd=mean.sd, lower_quartile=None, median=None, upper_quartile=None)


def _of_counts(summary: Any, tables: Tables, weights: Weights) -> Any:
    table = _table_of(summary.question, tables)
    if table is None:
        return summary
    base = replace(summary.base, weights=weights)
    changed: dict[str, Any] = {"base": base, "counts": _counts(summary.counts, table, base)}
    if hasattr(summary, "moments"):
        changed["moments"] = _moments(summary.moments, table)
    return replace(summary, **changed)


def _nps(summary: NpsSummary, tables: Tables, weights: Weights) -> NpsSummary:
    found: NpsSummary = _of_counts(summary, tables, weights)
    if found.base.weights is None or not weights.answered:
        return found
    scale = weights.effective / weights.answered

    def between(low: int, high: int) -> float:
        return scale * sum(c.weight or 0.0 for c in found.counts if low <= int(c.value) <= high)

    score = net_promoter_score(promoters=between(9, 10), passives=between(7, 8), detractors=between(0, 6))
    return replace(found, nps=score)


def _share(summary: ShareSummary, tables: Tables, weights: Weights) -> ShareSummary:
    found: ShareSummary = _of_counts(summary, tables, weights)
    if summary.share is None or found.base.weights is None or not weights.answered:
        return found
    counted = sum(c.weight or 0.0 for c in found.counts if int(c.value) >= found.counted_from)
    share = counted / weights.answered
    interval = proportion_interval(share, weights.effective)
    low, high = (interval.low, interval.high) if interval else (share, share)
    return replace(found, share=Share(summary.share.n, summary.share.of, 100 * share, 100 * low, 100 * high))


def _number(summary: NumberSummary, tables: Tables, weights: Weights) -> NumberSummary:
    table = _table_of(summary.question, tables)
    if table is None:
        return summary
    base = replace(summary.base, weights=weights)
    return replace(summary, base=base, moments=_moments(summary.moments, table))


def _matrix(summary: MatrixSummary, tables: Tables, weights: Weights) -> MatrixSummary:
    fields = {variable.key: variable.field for variable in summary.question.variables}
    rows = (_matrix_row(row, tables.get(fields[row.key]), weights) for row in summary.rows)
    return replace(summary, base=replace(summary.base, weights=weights), rows=tuple(rows))


def _matrix_row(row: MatrixRow, table: CrosstabTable | None, weights: Weights) -> MatrixRow:
    if table is None or table.bases[0] is None:
        return row
    base = replace(row.base, weights=_of_row(weights, table))
    return replace(row, base=base, counts=_counts(row.counts, table, base))


def _of_row(weights: Weights, table: CrosstabTable) -> Weights:
    found = table.bases[0]
    assert found is not None  # noqa: S101 - its caller has looked
    return replace(weights, answered=found.weight, effective=found.effective)


def _numbers(summary: NumbersSummary, tables: Tables, weights: Weights) -> NumbersSummary:
    fields = {variable.key: variable.field for variable in summary.question.variables}
    rows = []
    for row in summary.rows:
        table = tables.get(fields[row.key])
        if table is not None and table.bases[0] is not None:
            base = replace(row.base, weights=_of_row(weights, table))
            row = replace(row, base=base, moments=_moments(row.moments, table))
        rows.append(row)
    return replace(summary, base=replace(summary.base, weights=weights), rows=tuple(rows))


def _parts(summary: PartsSummary, tables: Tables, weights: Weights) -> PartsSummary:
    parts = []
    for part in summary.parts:
        table = _table_of(part.question, tables)
        known = table is not None and table.bases[0] is not None
        changed = weighed(part, tables, _of_row(weights, table)) if table is not None and known else part
        parts.append(cast(Counted, changed))
    return replace(summary, parts=tuple(parts))


_BY_KIND: Mapping[type, Callable[[Any, Tables, Weights], Any]] = {
    ChoicesSummary: _of_counts,
    ScaleSummary: _of_counts,
    NpsSummary: _nps,
    ShareSummary: _share,
    NumberSummary: _number,
    MatrixSummary: _matrix,
    NumbersSummary: _numbers,
    PartsSummary: _parts,
}
