"""Functions over dates and times. Days are counted in the time zone of the facts' ``now``."""

from calendar import monthrange
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.expressions.facts import Facts
from surveys.expressions.functions.evaluating import evaluated_part
from surveys.expressions.functions.table import Function
from surveys.expressions.parts import Part, constant_part
from surveys.expressions.tree import Call
from surveys.expressions.value_types import DATE, DATETIME, TIME

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_LONGEST_WRITTEN = 40
_MOST_DAYS = 4_000_000


def moment_here(facts: Facts, value: datetime) -> datetime:
    """The same moment in the time zone that days are counted in."""
    with suppress(OverflowError, ValueError):
        return value.astimezone(facts.now.tzinfo)
    return value


def day_of(facts: Facts, value: date | datetime) -> date | None:
    """The day of a date, or that of a moment where the respondent is."""
    if not isinstance(value, datetime):
        return value
    with suppress(OverflowError, ValueError):
        return value.astimezone(facts.now.tzinfo).date()
    return None


def time_of(facts: Facts, value: time | datetime) -> time | None:
    """The time of day, of a moment where the respondent is."""
    if not isinstance(value, datetime):
        return value
    with suppress(OverflowError, ValueError):
        return value.astimezone(facts.now.tzinfo).time()
    return None


def _date(facts: Facts, value: str | date) -> date | None:
    return _written_date(value) if isinstance(value, str) else day_of(facts, value)


def _written_date(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    return None


def _written_time(text: str) -> time | None:
    with suppress(ValueError):
        found = time.fromisoformat(text) if len(text) in (5, 8) and text[2] == ":" else None
        return found if found is None or found.tzinfo is None else None
    return None


def _time(facts: Facts, value: str | time | datetime) -> time | None:
    return _written_time(value) if isinstance(value, str) else time_of(facts, value)


def _written_datetime(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text) if len(text) <= _LONGEST_WRITTEN else None
    return None


def _datetime(facts: Facts, value: str | date) -> datetime | None:
    moment = _written_datetime(value) if isinstance(value, str) else value
    if moment is not None and not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=facts.now.tzinfo)


def _build_date(compiler: "Compiler", node: Call) -> Part:
    part = compiler.part(node.arguments[0])
    if isinstance(part.constant, str):
        found = _written_date(part.constant)
        if found is None:
            problem = gettext("There is no such day; days are written like 2026-01-31.")
            raise compiler.refusal(part.node, problem, "date_invalid")
        return constant_part(node, DATE, found)
    checked = compiler.expect(part, ("date", "datetime", "text"))
    return evaluated_part(compiler, node, DATE, _date, [checked], reads_facts=True)


def _build_time(compiler: "Compiler", node: Call) -> Part:
    part = compiler.part(node.arguments[0])
    if isinstance(part.constant, str):
        found = _written_time(part.constant)
        if found is None:
            problem = gettext("There is no such time; times are written like 09:30.")
            raise compiler.refusal(part.node, problem, "date_invalid")
        return constant_part(node, TIME, found)
    checked = compiler.expect(part, ("time", "datetime", "text"))
    return evaluated_part(compiler, node, TIME, _time, [checked], reads_facts=True)


def _build_datetime(compiler: "Compiler", node: Call) -> Part:
    part = compiler.part(node.arguments[0])
    if isinstance(part.constant, str) and _written_datetime(part.constant) is None:
        problem = gettext("There is no such moment; dates with times are written like 2026-01-31T09:30.")
        raise compiler.refusal(part.node, problem, "date_invalid")
    checked = compiler.expect(part, ("datetime", "date", "text"))
    return evaluated_part(compiler, node, DATETIME, _datetime, [checked], reads_facts=True)


def _months_between(first: date, second: date) -> int:
    if second < first:
        return -_months_between(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months if second.day >= min(first.day, monthrange(second.year, second.month)[1]) else months - 1


def _years_between(first: date, second: date) -> int:
    months = _months_between(first, second)
    return months // 12 if months >= 0 else -(-months // 12)


def _add_days(day: date, days: float) -> date | None:
    if abs(days) > _MOST_DAYS:
        return None
    with suppress(OverflowError):
        return day + timedelta(days=int(days))
    return None


def _add_months(day: date, months: float) -> date | None:
    if abs(months) > _MOST_DAYS:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_between(first: date, second: date) -> int:
    return (second - first).days


DATE_FUNCTIONS = (
    Function(
        "today() -> date",
        "dates",
        _("The day it is."),
        "years_between(born, today()) >= 18",
        evaluate=lambda facts: facts.now.date(),
        reads_facts=True,
    ),
    Function(
        "now() -> datetime",
        "dates",
        _("The day and time it is."),
        "hour(now()) < 12",
        evaluate=lambda facts: facts.now,
        reads_facts=True,
    ),
    Function(
        "date(value: value) -> date",
        "dates",
        _("The day that a text such as 2026-01-31 stands for, or the day of a date with time."),
        'visited >= date("2026-01-31")',
        build=_build_date,
    ),
    Function(
        "time(value: value) -> time",
        "dates",
        _("The time that a text such as 09:30 stands for, or the time of a date with time."),
        'arrival < time("09:30")',
        build=_build_time,
    ),
    Function(
        "datetime(value: value) -> datetime",
        "dates",
        _("The date with time that a text such as 2026-01-31T09:30 stands for, or the beginning of a day."),
        'appointment > datetime("2026-01-31T09:30")',
        build=_build_datetime,
    ),
    Function(
        "year(day: date) -> number",
        "dates",
        _("The year of a day."),
        "year(born) < 2000",
        evaluate=lambda day: day.year,
    ),
    Function(
        "month(day: date) -> number",
        "dates",
        _("The month of a day, 1 to 12."),
        "month(visited) in [6, 7, 8]",
        evaluate=lambda day: day.month,
    ),
    Function(
        "day(day: date) -> number",
        "dates",
        _("The day of its month, 1 to 31."),
        "day(visited) = 1",
        evaluate=lambda day: day.day,
    ),
    Function(
        "weekday(day: date) -> number",
        "dates",
        _("The day of its week, from 1 for Monday to 7 for Sunday."),
        "weekday(visited) >= 6",
        evaluate=date.isoweekday,
    ),
    Function(
        "hour(time: time) -> number",
        "dates",
        _("The hour, 0 to 23."),
        "hour(arrival) < 9",
        evaluate=lambda value: value.hour,
    ),
    Function(
        "minute(time: time) -> number",
        "dates",
        _("The minute, 0 to 59."),
        "minute(arrival)",
        evaluate=lambda value: value.minute,
    ),
    Function(
        "days_between(first: date, second: date) -> number",
        "dates",
        _("How many days from the first to the second; negative if the second comes before."),
        "days_between(ordered, delivered) > 14",
        evaluate=_days_between,
    ),
    Function(
        "months_between(first: date, second: date) -> number",
        "dates",
        _("How many full months from the first to the second."),
        "months_between(hired, today()) >= 6",
        evaluate=_months_between,
    ),
    Function(
        "years_between(first: date, second: date) -> number",
        "dates",
        _("How many full years from the first to the second: an age."),
        "years_between(born, today()) >= 18",
        evaluate=_years_between,
    ),
    Function(
        "add_days(day: date, days: number) -> date",
        "dates",
        _("The day so many days later."),
        "add_days(visited, 14)",
        evaluate=_add_days,
    ),
    Function(
        "add_months(day: date, months: number) -> date",
        "dates",
        _("The day so many months later; the last of a month that is too short."),
        "add_months(hired, 6) <= today()",
        evaluate=_add_months,
    ),
)
