"""Days summarised: how many fall into each week, month or year."""

import datetime
from collections.abc import Iterator

from analytics.results.asking import SelectedRows, quoted
from analytics.results.figures import Period, PeriodUnit
from analytics.results.figures_of_questions import DateSummary
from analytics.results.questions import Question
from analytics.results.statistics import percent

_LONGEST: tuple[tuple[PeriodUnit, int], ...] = (
    ("day", 31),
    ("week", 26 * 7),
    ("month", 5 * 366),
    ("year", 40 * 366),
)
"""Which unit serves up to how many days."""


def date_summary(question: Question, rows: SelectedRows) -> DateSummary:
    """Summarise the days given, of moments their days, in the unit that shows their spread best."""
    variable = question.variables[0]
    base, field = rows.base(question, variable), f"{quoted(variable.field)}::DATE"
    first, last = rows.ask(f"SELECT min({field}), max({field}) FROM selected")[0]  # noqa: S608
    if first is None:
        return DateSummary(question, base, None, None, "day", ())
    unit = unit_for(first, last)
    found = dict(
        rows.ask(
            f"SELECT greatest(date_trunc('{unit}', {field}), DATE '0001-01-01')::DATE AS start,"  # noqa: S608
            f" count(*) FROM selected WHERE {field} IS NOT NULL GROUP BY start"
        )
    )
    periods = tuple(
        Period(start, found.get(start, 0), percent(found.get(start, 0), base.answered))
        for start in period_starts(first, last, unit)
    )
    return DateSummary(question, base, first, last, unit, periods)


def unit_for(first: datetime.date, last: datetime.date) -> PeriodUnit:
    """The finest unit of which some dozens cover the days from ``first`` to ``last``."""
    days = (last - first).days + 1
    return next((unit for unit, longest in _LONGEST if days <= longest), "decade")


def period_starts(first: datetime.date, last: datetime.date, unit: PeriodUnit) -> Iterator[datetime.date]:
    """Yield the first day of every period from the one of ``first`` to the one of ``last``."""
    start = _start(first, unit)
    while start is not None and start <= last:
        yield start
        start = _next_start(start, unit)


def _start(day: datetime.date, unit: PeriodUnit) -> datetime.date | None:
    if unit == "day":
        return day
    if unit == "week":
        return datetime.date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if unit == "month":
        return day.replace(day=1)
    return datetime.date(day.year if unit == "year" else max(1, day.year // 10 * 10), 1, 1)


def _next_start(start: datetime.date, unit: PeriodUnit) -> datetime.date | None:
    """The start of the next period; ``None`` after the end of the calendar."""
    try:
        if unit in ("day", "week"):
            return start + datetime.timedelta(days=1 if unit == "day" else 7)
        if unit == "month":
            return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        return start.replace(year=(start.year // 10 + 1) * 10 if unit == "decade" else start.year + 1)
    except (OverflowError, ValueError):
        return None
