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


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A score from -100 to 100, a share in percent, a mean, or a number of people; of ``n`` people.

    ``of`` is the choice that a share is of.
    """

    kind: Literal["score", "percent", "mean", "count"]
    value: float
    n: int
    of: Count | None = None


def key_figure(summary: Summary, *, of: str | int | None = None) -> KeyFigure | None:
    """The figure of a summary; of choices the share of one, the most chosen if not told which.

    ``None`` where nobody answered, and for what has no figure of its own.
    """
    if isinstance(summary, NpsSummary):
        return KeyFigure("score", summary.nps.score, round(summary.nps.n)) if summary.nps else None
    if isinstance(summary, ShareSummary):
        return KeyFigure("percent", summary.share.percent, round(summary.share.of)) if summary.share else None
    if isinstance(summary, ScaleSummary | NumberSummary):
        return KeyFigure("mean", summary.moments.mean, round(summary.moments.n)) if summary.moments else None
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
    return KeyFigure("percent", 100 * first.n / summary.base.answered, summary.base.answered, first)
