"""What percentages are of: those who answered, all who were asked, or everybody who is selected."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from analytics.results.figures import Base, BaseChoice, Bin, Count, Hour, Period
from analytics.results.figures_of_lists import Ranked, RankingSummary
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    DateSummary,
    HiddenSummary,
    MatrixRow,
    MatrixSummary,
    MomentSummary,
    NpsSummary,
    NumbersSummary,
    NumberSummary,
    PartsSummary,
    ScaleSummary,
    ShareSummary,
    Summary,
    TimeSummary,
)


def based_on(summary: Summary, choice: BaseChoice) -> Summary:
    """The same summary with percentages of another base; scores and means stay those of who answered.

    Net promoter scores, satisfaction and effort are shares of those who answered by definition.
    """
    if choice == "answered" or isinstance(summary, HiddenSummary):
        return summary
    based = replace(summary, base=replace(summary.base, percent_of=choice))
    change = _PARTS.get(type(summary))
    return change(based, choice) if change else based


def _of[F: (Count, Bin, Period, Hour)](figures: tuple[F, ...], base: Base) -> tuple[F, ...]:
    return tuple(
        replace(each, percent=base.percent(each.n, getattr(each, "weight", None))) for each in figures
    )


def _counts(summary: Any, choice: BaseChoice) -> Any:
    return replace(summary, counts=_of(summary.counts, summary.base))


def _choices(summary: ChoicesSummary, choice: BaseChoice) -> ChoicesSummary:
    return replace(
        summary,
        counts=_of(summary.counts, summary.base),
        texts=tuple(replace(each, base=replace(each.base, percent_of=choice)) for each in summary.texts),
    )


def _matrix(summary: MatrixSummary, choice: BaseChoice) -> MatrixSummary:
    return replace(summary, rows=tuple(_matrix_row(row, choice) for row in summary.rows))


def _matrix_row(row: MatrixRow, choice: BaseChoice) -> MatrixRow:
    base = replace(row.base, percent_of=choice)
    return replace(row, base=base, counts=_of(row.counts, base))


def _numbers(summary: NumbersSummary, choice: BaseChoice) -> NumbersSummary:
    rows = (replace(row, base=replace(row.base, percent_of=choice)) for row in summary.rows)
    return replace(summary, rows=tuple(rows))


def _moment(summary: MomentSummary, choice: BaseChoice) -> MomentSummary:
    return replace(summary, days=_days(summary.days, choice), hours=_hours(summary.hours, choice))


def _days(summary: DateSummary, choice: BaseChoice) -> DateSummary:
    base = replace(summary.base, percent_of=choice)
    return replace(summary, base=base, periods=_of(summary.periods, base))


def _hours(summary: TimeSummary, choice: BaseChoice) -> TimeSummary:
    base = replace(summary.base, percent_of=choice)
    return replace(summary, base=base, hours=_of(summary.hours, base))


def _parts(summary: PartsSummary, choice: BaseChoice) -> PartsSummary:
    parts = (based_on(each, choice) for each in summary.parts)
    return replace(summary, parts=tuple(each for each in parts if not isinstance(each, HiddenSummary)))


def _ranking(summary: RankingSummary, choice: BaseChoice) -> RankingSummary:
    return replace(summary, ranks=tuple(_ranked(each, summary.base) for each in summary.ranks))


def _ranked(ranked: Ranked, base: Base) -> Ranked:
    return replace(ranked, first_percent=base.percent(ranked.first))


_PARTS: Mapping[type, Callable[[Any, BaseChoice], Any]] = {
    ChoicesSummary: _choices,
    ScaleSummary: _counts,
    NpsSummary: _counts,
    ShareSummary: _counts,
    NumberSummary: lambda summary, _choice: replace(summary, bins=_of(summary.bins, summary.base)),
    DateSummary: _days,
    TimeSummary: _hours,
    MatrixSummary: _matrix,
    NumbersSummary: _numbers,
    MomentSummary: _moment,
    PartsSummary: _parts,
    RankingSummary: _ranking,
}
