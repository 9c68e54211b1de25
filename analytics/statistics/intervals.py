"""Confidence intervals of shares and means, and what weights leave of a base."""

import math
from dataclasses import dataclass

from scipy.special import ndtri, stdtrit

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, in the unit of the figure."""

    low: float
    high: float


def effective_base(weights: float, squares: float) -> float:
    """How many unweighted answers weigh as much as these: the square of the sum over the sum of squares.

    ``weights`` is the sum of the weights, ``squares`` that of their squares; 0 of nothing. Source: L. Kish,
    "Survey Sampling", Wiley, 1965, section 11.7.
    """
    return weights * weights / squares if squares else 0.0


def proportion_interval(share: float, base: float, level: float = LEVEL) -> Interval | None:
    """The score interval of a share between 0 and 1 of ``base`` answers (effective ones where weighted).

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22(158), 1927. ``None`` of nothing.
    """
    if base <= 0:
        return None
    z = float(ndtri((1 + level) / 2))
    square = z * z
    middle = (share + square / (2 * base)) / (1 + square / base)
    spread = share * (1 - share) / base + square / (4 * base * base)
    reach = z / (1 + square / base) * math.sqrt(max(0.0, spread))
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))


def mean_interval(mean: float, variance: float, base: float, level: float = LEVEL) -> Interval | None:
    """The interval of a mean of ``base`` numbers by Student's t with ``base`` - 1 degrees of freedom.

    ``variance`` is the sample variance. Source: "Student" (W. S. Gosset), "The probable error of a mean",
    Biometrika 6(1), 1908. ``None`` of fewer than two numbers.
    """
    if base <= 1:
        return None
    reach = float(stdtrit(base - 1, (1 + level) / 2)) * math.sqrt(variance / base)
    return Interval(mean - reach, mean + reach)


def weighted_variance(deviations: float, weights: float, squares: float) -> float | None:
    """The sample variance of weighted numbers: unbiased where weights tell how reliable a number is.

    ``deviations`` is the weighted sum of squared distances from the weighted mean. With weights of 1 it is
    the usual one with divisor n - 1. Source: M. Galassi et al., "GNU Scientific Library Reference Manual",
    section "Weighted samples". ``None`` of fewer than two numbers.
    """
    divisor = weights - squares / weights if weights else 0.0
    return deviations / divisor if divisor > 1e-12 * weights else None
