"""Trends: one measure of a survey's answers over days, weeks, months or quarters.

:func:`trend_of` answers a :class:`TrendRequest` with a :class:`Trend`: a line of points for everybody, for
the values of a question or for segments, with intervals, moving figures and tests of changes.
"""

from analytics.results.trends.counting import counted_whole
from analytics.results.trends.door import trend_of
from analytics.results.trends.figures import Change, Line, Period, Point, Trend
from analytics.results.trends.guarding import weighting_for
from analytics.results.trends.judging import points_of
from analytics.results.trends.measures import (
    Measure,
    TrendInvalid,
    is_measured,
    kinds_of,
    measures_of,
    read_measure,
    written_measure,
)
from analytics.results.trends.periods import UNITS, Unit
from analytics.results.trends.request import (
    MOST_LINES,
    MOST_WINDOW,
    TrendRequest,
    group_columns,
    read_trend,
    written_trend,
)
from analytics.results.trends.tallies import Kind, Tally

__all__ = [
    "MOST_LINES",
    "MOST_WINDOW",
    "UNITS",
    "Change",
    "Kind",
    "Line",
    "Measure",
    "Period",
    "Point",
    "Tally",
    "Trend",
    "TrendInvalid",
    "TrendRequest",
    "Unit",
    "counted_whole",
    "group_columns",
    "is_measured",
    "kinds_of",
    "measures_of",
    "points_of",
    "read_measure",
    "read_trend",
    "trend_of",
    "weighting_for",
    "written_measure",
    "written_trend",
]
