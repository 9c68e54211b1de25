"""What the answers of a period add up to, and what follows from it: figure, interval, test of a difference.

A measure gives every response a number, or none: a share 1 or 0, a net promoter score 100, 0 or -100, a mean
the number itself. Count, mean and sum of squared deviations of these numbers are all that figures need, and
where responses are weighted the sums of the weights and of their squares.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.results.statistics import net_promoter_score
from analytics.statistics.comparing import Sample, Test, compare_means, compare_shares
from analytics.statistics.intervals import (
    Interval,
    effective_base,
    mean_interval,
    proportion_interval,
    weighted_variance,
)

type Kind = Literal["count", "completion", "time", "nps", "mean", "share"]


@dataclass(frozen=True, slots=True)
class Tally:
    """``n`` numbers of ``responses``, which weigh ``weight``; ``squares`` is the sum of their squared
    weights, each 1 where nothing is weighted. Their (weighted) mean, the sum of their squared distances from
    it, how many are above and below 0. ``middle`` is a median with its interval, in seconds, of a measure of
    time only."""

    responses: int = 0
    n: int = 0
    weight: float = 0.0
    squares: float = 0.0
    mean: float = 0.0
    deviations: float = 0.0
    above: float = 0.0
    below: float = 0.0
    middle: tuple[float, float | None, float | None] | None = None

    def __add__(self, other: "Tally") -> "Tally":
        """Both together. Source: T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise
        algorithm for computing sample variances", Stanford STAN-CS-79-773, 1979."""
        weight = self.weight + other.weight
        away, part = other.mean - self.mean, other.weight / weight if weight else 0.0
        return Tally(
            self.responses + other.responses,
            self.n + other.n,
            weight,
            self.squares + other.squares,
            self.mean + away * part,
            self.deviations + other.deviations + away * away * self.weight * part,
            self.above + other.above,
            self.below + other.below,
        )

    @property
    def effective(self) -> float:
        """Kish's effective base, by which intervals and tests go; ``n`` where nothing is weighted."""
        return effective_base(self.weight, self.squares)

    @property
    def variance(self) -> float | None:
        """The sample variance, with divisor n - 1 where nothing is weighted; ``None`` of fewer than two."""
        return weighted_variance(max(0.0, self.deviations), self.weight, self.squares)


NOTHING = Tally()


def figure_of(kind: Kind, tally: Tally) -> float | None:
    """The figure in the unit of the measure: responses, percent, seconds, points of a score, or a number;
    ``None`` where nobody answered."""
    if kind == "count":
        return float(tally.responses)
    if kind == "time":
        return tally.middle[0] if tally.middle else None
    if not tally.weight:
        return None
    if kind == "nps":
        return 100 * (tally.above - tally.below) / tally.weight
    return tally.mean if kind == "mean" else 100 * tally.above / tally.weight


def interval_of(kind: Kind, tally: Tally) -> Interval | None:
    """The 95 % interval of a figure, by the formulas that single questions use: of a share Wilson's, of a
    score Bonett's and Price's, of a mean Student's; of a median by order statistics. A count has none."""
    return _INTERVALS[kind](tally)


def _of_share(tally: Tally) -> Interval | None:
    found = proportion_interval(tally.above / tally.weight, tally.effective) if tally.weight else None
    return found and Interval(100 * found.low, 100 * found.high)


def _of_score(tally: Tally) -> Interval | None:
    scale = tally.effective / tally.weight if tally.weight else 0.0
    promoters, detractors = scale * tally.above, scale * tally.below
    passives = max(0.0, tally.effective - promoters - detractors)
    found = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)
    return Interval(found.low, found.high) if found else None


def _of_mean(tally: Tally) -> Interval | None:
    variance = tally.variance
    return None if variance is None else mean_interval(tally.mean, variance, tally.effective)


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
    means of 100, 0 and -100, by Welch's t-test (:func:`compare_means`); of effective bases where responses
    are weighted, as in cross-tabs. Counts and medians are not tested.
    """
    if not first.weight or not second.weight:
        return None
    if kind in ("share", "completion"):
        shares = first.above / first.weight, second.above / second.weight
        return compare_shares(shares[0], first.effective, shares[1], second.effective)
    if kind in ("mean", "nps"):
        return compare_means(_sample(first), _sample(second))
    return None


def _sample(tally: Tally) -> Sample:
    return Sample(tally.mean, tally.variance, tally.effective)
