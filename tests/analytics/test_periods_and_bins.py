"""Round edges and periods that cover everything."""

import datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.results import NumberSummary
from analytics.results.dates import period_starts, unit_for
from analytics.results.few import FewRows
from analytics.results.numbers import bin_edges
from tests.analytics.made import results_of, row

days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
numbers = st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(float)


@given(low=numbers, width=st.decimals(0, 10**9, places=2).map(float))
def test_edges_are_round_and_hold_everything(low: float, width: float) -> None:
    high = low + width

    edges = bin_edges(low, high)

    assert 2 <= len(edges) <= 21
    assert edges[0] <= low
    assert edges[-2] <= high < edges[-1]


@given(first=days, last=days)
def test_periods_cover_the_days_without_gaps(first: datetime.date, last: datetime.date) -> None:
    first, last = min(first, last), max(first, last)
    unit = unit_for(first, last)

    starts = list(period_starts(first, last, unit))

    assert starts[0] <= first
    assert starts == sorted(set(starts))
    assert starts[-1] <= last
    assert len(starts) <= max(64, (last.year - first.year) // 10 + 2)


def test_periods_are_as_fine_as_some_dozens_allow() -> None:
    first = datetime.date(2020, 1, 15)
    lengths = {"day": 31, "week": 182, "month": 1830, "year": 14640}

    for unit, longest in lengths.items():
        assert unit_for(first, first + datetime.timedelta(days=longest - 1)) == unit
        assert unit_for(first, first + datetime.timedelta(days=longest)) != unit


def test_months_years_and_decades_begin_with_their_first_day() -> None:
    first, last = datetime.date(2019, 11, 15), datetime.date(2020, 2, 1)

    assert [str(day) for day in period_starts(first, last, "month")] == [
        "2019-11-01",
        "2019-12-01",
        "2020-01-01",
        "2020-02-01",
    ]
    assert [str(day) for day in period_starts(first, last, "year")] == ["2019-01-01", "2020-01-01"]
    assert [str(day) for day in period_starts(first, last, "decade")] == ["2010-01-01", "2020-01-01"]


def test_the_calendar_ends() -> None:
    last = datetime.date(9999, 12, 31)

    for unit in ("day", "week", "month", "year", "decade"):
        assert len(list(period_starts(last, last, unit))) == 1  # type: ignore[arg-type]


@settings(max_examples=15)
@given(values=st.lists(st.one_of(st.integers(-5, 5), numbers), min_size=1, max_size=30))
def test_few_and_many_different_numbers_are_summarised_alike(values: list[float]) -> None:
    rows = [row({"q_00000005": number}, id=UUID(int=place)) for place, number in enumerate(values)]
    few = summarised(rows)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FewRows, "few", lambda _rows, _name: None)
        many = summarised(rows)

    assert few.bins == many.bins
    assert few.moments is not None
    assert many.moments is not None
    names = ("n", "mean", "minimum", "lower_quartile", "median", "upper_quartile", "maximum")
    for name in names:
        expected = getattr(many.moments, name)
        assert getattr(few.moments, name) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert (few.moments.sd is None) == (many.moments.sd is None)
    if few.moments.sd is not None:
        assert few.moments.sd == pytest.approx(many.moments.sd, rel=1e-6, abs=1e-6)


def summarised(rows: list[dict[str, object]]) -> NumberSummary:
    results = results_of(rows)
    found = results.summary(results.question("q_00000005"))
    assert isinstance(found, NumberSummary)
    return found
