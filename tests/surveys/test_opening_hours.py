"""Opening hours: over midnight, over a change of clocks, and when they come next."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.opening_hours import Hours, is_open, next_opening

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = [Hours(day=day, opens=time(9), closes=time(17)) for day in range(5)]
NIGHT = [Hours(day=4, opens=time(22), closes=time(2))]
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))
WEEKS = st.lists(st.builds(Hours, day=st.integers(0, 6), opens=TIMES, closes=TIMES), min_size=1, max_size=8)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


def local(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        (local(20, 8, 59), False),  # a Friday
        (local(20, 9), True),
        (local(20, 16, 59), True),
        (local(20, 17), False),
        (local(21, 12), False),
    ],
)
def test_it_is_open_from_the_first_minute_to_before_the_last(at: datetime, opened: bool) -> None:
    assert is_open(OFFICE, at.astimezone(UTC), AMSTERDAM) is opened


@pytest.mark.parametrize(
    ("at", "opened"),
    [(local(20, 21), False), (local(20, 23), True), (local(21, 1, 59), True), (local(21, 2), False)],
)
def test_hours_go_on_past_midnight(at: datetime, opened: bool) -> None:
    assert is_open(NIGHT, at, AMSTERDAM) is opened


def test_without_hours_it_is_always_open() -> None:
    assert is_open([], local(21, 3), AMSTERDAM)


@pytest.mark.parametrize(
    ("week", "at", "opens"),
    [
        (OFFICE, local(20, 8), local(20, 9)),
        (OFFICE, local(20, 18), local(23, 9)),
        (NIGHT, local(21, 2), local(27, 22)),
    ],
)
def test_it_opens_next(week: list[Hours], at: datetime, opens: datetime) -> None:
    assert next_opening(week, at, AMSTERDAM) == opens


def test_hours_are_those_of_the_clock_before_and_after_it_changes() -> None:
    summer, winter = local(23, 9, month=10), local(26, 9, month=10)

    assert summer.astimezone(UTC).hour == 7
    assert winter.astimezone(UTC).hour == 8
    assert is_open(OFFICE, summer, AMSTERDAM)
    assert is_open(OFFICE, winter, AMSTERDAM)
    assert not is_open(OFFICE, winter - timedelta(minutes=1), AMSTERDAM)


@given(week=WEEKS, now=MOMENTS)
def test_it_is_open_at_its_next_opening_and_shut_before(week: list[Hours], now: datetime) -> None:
    if is_open(week, now, AMSTERDAM):
        return

    opens = next_opening(week, now, AMSTERDAM)

    assert now < opens <= now + timedelta(days=8)
    assert is_open(week, opens, AMSTERDAM) or clocks_change(opens.date())


def clocks_change(day: date) -> bool:
    """Whether a day has 23 or 25 hours: a stretch within the hour that is missing can't be kept."""
    begin = datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)
    return end - begin != timedelta(days=1)
