"""Public holidays of countries and their parts, by the library ``holidays``."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel.core import get_global

SATURDAY = 5


@lru_cache(maxsize=1)
def calendars() -> Mapping[str, tuple[str, ...]]:
    """The countries that have a calendar, by their code of two letters, each with the codes of its parts."""
    found = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(parts) for country, parts in sorted(found.items()) if len(country) == 2}


def is_calendar(code: str) -> bool:
    """Whether there are holidays by a code: ``NL``, or with a part of the country ``GB-ENG``."""
    country, _dash, part = code.partition("-")
    known = calendars()
    return country in known and (not part or part in known[country])


def country_of(zone: str) -> str:
    """The country of a time zone, if it is one's alone and has a calendar; else ``""``."""
    country = get_global("zone_territories").get(zone, "")
    return country if is_calendar(country) else ""


def is_holiday(day: date, code: str) -> bool:
    """Whether a day is a public holiday there; never without a code."""
    return bool(code) and day in _days(code, day.year)


@lru_cache(maxsize=200)
def _days(code: str, year: int) -> frozenset[date]:
    country, _dash, part = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def working_day_from(day: date, code: str) -> date:
    """The first day from this one on that is neither a holiday nor at the week's end."""
    while day.weekday() >= SATURDAY or is_holiday(day, code):
        day += timedelta(days=1)
    return day
