"""Measures, periods and figures of trends in words."""

from collections.abc import Callable, Mapping
from datetime import date

from babel.dates import format_skeleton
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from analytics.results.filtering import FilterColumn
from analytics.results.statistics import rounded
from analytics.results.trends import Change, Kind, Line, Measure, Point, Unit
from analytics.showing import formats
from analytics.showing.columns import MOST_NAMED, column_words, value_words
from analytics.showing.crosstabs import probability
from analytics.showing.reader import Reader

_MINUS = "\u2212"


def measure_words(measure: Measure, reader: Reader) -> str:
    """What is measured, with its question."""
    name = short_words(measure, reader)
    if measure.column is None:
        return name
    return _("%(measure)s: %(question)s") % {
        "measure": name,
        "question": formats.apart(column_words(measure.column, reader)),
    }


def short_words(measure: Measure, reader: Reader) -> str:
    """What is measured, without its question."""
    if measure.kind != "share" or measure.column is None:
        return _NAMES[measure.kind]()
    known = {str(value.value): value for value in measure.column.values or ()}
    said = [value_words(measure.column, known[each], reader) for each in measure.values if each in known]
    more = len(said) - MOST_NAMED
    listed = ", ".join(said[:MOST_NAMED])
    if more > 0:
        listed = _("%(named)s and %(more)s more") % {"named": listed, "more": more}
    return _("Share of “%(values)s”") % {"values": listed}


_NAMES: Mapping[Kind, Callable[[], str]] = {
    "count": lambda: _("Responses"),
    "completion": lambda: _("Completion rate"),
    "time": lambda: _("Median time"),
    "nps": lambda: _("Net promoter score"),
    "mean": lambda: _("Mean"),
    "share": lambda: _("Share"),
}


def line_words(line: Line, group: FilterColumn | None, reader: Reader) -> str:
    """Whose line it is."""
    if line.name:
        return line.name
    if line.value is None or group is None:
        return _("All")
    return value_words(group, line.value, reader)


def period_words(start: date, unit: Unit) -> str:
    """The name of a period by its first day."""
    if unit == "quarter":
        return str(format_skeleton("yQQQ", start, locale=formats.locale()))
    return formats.period(start, unit)


def axis_words(start: date, unit: Unit) -> str:
    """The same as short as it can be."""
    return formats.short_day(start) if unit in ("day", "week") else period_words(start, unit)


def unit_words(unit: Unit) -> str:
    """What a form calls a unit."""
    return {
        "day": lambda: _("Days"),
        "week": lambda: _("Weeks"),
        "month": lambda: _("Months"),
        "quarter": lambda: _("Quarters"),
    }[unit]()


def figure_words(kind: Kind, value: float | None) -> str:
    """A figure in the unit of its measure."""
    if value is None:
        return formats.NONE
    return _FIGURES[kind](value)


_FIGURES: Mapping[Kind, Callable[[float], str]] = {
    "count": lambda value: formats.decimal(value, 1),
    "completion": formats.percentage,
    "share": formats.percentage,
    "time": formats.duration,
    "nps": formats.signed,
    "mean": formats.fixed,
}


def interval_words(kind: Kind, point: Point) -> str:
    """The interval of a figure; nothing where it has none."""
    if point.interval is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": figure_words(kind, point.interval.low),
        "high": figure_words(kind, point.interval.high),
    }


def change_words(kind: Kind, change: Change | None) -> str:
    """A difference with its sign and what the test says."""
    if change is None:
        return formats.NONE
    words = difference_words(kind, change.difference)
    if change.p is None:
        return words
    return _("%(difference)s (p %(p)s)") % {"difference": words, "p": probability(change.p)}


def difference_words(kind: Kind, difference: float) -> str:
    """A difference with its sign; of percentages in points."""
    size = abs(difference)
    if kind == "time":
        written, shown = formats.duration(size), float(round(size))
    else:
        digits = {"count": 0, "nps": 1, "mean": 2}.get(kind, 1)
        written, shown = formats.fixed(size, digits), rounded(size, digits)
    sign = "" if not shown else "+" if difference > 0 else _MINUS
    if kind in ("share", "completion"):
        written = _("%(points)s points") % {"points": written}
    return f"\u2066{sign}{written}\u2069" if get_language_bidi() else f"{sign}{written}"
