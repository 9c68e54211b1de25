"""Single figures of questions, by name: what benchmarks are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from analytics.results.figures import Base, Count, Moments
from analytics.results.figures_of_questions import (
    NpsSummary,
    NumberSummary,
    ScaleSummary,
    ShareSummary,
    Summary,
)

type MeasureKey = Literal["nps", "mean", "top2", "share"]
MEASURES: tuple[MeasureKey, ...] = get_args(MeasureKey.__value__)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure between ``low`` and ``high``; ``value`` is ``None`` when nobody answered."""

    key: MeasureKey
    value: float | None
    low: float
    high: float


def measures_of(summary: Summary) -> tuple[Measure, ...]:
    """The figures of a question that may have benchmarks: its score or share, its mean, its top-2 share.

    The top-2 share is the percentage, of those who answered, of the two highest points of a scale.
    """
    if isinstance(summary, NpsSummary):
        score = summary.nps.score if summary.nps else None
        return (Measure("nps", score, -100, 100), *_mean(summary.moments, summary.counts))
    if isinstance(summary, ShareSummary):
        share = summary.share.percent if summary.share else None
        return (Measure("share", share, 0, 100), *_mean(summary.moments, summary.counts))
    if isinstance(summary, ScaleSummary):
        top = Measure("top2", _top_two(summary.counts, summary.base), 0, 100)
        return (top, *_mean(summary.moments, summary.counts))
    if isinstance(summary, NumberSummary) and summary.moments:
        low, high = summary.limits
        return (Measure("mean", summary.moments.mean, min(low, 0), high),)
    return ()


def measure_of(summary: Summary, key: str) -> Measure | None:
    """One of these figures, ``None`` where the question has no such."""
    found: Mapping[str, Measure] = {each.key: each for each in measures_of(summary)}
    return found.get(key)


def _mean(moments: Moments | None, counts: Sequence[Count]) -> tuple[Measure, ...]:
    points = [float(count.value) for count in counts]
    if not points:
        return ()
    return (Measure("mean", moments.mean if moments else None, min(points), max(points)),)


def _top_two(counts: Sequence[Count], base: Base) -> float | None:
    if not base.answered:
        return None
    highest = sorted(counts, key=lambda count: -float(count.value))[:2]
    if base.weights is None:
        return 100 * sum(count.n for count in highest) / base.answered
    return 100 * sum(count.weight or 0.0 for count in highest) / base.weights.answered
