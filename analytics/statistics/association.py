"""Whether rows and columns of a table belong together, and how closely."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import chdtrc

_SMALL = 5.0
_MOST_SMALL = 0.2


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """``p`` is the chance of a statistic at least as large where rows and columns are independent; ``v`` is
    Cramér's, from 0 to 1. ``is_doubtful``: too many expected counts are too small to rely on ``p``."""

    statistic: float
    degrees: int
    p: float
    v: float
    lowest_expected: float
    is_doubtful: bool


def chi_square(table: Sequence[Sequence[float]], base: float | None = None) -> ChiSquare | None:
    """Pearson's chi-square of a table of counts, rows of equal length, without continuity correction.

    Of weighted counts ``base`` is the effective base that the table is brought down to, which is the first
    correction of J. N. K. Rao and A. J. Scott ("The analysis of categorical data from complex sample
    surveys", Journal of the American Statistical Association 76(374), 1981) with Kish's design effect.
    Rows and columns without any count are left out; ``None`` where fewer than two of either remain.

    Sources: K. Pearson, Philosophical Magazine 50(302), 1900; V: H. Cramér, "Mathematical Methods of
    Statistics", Princeton, 1946, section 21.9; doubtful where more than a fifth of the expected counts are
    under 5 or one is under 1: W. G. Cochran, "Some methods for strengthening the common χ² tests",
    Biometrics 10(4), 1954.
    """
    counts = _without_empty(table)
    if len(counts) < 2 or len(counts[0]) < 2:
        return None
    total = sum(map(sum, counts))
    scale = 1.0 if base is None else base / total
    expected = _expected(counts, total)
    pairs = [pair for seen, due in zip(counts, expected, strict=True) for pair in zip(seen, due, strict=True)]
    statistic = scale * sum((seen - due) ** 2 / due for seen, due in pairs)
    smaller = min(len(counts), len(counts[0])) - 1
    degrees = (len(counts) - 1) * (len(counts[0]) - 1)
    scaled = [scale * due for _seen, due in pairs]
    return ChiSquare(
        statistic=statistic,
        degrees=degrees,
        p=float(chdtrc(degrees, statistic)),
        v=math.sqrt(statistic / (scale * total * smaller)),
        lowest_expected=min(scaled),
        is_doubtful=_is_doubtful(scaled),
    )


def _is_doubtful(expected: list[float]) -> bool:
    small = sum(each < _SMALL for each in expected)
    return min(expected) < 1 or small > _MOST_SMALL * len(expected)


def _without_empty(table: Sequence[Sequence[float]]) -> list[list[float]]:
    rows = [list(row) for row in table if sum(row)]
    kept = [index for index in range(len(rows[0])) if sum(row[index] for row in rows)] if rows else []
    return [[row[index] for index in kept] for row in rows]


def _expected(counts: list[list[float]], total: float) -> list[list[float]]:
    columns = [sum(column) for column in zip(*counts, strict=True)]
    return [[sum(row) * column / total for column in columns] for row in counts]
