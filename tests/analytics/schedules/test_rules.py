"""When schedules are due."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from analytics.schedules.holidays import country_of, is_holiday
from analytics.schedules.rules import Rule, moments_after, next_moment
from tests.gathering import gathered

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def days(after: str, count: int = 4, **rule: Any) -> list[str]:
    """The next moments on the clock of Amsterdam."""
    begin = datetime.fromisoformat(after).replace(tzinfo=AMSTERDAM)
    found = islice(moments_after(Rule.model_validate(rule), AMSTERDAM, begin), count)
    return [f"{moment.at.astimezone(AMSTERDAM):%a %d %b %H:%M}" for moment in found]


@gathered(
    "rule, expected",
    [
        ({"every": "day", "at": "09:00"}, "Fri 24 Apr 09:00, Sat 25 Apr 09:00, Sun 26 Apr 09:00"),
        ({"every": "week", "weekdays": [0, 3]}, "Mon 27 Apr 09:00, Thu 30 Apr 09:00, Mon 04 May 09:00"),
        ({"every": "month", "day": 31}, "Thu 30 Apr 09:00, Sun 31 May 09:00, Tue 30 Jun 09:00"),
        ({"every": "month", "on": "last"}, "Thu 30 Apr 09:00, Sun 31 May 09:00, Tue 30 Jun 09:00"),
        ({"every": "month", "on": "weekday"}, "Mon 04 May 09:00, Mon 01 Jun 09:00, Mon 06 Jul 09:00"),
        (
            {"every": "month", "on": "weekday", "nth": 3, "weekday": 4},
            "Fri 15 May 09:00, Fri 19 Jun 09:00, Fri 17 Jul 09:00",
        ),
        (
            {"every": "month", "on": "weekday", "nth": -1, "weekday": 4},
            "Fri 24 Apr 09:00, Fri 29 May 09:00, Fri 26 Jun 09:00",
        ),
        (
            {"every": "week", "weekdays": [0], "country": "NL", "holidays": "skip"},
            "Mon 04 May 09:00, Mon 11 May 09:00, Mon 18 May 09:00",
        ),
        (
            {"every": "week", "weekdays": [0], "country": "NL", "holidays": "move"},
            "Tue 28 Apr 09:00, Mon 04 May 09:00, Mon 11 May 09:00",
        ),
        (
            {"every": "day", "country": "NL", "holidays": "move", "at": "18:30"},
            "Fri 24 Apr 18:30, Sat 25 Apr 18:30, Sun 26 Apr 18:30",
        ),
    ],
)
def test_the_next_moments_of_a_rule(rule: dict[str, Any], expected: str) -> None:
    assert ", ".join(days("2026-04-24 08:00", 3, **rule)) == expected


def test_what_is_moved_to_a_day_that_has_one_anyway_is_one() -> None:
    assert days("2026-12-24 12:00", 4, every="day", country="NL", holidays="move") == [
        "Sun 27 Dec 09:00",
        "Mon 28 Dec 09:00",
        "Tue 29 Dec 09:00",
        "Wed 30 Dec 09:00",
    ]
    assert is_holiday(date(2026, 12, 25), "NL")
    assert is_holiday(date(2026, 4, 3), "GB-ENG")


def test_a_time_that_the_clock_leaves_out_or_has_twice_comes_once() -> None:
    spring = days("2026-03-28 00:00", 3, every="day", at="02:30")
    autumn = days("2026-10-24 00:00", 3, every="day", at="02:30")

    assert spring == ["Sat 28 Mar 02:30", "Sun 29 Mar 03:30", "Mon 30 Mar 02:30"]
    assert autumn == ["Sat 24 Oct 02:30", "Sun 25 Oct 02:30", "Mon 26 Oct 02:30"]
    rule = Rule(every="day", at=time(2, 30))
    twice = next_moment(rule, AMSTERDAM, datetime(2026, 10, 24, 23, tzinfo=UTC))
    assert twice is not None
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    nine = [next_moment(Rule(every="day"), AMSTERDAM, datetime(2026, m, 28, tzinfo=UTC)) for m in (3, 10)]
    assert [each and each.at.hour for each in nine] == [8, 8]
    sunday = next_moment(Rule(every="day"), AMSTERDAM, datetime(2026, 3, 29, tzinfo=UTC))
    assert sunday is not None
    assert sunday.at.hour == 7


@gathered(
    "rule",
    [
        {"every": "week"},
        {"every": "day", "country": "XX"},
        {"every": "day", "country": "NL-XYZ"},
        {"every": "day", "holidays": "skip"},
        {"every": "month", "day": 32},
        {"every": "hour"},
        {"every": "day", "unknown": 1},
    ],
)
def test_rules_that_make_no_sense_are_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate(rule)


@settings(max_examples=60)
@given(
    after=MOMENTS,
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    at=st.times(),
    holidays=st.sampled_from(["send", "skip", "move"]),
)
def test_moments_are_in_order_and_none_is_left_out(
    after: datetime, weekdays: set[int], at: time, holidays: Any
) -> None:
    rule = Rule(every="week", weekdays=tuple(weekdays), at=at, holidays=holidays, country="NL")

    found = list(islice(moments_after(rule, AMSTERDAM, after), 6))

    assert found[0].at > after
    assert all(first.at < second.at for first, second in pairwise(found))
    assert len({moment.key for moment in found}) == 6
    for moment in found:
        local = moment.at.astimezone(AMSTERDAM)
        assert moment.planned.weekday() in weekdays
        assert timedelta(0) <= local.date() - moment.planned < timedelta(days=8)
        assert holidays == "send" or not is_holiday(local.date(), "NL")
    assert next_moment(rule, AMSTERDAM, found[0].at) == found[1]


def test_responses_and_closing_have_no_moments() -> None:
    now = datetime(2026, 4, 24, tzinfo=UTC)

    assert next_moment(Rule(every="responses"), AMSTERDAM, now) is None
    assert next_moment(Rule(every="closing"), AMSTERDAM, now) is None


def test_holidays_are_offered_of_the_country_of_the_clock() -> None:
    zones = ("Europe/Amsterdam", "America/New_York", "UTC", "Nowhere")

    assert [country_of(zone) for zone in zones] == ["NL", "US", "", ""]
