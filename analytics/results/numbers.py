"""Numbers summarised: moments and histogram."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import accumulate, pairwise

from analytics.results.asking import SelectedRows, quoted
from analytics.results.figures import Bin, Moments
from analytics.results.questions import Variable
from analytics.results.statistics import percent

MOST_BINS = 20


def moments(variable: Variable, rows: SelectedRows) -> Moments | None:
    """Mean, spread and quantiles of the numbers given; ``None`` when there are none."""
    few = rows.few_values(variable)
    if few is not None:
        return moments_of_counts(few)
    field = quoted(variable.field)
    row = rows.ask(
        f"SELECT count({field}), avg({field}), stddev_samp({field}), min({field}),"  # noqa: S608
        f" quantile_cont({field}, [0.25, 0.5, 0.75]), max({field}) FROM selected"
    )[0]
    n, mean, sd, minimum, quartiles, maximum = row
    if n == 0:
        return None
    lower, median, upper = quartiles
    return Moments(n, mean, sd, minimum, lower, median, upper, maximum)


def histogram(variable: Variable, rows: SelectedRows, found: Moments | None) -> tuple[Bin, ...]:
    """Count the numbers in at most 20 bins of a round width; of whole numbers none is narrower than 1."""
    if found is None:
        return ()
    few = rows.few_values(variable)
    are_whole = few is not None and all(float(value).is_integer() for value in few)
    edges = bin_edges(found.minimum or 0.0, found.maximum or 0.0, least=1 if are_whole else 0)
    if few is not None:
        return _bins(edges, _binned(edges, few), found.n)
    field = quoted(variable.field)
    conditions = [
        f"count(*) FILTER ({field} >= $e{index} AND {field} < $e{index + 1})"
        for index in range(len(edges) - 1)
    ]
    parameters = {f"e{index}": edge for index, edge in enumerate(edges)}
    counts = rows.ask(f"SELECT {', '.join(conditions)} FROM selected", **parameters)[0]  # noqa: S608
    return _bins(edges, counts, found.n)


def moments_of_counts(counts: Mapping[float, int]) -> Moments | None:
    """The same of how often each number was given."""
    values = sorted(counts)
    n = sum(counts.values())
    if not n:
        return None
    mean = math.fsum(value * counts[value] for value in values) / n
    spread = math.fsum(counts[value] * (value - mean) ** 2 for value in values)
    upto = list(accumulate(counts[value] for value in values))

    def quantile(share: float) -> float:
        place = (n - 1) * share
        low, high = (values[bisect_right(upto, int(each))] for each in (place, math.ceil(place)))
        return float(low + (high - low) * (place - int(place)))

    sd = math.sqrt(spread / (n - 1)) if n > 1 else None
    quartiles = (quantile(0.25), quantile(0.5), quantile(0.75))
    return Moments(n, mean, sd, float(values[0]), *quartiles, float(values[-1]))


def _binned(edges: list[float], counts: Mapping[float, int]) -> list[int]:
    binned = [0] * (len(edges) - 1)
    for value, count in counts.items():
        binned[bisect_right(edges, value) - 1] += count
    return binned


def _bins(edges: list[float], counts: Iterable[int], n: int) -> tuple[Bin, ...]:
    return tuple(
        Bin(low, high, count, percent(count, n))
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
    )


def bin_edges(minimum: float, maximum: float, *, least: int = 0) -> list[float]:
    """Round edges, at most 21, of equal bins that hold ``minimum`` to ``maximum``; the last edge is above it.

    Widths are 1, 2 or 5 times a power of ten, reckoned in decimals so that edges read as they are.
    """
    low, high = Decimal(repr(minimum)), Decimal(repr(maximum))
    width = max(_round_width(high - low), Decimal(least))
    first = (low / width).to_integral_value("ROUND_FLOOR") * width
    edges = [first]
    while edges[-1] <= high:
        edges.append(edges[-1] + width)
    return [float(edge) for edge in edges]


def _round_width(span: Decimal) -> Decimal:
    """The smallest round width of which ``MOST_BINS`` cover the span wherever it begins."""
    least = span / (MOST_BINS - 1)
    if least == 0:
        return Decimal(1)
    power = Decimal(10) ** math.floor(least.log10())
    return next(power * step for step in (1, 2, 5, 10) if power * step >= least)
