"""Trends as CSV and as a spreadsheet: the same rows in both, figures as numbers and not rounded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from analytics.exporting.crosstab_files import Figure
from analytics.results.filtering import FilterColumns
from analytics.results.trends import Change, Point, Trend
from analytics.showing.reader import Reader
from analytics.showing.trend_words import line_words, measure_words

HIDDEN = "*"


def trend_rows(trend: Trend, columns: FilterColumns, reader: Reader) -> Iterator[list[Figure]]:
    """A head, and a row for each line and period. A figure of too few people is ``*``; days are ISO dates."""
    yield [measure_words(trend.measure, reader)]
    about = {"is_compared": trend.against is not None, "is_weighted": trend.weighting is not None}
    yield [_("Line"), _("First day"), _("Last day"), *point_head(**about)]
    for line in trend.lines:
        name = line_words(line, columns.by_field.get(trend.group), reader)
        for period, point in zip(trend.periods, line.points, strict=True):
            days = [period.start.isoformat(), period.last.isoformat()]
            yield [name, *days, *point_cells(point, **about)]


def point_head(*, is_compared: bool, is_weighted: bool) -> list[Figure]:
    """The names of the columns of a point."""
    head: list[Figure] = [_("Figure"), _("95 % from"), _("95 % to"), _("Base")]
    head += [_("Weighted base"), _("Effective base")] if is_weighted else []
    head += [_("Moving figure")]
    head += [_("Change to the one before"), _("p of the change")]
    return head + ([_("Change to the chosen one"), _("p of that change")] if is_compared else [])


def point_cells(point: Point, *, is_compared: bool, is_weighted: bool) -> list[Figure]:
    """A point as cells."""
    if point.n is None:
        return [HIDDEN]
    interval = point.interval
    cells: list[Figure] = [point.value]
    cells += [interval.low if interval else None, interval.high if interval else None, point.n]
    cells += [point.weight, point.effective] if is_weighted else []
    cells += [point.moving, *_change(point.before)]
    return cells + (_change(point.against) if is_compared else [])


def _change(change: Change | None) -> list[Figure]:
    return [change.difference, change.p] if change else [None, None]
