"""What is rated highest and lowest in a survey: its scales and the rows of its matrices, by their means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analytics.results import Count, MatrixSummary, NpsSummary, ScaleSummary, ShareSummary, Summary
from analytics.results.questions import Localised

MOST = 3


@dataclass(frozen=True, slots=True)
class Rated:
    """A scale, or a row of a matrix, whose name is ``row``: its mean, and where that lies between the lowest
    point and the highest, 0 to 1; of ``n`` people."""

    title: Localised
    row: Localised
    mean: float
    place: float
    n: int


def extremes_of(summaries: Iterable[Summary], most: int = MOST) -> tuple[list[Rated], list[Rated]]:
    """The highest and the lowest, the most extreme first; nothing stands in both. Sorted by where means lie
    on their scales, so that scales of other lengths compare."""
    rated = sorted(_rated(summaries), key=lambda each: -each.place)
    count = min(most, len(rated) // 2)
    return rated[:count], rated[len(rated) - count :][::-1]


def is_rated(summary_kind: str) -> bool:
    """Whether questions that are summarised so may be among them."""
    return summary_kind in {"scale", "csat", "ces", "nps", "matrix"}


def _rated(summaries: Iterable[Summary]) -> Iterator[Rated]:
    for summary in summaries:
        if isinstance(summary, ScaleSummary | ShareSummary | NpsSummary):
            yield from _of(
                summary.question.text, {}, summary.counts, [float(each.value) for each in summary.counts]
            )
        elif isinstance(summary, MatrixSummary) and not _is_multiple(summary):
            for row in summary.rows:
                if not row.is_removed and (points := _numbers(row.counts)):
                    yield from _of(summary.question.text, row.label, row.counts, points)


def _of(
    title: Localised, row: Localised, counts: Sequence[Count], points: Sequence[float]
) -> Iterator[Rated]:
    total, low, high = sum(each.n for each in counts), min(points, default=0), max(points, default=0)
    if not total or high <= low:
        return
    mean = sum(point * each.n for point, each in zip(points, counts, strict=True)) / total
    yield Rated(title, row, mean, (mean - low) / (high - low), total)


def _is_multiple(summary: MatrixSummary) -> bool:
    return any(variable.kind == "set" for variable in summary.question.variables)


def _numbers(counts: Sequence[Count]) -> list[float]:
    """The codes of columns as numbers; none where one isn't."""
    try:
        return [float(count.code) for count in counts]
    except ValueError:
        return []
