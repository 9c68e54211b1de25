"""Formulas, without database or request. Their definitions are part of what Canvass promises."""

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""
_WHOLE = 2.0**52


def percent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in percent, to one decimal, half away from zero; ``None`` of nothing."""
    return (2_000 * part + whole) // (2 * whole) / 10 if whole else None


def rounded(value: float, digits: int = 1) -> float:
    """``value`` to so many decimals, half away from zero, as :func:`percent` rounds; never -0.

    What misses a half by the last bits of a float is one. Of numbers so large that these are whole there is
    nothing to round.
    """
    scale: float = 10.0**digits
    if abs(value) * scale >= _WHOLE:
        return value
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9), value) / scale + 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """A part of those who answered. ``percent`` and the ends of the interval run from 0 to 100."""

    n: int
    of: int
    percent: float
    low: float
    high: float


def share(n: int, of: int) -> Share | None:
    """``n`` of ``of`` in percent with its 95 % interval; ``None`` of nothing.

    The interval is the score interval: with ``p = n / of`` it is centred at
    ``(p + z² / (2 of)) / (1 + z² / of)`` and reaches
    ``z / (1 + z² / of) * sqrt(p (1 - p) / of + z² / (4 of²))`` to either side. Source: E. B. Wilson,
    "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22(158), 1927. Unlike the plain interval it holds for few answers and for shares
    near 0 and 1.
    """
    if of == 0:
        return None
    p, square = n / of, Z_95 * Z_95
    middle = (p + square / (2 * of)) / (1 + square / of)
    reach = Z_95 / (1 + square / of) * math.sqrt(p * (1 - p) / of + square / (4 * of * of))
    return Share(n, of, 100 * p, max(0.0, 100 * (middle - reach)), min(100.0, 100 * (middle + reach)))


@dataclass(frozen=True, slots=True)
class Nps:
    """A net promoter score with its parts, weighted ones brought down to the effective base.

    ``score`` and the ends of the interval run from -100 to 100.
    """

    promoters: float
    passives: float
    detractors: float
    score: float
    low: float
    high: float

    @property
    def n(self) -> float:
        """How many answered; of weighted answers the effective base."""
        return self.promoters + self.passives + self.detractors


def net_promoter_score(*, promoters: float, passives: float, detractors: float) -> Nps | None:
    """Percentage of promoters (9 and 10) minus percentage of detractors (0 to 6), with its 95 % interval.

    The interval is the adjusted Wald interval for the difference of two proportions of one sample: with
    ``a = (promoters + 1) / (n + 2)`` and ``b = (detractors + 1) / (n + 2)`` it reaches from
    ``a - b - z * s`` to ``a - b + z * s``, where ``s = sqrt((a + b - (a - b) ** 2) / (n + 2))``; cut to
    -100 and 100. Source: D. G. Bonett and R. M. Price, "Adjusted Wald confidence interval for a difference
    of binomial proportions based on paired data", Journal of Educational and Behavioral Statistics 37(4),
    2012. Unlike the plain interval it holds for few answers and never shrinks to a point.
    ``None`` when nobody answered.
    """
    n = promoters + passives + detractors
    if n == 0:
        return None
    a, b = (promoters + 1) / (n + 2), (detractors + 1) / (n + 2)
    reach = Z_95 * math.sqrt((a + b - (a - b) ** 2) / (n + 2))
    return Nps(
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        score=100 * (promoters - detractors) / n,
        low=max(-100.0, 100 * (a - b - reach)),
        high=min(100.0, 100 * (a - b + reach)),
    )
