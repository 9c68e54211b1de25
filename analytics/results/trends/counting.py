"""Counting periods: SQL over selected responses, one query for all periods of a line."""

import datetime
from collections.abc import Mapping

from analytics.results.crosstabs.counting import Asked
from analytics.results.crosstabs.weighing import Weighting
from analytics.results.statistics import Z_95
from analytics.results.trends.measures import Measure
from analytics.results.trends.periods import Unit
from analytics.results.trends.tallies import NOTHING, Tally

type Counted = Mapping[datetime.date, Tally]
_EVER = "DATE '2000-01-01'"
_TALLY = (
    "count(*), count(number), count(number)::DOUBLE, count(number)::DOUBLE, coalesce(avg(number), 0),"
    " coalesce(var_pop(number) * count(number), 0), count(*) FILTER (number > 0),"
    " count(*) FILTER (number < 0)"
)
_WEIGHED = (
    "count(*), count(number), coalesce(sum(weight) FILTER (number IS NOT NULL), 0),"
    " coalesce(sum(weight * weight) FILTER (number IS NOT NULL), 0),"
    " coalesce(any_value(about), 0), coalesce(sum(weight * (number - about)), 0),"
    " coalesce(sum(weight * (number - about) * (number - about)), 0),"
    " coalesce(sum(weight) FILTER (number > 0), 0), coalesce(sum(weight) FILTER (number < 0), 0)"
)


def counted(rows: Asked, measure: Measure, unit: Unit, weighting: Weighting | None = None) -> Counted:
    """The tallies of the periods in which any of the responses was started, by their first days; those of
    answers weighted, where there are weights."""
    return _counted(rows, measure, f"date_trunc('{unit}', started_on)::DATE", weighting)


def counted_whole(rows: Asked, measure: Measure, weighting: Weighting | None = None) -> Tally:
    """The tally of all the responses together."""
    return next(iter(_counted(rows, measure, _EVER, weighting).values()), NOTHING)


def _counted(rows: Asked, measure: Measure, period: str, weighting: Weighting | None) -> Counted:
    if measure.kind == "time":
        return _medians(rows, period)
    if weighting is not None and measure.is_of_answers:
        return _weighed(rows, measure, period, weighting)
    number, parameters = measure.sql()
    found = rows.ask(
        f"SELECT period, {_TALLY} FROM (SELECT {period} AS period, {number} AS number FROM selected)"  # noqa: S608
        " GROUP BY period",
        **parameters,
    )
    return {start: Tally(*figures) for start, *figures in found}


def _weighed(rows: Asked, measure: Measure, period: str, weighting: Weighting) -> Counted:
    """The same of weighted numbers. Distances are from the mean of their period, so that an absurd number in
    one spoils no other: the two-pass algorithm, as :meth:`Counter.moments` has it."""
    number, parameters = measure.sql()
    source = f"SELECT {period} AS period, {number} AS number, weight FROM ({weighting.sql})"  # noqa: S608
    found = rows.ask(
        f"SELECT period, {_WEIGHED} FROM ({source}) LEFT JOIN (SELECT period,"  # noqa: S608
        f" sum(weight * number) / sum(weight) AS about FROM ({source}) WHERE number IS NOT NULL"
        " GROUP BY period) USING (period) GROUP BY period",
        **parameters,
        **weighting.parameters,
    )
    return {start: _tally(*figures) for start, *figures in found}


def _tally(responses: int, n: int, weight: float, squares: float, about: float, *sums: float) -> Tally:
    """The tally of sums of distances from ``about``, of their squares, and of what is above and below 0."""
    first, second, above, below = sums
    away = first / weight if weight else 0.0
    return Tally(responses, n, weight, squares, about + away, second - first * away, above, below)


def _medians(rows: Asked, period: str) -> Counted:
    """Medians of the time on pages, each with an interval between two of the times themselves.

    With ``n`` times in order these are the ones at ``n / 2 ± z sqrt(n) / 2``, rounded up. Source:
    W. J. Conover, "Practical Nonparametric Statistics", Wiley, 1999, section 3.2. Fewer than six have none.
    """
    found = rows.ask(
        "SELECT period, any_value(n), quantile_cont(seconds, 0.5),"  # noqa: S608
        " max(seconds) FILTER (place = ceil(n / 2 - $z * sqrt(n) / 2)),"
        " max(seconds) FILTER (place = ceil(n / 2 + $z * sqrt(n) / 2))"
        " FROM (SELECT *, row_number() OVER (PARTITION BY period ORDER BY seconds) AS place,"
        " count(*) OVER (PARTITION BY period) AS n"
        f" FROM (SELECT {period} AS period, seconds FROM selected WHERE seconds IS NOT NULL))"
        " GROUP BY period",
        z=Z_95,
    )
    return {start: Tally(n, n, n, n, middle=(median, low, high)) for start, n, median, low, high in found}
