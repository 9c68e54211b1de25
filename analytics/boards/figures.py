"""The one figure that a summary is known by, for tiles."""

from dataclasses import dataclass
from typing import Literal

from analytics.results import (
    ChoicesSummary,
    Count,
    NpsSummary,
    NumberSummary,
    ScaleSummary,
    ShareSummary,
    Summary,
)

type FigureKind = Literal["score", "percent", "mean"]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A score from -100 to 100, a share in percent, or a mean; of ``n`` people, between ``low`` and ``high``.

    ``of`` is the choice that a share is of.
    """

    kind: FigureKind
    value: float
    n: int
    low: float = 0
    high: float = 100
    of: Count | None = None


def key_figure(summary: Summary, *, of: str | int | None = None) -> KeyFigure | None:
    """The figure of a summary; of choices the share of one, the most chosen if not told which.

    ``None`` where nobody answered, and for what has no figure of its own.
    """
    if isinstance(summary, NpsSummary):
        return KeyFigure("score", summary.nps.score, round(summary.nps.n), low=-100) if summary.nps else None
    if isinstance(summary, ShareSummary):
        return KeyFigure("percent", summary.share.percent, round(summary.share.of)) if summary.share else None
    if isinstance(summary, ScaleSummary | NumberSummary):
        return _mean(summary)
    if isinstance(summary, ChoicesSummary):
        return _share(summary, of)
    return None


def has_figure(summary_kind: str) -> bool:
    """Whether questions that are summarised so have a figure."""
    return summary_kind in {"nps", "csat", "ces", "scale", "number", "choices"}


def _share(summary: ChoicesSummary, of: str | int | None) -> KeyFigure | None:
    counts = [count for count in summary.counts if of is None or count.value == of]
    first = max(counts, key=lambda count: count.n, default=None)
    if first is None or not summary.base.answered:
        return None
    return KeyFigure("percent", 100 * first.n / summary.base.answered, summary.base.answered, of=first)


def _mean(summary: ScaleSummary | NumberSummary) -> KeyFigure | None:
    moments = summary.moments
    if moments is None:
        return None
    if isinstance(summary, NumberSummary):
        low, high = summary.limits
        return KeyFigure("mean", moments.mean, round(moments.n), min(low, 0.0), high)
    points = [float(count.value) for count in summary.counts]
    return KeyFigure("mean", moments.mean, round(moments.n), min(points), max(points))
