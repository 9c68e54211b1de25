"""Differences between columns in the letters that market researchers write, and corrections for many tests.

Columns are named A, B, C, … A column that is higher than another bears the other's letter: upper case where
the difference is significant at 95 %, lower case at 90 %.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from analytics.statistics.comparing import Test

type Correction = Literal["none", "bonferroni", "bh"]
type Pair = tuple[int, int]

UPPER, LOWER = 0.05, 0.10


def letter(index: int) -> str:
    """The name of a column, from 0 on: A to Z, then AA, AB and so on."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def corrected(values: Sequence[float], correction: Correction) -> list[float]:
    """P-values of tests that are made together, so corrected that each can be held against the same level.

    ``bonferroni`` bounds the chance of any false difference: p times the number of tests (O. J. Dunn, Journal
    of the American Statistical Association 56(293), 1961). ``bh`` bounds the share of false ones among those
    found: the step-up of Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
    Royal Statistical Society B 57(1), 1995.
    """
    if correction == "bonferroni":
        return [min(1.0, p * len(values)) for p in values]
    if correction == "bh":
        return _stepped_up(values)
    return list(values)


def _stepped_up(values: Sequence[float]) -> list[float]:
    largest_first = sorted(range(len(values)), key=lambda index: -values[index])
    adjusted, lowest = [1.0] * len(values), 1.0
    for place, index in enumerate(largest_first):
        lowest = min(lowest, values[index] * len(values) / (len(values) - place))
        adjusted[index] = lowest
    return adjusted


def letters_of(tests: Mapping[Pair, Test | None], correction: Correction) -> dict[int, tuple[str, ...]]:
    """By column the letters of those that it is significantly higher than, in the order of the columns.

    ``tests`` are all that are made together, of pairs of columns, the first of which the test calls first.
    """
    made = {pair: test for pair, test in tests.items() if test is not None}
    values = corrected([test.p for test in made.values()], correction)
    found: dict[int, list[Pair]] = {}
    for ((first, second), test), p in zip(made.items(), values, strict=True):
        if p < LOWER:
            higher, lower = (first, second) if test.statistic > 0 else (second, first)
            found.setdefault(higher, []).append((lower, 1 if p < UPPER else 0))
    return {higher: tuple(map(_written, sorted(lower))) for higher, lower in found.items()}


def _written(mark: Pair) -> str:
    column, is_upper = mark
    return letter(column) if is_upper else letter(column).lower()
