"""Periods of a trend: days, ISO weeks, months and quarters of the organisation's calendar."""

import datetime
from collections.abc import Iterator
from typing import Literal, get_args

type Unit = Literal["day", "week", "month", "quarter"]
UNITS: tuple[Unit, ...] = get_args(Unit.__value__)
_MONTHS = {"month": 1, "quarter": 3}
_USUAL = ((31, "day"), (26 * 7, "week"), (731, "month"))
"""Up to so many days are shown by this unit, if none is chosen."""


def usual_unit(first: datetime.date, last: datetime.date) -> Unit:
    """The unit that shows a span in some thirty periods at most; beyond two years it is the quarter."""
    days = (last - first).days + 1
    found = next((unit for most, unit in _USUAL if days <= most), "quarter")
    return next(unit for unit in UNITS if unit == found)


def start_of(day: datetime.date, unit: Unit) -> datetime.date:
    """The first day of the period that a day is in; weeks begin on Monday (ISO 8601)."""
    if unit == "day":
        return day
    if unit == "week":
        return day - datetime.timedelta(days=day.weekday())
    months = _MONTHS[unit]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def start_after(start: datetime.date, unit: Unit) -> datetime.date:
    """The first day of the period after the one that begins on ``start``."""
    if unit in _MONTHS:
        months = start.year * 12 + start.month - 1 + _MONTHS[unit]
        return datetime.date(months // 12, months % 12 + 1, 1)
    return start + datetime.timedelta(days=7 if unit == "week" else 1)


def last_day_of(start: datetime.date, unit: Unit) -> datetime.date:
    """The last day of the period that begins on ``start``."""
    return start_after(start, unit) - datetime.timedelta(days=1)


def starts_between(first: datetime.date, last: datetime.date, unit: Unit) -> Iterator[datetime.date]:
    """The first days of all periods from the one with ``first`` to the one with ``last``."""
    start = start_of(first, unit)
    while start <= last:
        yield start
        start = start_after(start, unit)
