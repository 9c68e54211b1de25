"""What the answers of a period add up to, and what follows from it: figure, interval, test of a difference.

A measure gives every response a number, or none: a share 1 or 0, a net promoter score 100, 0 or -100, a mean
the number itself. Count, mean and sum of squared deviations of these numbers are all that figures need.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.results.statistics import net_promoter_score
from analytics.statistics.comparing import Sample, Test, compare_means, compare_shares
from analytics.statistics.intervals import Interval, mean_interval, proportion_interval

type Kind = Literal["count", "completion", "time", "nps", "mean", "share"]


@dataclass(frozen=True, slots=True)
class Tally:
    """``n`` numbers of ``responses``: their mean, the sum of their squared distances from it, how many are
    above and below 0. ``middle`` is a median with its interval, in seconds, of a measure of time only."""

    responses: int = 0
    n: int = 0
    mean: float = 0.0
    deviations: float = 0.0
    above: int = 0
    below: int = 0
    middle: tuple[float, float | None, float | None] | None = None

    def __add__(self, other: "Tally") -> "Tally":
        """Both together. Source: T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise
        algorithm for computing sample variances", Stanford STAN-CS-79-773, 1979."""
        n = self.n + other.n
        away = other.mean - self.mean
        return Tally(
            self.responses + other.responses,
            n,
            self.mean + away * other.n / n if n else 0.0,
            self.deviations + other.deviations + (away * away * self.n * other.n / n if n else 0.0),
            self.above + other.above,
            self.below + other.below,
        )

    @property
    def variance(self) -> float | None:
        """The sample variance, with divisor n - 1; ``None`` of fewer than two numbers."""
        return max(0.0, self.deviations) / (self.n - 1) if self.n > 1 else None


NOTHING = Tally()


def figure_of(kind: Kind, tally: Tally) -> float | None:
    """The figure in the unit of the measure: responses, percent, seconds, points of a score, or a number;
    ``None`` where nobody answered."""
    if kind == "count":
        return float(tally.responses)
    if kind == "time":
        return tally.middle[0] if tally.middle else None
    if not tally.n:
        return None
    if kind == "nps":
        return 100 * (tally.above - tally.below) / tally.n
    return tally.mean if kind == "mean" else 100 * tally.above / tally.n


def interval_of(kind: Kind, tally: Tally) -> Interval | None:
    """The 95 % interval of a figure, by the formulas that single questions use: of a share Wilson's, of a
    score Bonett's and Price's, of a mean Student's; of a median by order statistics. A count has none."""
    return _INTERVALS[kind](tally)


def _of_share(tally: Tally) -> Interval | None:
    found = proportion_interval(tally.above / tally.n, tally.n) if tally.n else None
    return found and Interval(100 * found.low, 100 * found.high)


def _of_score(tally: Tally) -> Interval | None:
    passives = tally.n - tally.above - tally.below
    found = net_promoter_score(promoters=tally.above, passives=passives, detractors=tally.below)
    return Interval(found.low, found.high) if found else None


def _of_mean(tally: Tally) -> Interval | None:
    variance = tally.variance
    return None if variance is None else mean_interval(tally.mean, variance, tally.n)


def _of_median(tally: Tally) -> Interval | None:
    if tally.middle is None:
        return None
    _median, low, high = tally.middle
    return None if low is None or high is None else Interval(low, high)


_INTERVALS: Mapping[Kind, Callable[[Tally], Interval | None]] = {
    "count": lambda _tally: None,
    "completion": _of_share,
    "share": _of_share,
    "nps": _of_score,
    "mean": _of_mean,
    "time": _of_median,
}


def tested(kind: Kind, first: Tally, second: Tally) -> Test | None:
    """The test of the difference of two periods, which share no response; above 0 where the first is higher.

    Shares by the z-test with the pooled share (:func:`compare_shares`); means, and net promoter scores as
    means of 100, 0 and -100, by Welch's t-test (:func:`compare_means`). Counts and medians are not tested.
    """
    if not first.n or not second.n:
        return None
    if kind in ("share", "completion"):
        return compare_shares(first.above / first.n, first.n, second.above / second.n, second.n)
    if kind in ("mean", "nps"):
        return compare_means(_sample(first), _sample(second))
    return None


def _sample(tally: Tally) -> Sample:
    return Sample(tally.mean, tally.variance, float(tally.n))
