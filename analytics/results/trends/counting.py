"""Counting periods: SQL over selected responses, one query for all periods of a line."""

import datetime
from collections.abc import Mapping

from analytics.results.crosstabs.counting import Asked
from analytics.results.statistics import Z_95
from analytics.results.trends.measures import Measure
from analytics.results.trends.periods import Unit
from analytics.results.trends.tallies import NOTHING, Tally

type Counted = Mapping[datetime.date, Tally]
_EVER = "DATE '2000-01-01'"
_TALLY = (
    "count(*), count(number), coalesce(avg(number), 0), coalesce(var_pop(number) * count(number), 0),"
    " count(*) FILTER (number > 0), count(*) FILTER (number < 0)"
)


def counted(rows: Asked, measure: Measure, unit: Unit) -> Counted:
    """The tallies of the periods in which any of the responses was started, by their first days."""
    return _counted(rows, measure, f"date_trunc('{unit}', started_on)::DATE")


def counted_whole(rows: Asked, measure: Measure) -> Tally:
    """The tally of all the responses together."""
    return next(iter(_counted(rows, measure, _EVER).values()), NOTHING)


def _counted(rows: Asked, measure: Measure, period: str) -> Counted:
    if measure.kind == "time":
        return _medians(rows, period)
    number, parameters = measure.sql()
    found = rows.ask(
        f"SELECT period, {_TALLY} FROM (SELECT {period} AS period, {number} AS number FROM selected)"  # noqa: S608
        " GROUP BY period",
        **parameters,
    )
    return {start: Tally(*figures) for start, *figures in found}


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
    return {start: Tally(n, n, middle=(median, low, high)) for start, n, median, low, high in found}
