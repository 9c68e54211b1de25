"""Whether two columns differ: shares and means, tested pair by pair."""

import math
from dataclasses import dataclass

from scipy.special import ndtr, stdtr


@dataclass(frozen=True, slots=True)
class Test:
    """``statistic`` is above 0 where the first is higher; ``p`` is two-sided. ``degrees`` of freedom are
    infinite for a z-test."""

    __test__ = False

    statistic: float
    p: float
    degrees: float = math.inf


def compare_shares(
    first: float, first_base: float, second: float, second_base: float, *, overlap: float = 0.0
) -> Test | None:
    """The z-test of two shares between 0 and 1, with the pooled share in the standard error.

    Bases are effective ones where answers are weighted (Kish). ``overlap`` is how many answers stand in both
    columns, as with multiple choice; the standard error is then
    ``sqrt(p (1 - p) (1 / n1 + 1 / n2 - 2 n12 / (n1 n2)))``, which follows from the covariance of the two.
    Sources: J. L. Fleiss, "Statistical Methods for Rates and Proportions", Wiley, 1981, 2.1 (pooled z);
    L. Kish, "Survey Sampling", Wiley, 1965, section 12.4 (overlap). ``None`` where there is nothing to
    compare: an empty base, a share that is 0 or 1 on both sides, or columns of the same answers.
    """
    if first_base <= 0 or second_base <= 0:
        return None
    pooled = (first * first_base + second * second_base) / (first_base + second_base)
    bases = 1 / first_base + 1 / second_base - 2 * overlap / (first_base * second_base)
    variance = pooled * (1 - pooled) * bases
    if variance <= 1e-15:
        return None
    z = (first - second) / math.sqrt(variance)
    return Test(z, 2 * float(ndtr(-abs(z))))


@dataclass(frozen=True, slots=True)
class Sample:
    """Numbers by their mean, sample variance and (effective) base."""

    mean: float
    variance: float | None
    base: float


def compare_means(first: Sample, second: Sample) -> Test | None:
    """Welch's t-test of two means, which doesn't suppose equal variances.

    Degrees of freedom after Welch and Satterthwaite, of effective bases where numbers are weighted. Source:
    B. L. Welch, "The generalization of Student's problem when several different population variances are
    involved", Biometrika 34(1-2), 1947. ``None`` of fewer than two numbers on a side, or where none differs.
    """
    if first.variance is None or second.variance is None or min(first.base, second.base) <= 1:
        return None
    parts = first.variance / first.base, second.variance / second.base
    if sum(parts) <= 0:
        return None
    t = (first.mean - second.mean) / math.sqrt(sum(parts))
    degrees = sum(parts) ** 2 / (parts[0] ** 2 / (first.base - 1) + parts[1] ** 2 / (second.base - 1))
    return Test(t, 2 * float(stdtr(degrees, -abs(t))), degrees)
