"""When a schedule is due: by the calendar in the organisation's time zone, by responses, or at closing."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from analytics.schedules.holidays import is_calendar, is_holiday, working_day_from

type Every = Literal["day", "week", "month", "responses", "closing"]
type On = Literal["day", "last", "weekday"]
type OnHoliday = Literal["send", "skip", "move"]
type Weekday = Annotated[int, Field(ge=0, le=6)]
"""0 is Monday."""
_FURTHEST = 1_000
"""So many days are looked at for the next that is none of those left out."""
_MOVED_AT_MOST = timedelta(days=21)


class Rule(BaseModel):
    """``every`` day, week (on ``weekdays``) or month (``on`` a ``day``, its last one, or the ``nth`` of a
    ``weekday``, -1 for the last), ``at`` a time of the organisation's clock; or each time that so many
    responses more are complete; or when the survey closes. A month that has no such day has its last one.

    On a holiday of ``country`` it is sent, skipped, or moved to the next working day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    every: Every
    at: time = time(9)
    weekdays: tuple[Weekday, ...] = ()
    on: On = "day"
    day: Annotated[int, Field(ge=1, le=31)] = 1
    nth: Literal[1, 2, 3, 4, -1] = 1
    weekday: Weekday = 0
    each: Annotated[int, Field(ge=1, le=10_000_000)] = 100
    country: Annotated[str, Field(max_length=10)] = ""
    holidays: OnHoliday = "send"

    @model_validator(mode="after")
    def _is_whole(self) -> "Rule":
        if self.every == "week" and not self.weekdays:
            raise ValueError("weekdays")
        if self.country and not is_calendar(self.country):
            raise ValueError("country")
        if self.holidays != "send" and not self.country:
            raise ValueError("country")
        return self

    @property
    def follows_calendar(self) -> bool:
        """Whether its moments are known beforehand."""
        return self.every in ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Moment:
    """``planned`` is the day that the rule names, ``at`` the moment that comes of it. ``key`` names it among
    the occurrences of a schedule: day and time on the organisation's clock."""

    planned: date
    at: datetime
    key: str


def moments_after(rule: Rule, zone: ZoneInfo, after: datetime) -> Iterator[Moment]:
    """The moments of a rule that follows the calendar, later than ``after``, in order, each once.

    A time that the clock leaves out in spring is an hour later on it, one that comes twice in autumn is the
    first of the two. What is moved to a day that has a moment anyway makes none of its own.
    """
    for planned, day in _days(rule, after.astimezone(zone).date() - _MOVED_AT_MOST):
        at = datetime.combine(day, rule.at, tzinfo=zone).astimezone(UTC)
        if at > after:
            yield Moment(planned, at, f"{planned.isoformat()} {rule.at:%H:%M}")


def next_moment(rule: Rule, zone: ZoneInfo, after: datetime) -> Moment | None:
    """The first moment later than ``after``; ``None`` where the calendar doesn't tell."""
    return next(moments_after(rule, zone, after), None) if rule.follows_calendar else None


def _days(rule: Rule, first: date) -> Iterator[tuple[date, date]]:
    """The days that a rule names, from ``first`` on, each with the day that it is sent on."""
    moved: dict[date, date] = {}
    for day in (first + timedelta(days=number) for number in range(_FURTHEST)):
        is_named, planned = _is_named(rule, day), moved.pop(day, None)
        if is_named and rule.holidays != "send" and is_holiday(day, rule.country):
            is_named = False
            if rule.holidays == "move":
                moved.setdefault(working_day_from(day, rule.country), day)
        if is_named or planned:
            yield (day if is_named else planned or day), day


def _is_named(rule: Rule, day: date) -> bool:
    if rule.every == "day":
        return True
    if rule.every == "week":
        return day.weekday() in rule.weekdays
    return day.day == _day_of_month(rule, day.year, day.month)


def _day_of_month(rule: Rule, year: int, month: int) -> int:
    begins_on, length = calendar.monthrange(year, month)
    if rule.on == "last":
        return length
    if rule.on == "day":
        return min(rule.day, length)
    first = 1 + (rule.weekday - begins_on) % 7
    if rule.nth > 0:
        return first + 7 * (rule.nth - 1)
    return first + (length - first) // 7 * 7
