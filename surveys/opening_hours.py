"""Opening hours: on which days of the week, from when to when, in the organisation's time zone. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

DAYS_AHEAD = 9
DAY = timedelta(days=1)


class Hours(BaseModel):
    """One stretch of a week, ``day`` 0 for Monday. One that doesn't end after it begins ends the next day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: Annotated[int, Field(ge=0, le=6)]
    opens: time
    closes: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return when it begins and ends on a day of that weekday."""
        last = day if self.closes > self.opens else day + DAY
        return datetime.combine(day, self.opens, zone), datetime.combine(last, self.closes, zone)


def is_open(week: Iterable[Hours], now: datetime, zone: ZoneInfo) -> bool:
    """Say whether a moment lies within the hours; without any it always does."""
    week = tuple(week)
    return not week or any(begins <= now < ends for begins, ends in _around(week, now, zone))


def next_opening(week: Iterable[Hours], now: datetime, zone: ZoneInfo) -> datetime:
    """Return when it opens next after a moment outside the hours, of which there must be some."""
    return min(begins for begins, _ends in _around(tuple(week), now, zone) if begins > now)


def _around(week: tuple[Hours, ...], now: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    yesterday = now.astimezone(zone).date() - DAY
    for offset in range(DAYS_AHEAD):
        day = yesterday + offset * DAY
        for hours in week:
            if hours.day == day.weekday():
                yield hours.on(day, zone)
