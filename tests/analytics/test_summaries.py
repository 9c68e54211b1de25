"""Every summary against a straight count in plain Python."""

import datetime
import math
import statistics
from collections import Counter
from contextlib import closing
from typing import Any
from uuid import UUID

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.results import (
    ChoicesSummary,
    DateSummary,
    MatrixSummary,
    NpsSummary,
    NumberSummary,
    Results,
    ScaleSummary,
    Selection,
    TextSummary,
)
from analytics.results.asking import SelectedRows
from analytics.results.dates import period_starts, unit_for
from analytics.results.loading import table_of
from analytics.results.numbers import bin_edges
from analytics.results.statistics import percent
from tests.analytics.made import everything, results_of, row

A, B, C = "c_aaaaaaaa", "c_bbbbbbbb", "c_cccccccc"
D, E, F = "c_dddddddd", "c_eeeeeeee", "c_ffffffff"
G, H = "c_gggggggg", "c_hhhhhhhh"
X, Y = "r_xxxxxxxx", "r_yyyyyyyy"
days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
numbers = st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(float)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=8)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "q_00000001": st.sampled_from([A, B, C]),
    "q_00000002": st.lists(st.sampled_from([D, E, F]), unique=True, min_size=1),
    "q_00000003": st.integers(0, 10),
    "q_00000004": st.integers(1, 5),
    "q_00000005": numbers,
    "q_00000006": days.map(str),
    "q_00000007": st.dictionaries(st.sampled_from([X, Y]), st.sampled_from([G, H]), min_size=1),
    "q_00000008": words,
    "q_00000009": st.booleans(),
}
respondents = st.lists(
    st.fixed_dictionaries({}, optional={key: st.none() | value for key, value in VALUES.items()}), max_size=25
)
type People = list[dict[str, Any]]
check = settings(max_examples=60, deadline=None)


def ask(people: People) -> Results:
    return results_of(row(answers, id=UUID(int=index)) for index, answers in enumerate(people))


def given_to(people: People, key: str) -> list[Any]:
    return [answers[key] for answers in people if answers.get(key) is not None]


@check
@given(respondents)
def test_bases_count_asked_answered_and_the_rest(people: People) -> None:
    for summary in ask(people).summaries():
        key = summary.question.id
        asked = sum(key in answers for answers in people)
        answered = len(given_to(people, key))
        base = summary.base
        assert (base.responses, base.asked, base.answered) == (len(people), asked, answered)
        assert (base.skipped, base.not_shown) == (asked - answered, len(people) - asked)


@check
@given(respondents)
def test_choices_are_counted(people: People) -> None:
    results = ask(people)
    one, many = (results.summary(results.question(key)) for key in ("q_00000001", "q_00000002"))

    assert isinstance(one, ChoicesSummary)
    assert isinstance(many, ChoicesSummary)
    assert (one.is_multiple, many.is_multiple) == (False, True)
    first = Counter(given_to(people, "q_00000001"))
    chosen = Counter(value for values in given_to(people, "q_00000002") for value in values)
    n, m = one.base.answered, many.base.answered
    assert [(c.value, c.n, c.percent) for c in one.counts] == [
        (v, first[v], percent(first[v], n)) for v in (A, B, C)
    ]
    assert [(c.n, c.percent) for c in many.counts] == [(chosen[v], percent(chosen[v], m)) for v in (D, E, F)]


@check
@given(respondents)
def test_yes_and_no_are_counted(people: People) -> None:
    results = ask(people)
    found = results.summary(results.question("q_00000009"))

    assert isinstance(found, ChoicesSummary)
    counted = Counter(given_to(people, "q_00000009"))
    assert [(c.code, c.n) for c in found.counts] == [("yes", counted[True]), ("no", counted[False])]


@check
@given(respondents)
def test_the_net_promoter_score_is_of_its_groups(people: People) -> None:
    results = ask(people)
    found = results.summary(results.question("q_00000003"))

    assert isinstance(found, NpsSummary)
    scores = given_to(people, "q_00000003")
    assert [c.n for c in found.counts] == [scores.count(point) for point in range(11)]
    groups = [sum(s >= 9 for s in scores), sum(7 <= s <= 8 for s in scores), sum(s <= 6 for s in scores)]
    if scores:
        assert found.nps is not None
        assert [found.nps.promoters, found.nps.passives, found.nps.detractors] == groups
    else:
        assert found.nps is None


@check
@given(respondents)
def test_moments_are_those_of_the_statistics_module(people: People) -> None:
    results = ask(people)
    for key in ("q_00000004", "q_00000005"):
        found = results.summary(results.question(key))
        assert isinstance(found, ScaleSummary | NumberSummary)
        values = sorted(given_to(people, key))
        if not values:
            assert found.moments is None
            continue
        moments = found.moments
        assert moments is not None
        assert (moments.n, moments.minimum, moments.maximum) == (len(values), values[0], values[-1])
        scale = max(abs(values[0]), abs(values[-1]), 1)
        assert math.isclose(moments.mean, statistics.fmean(values), rel_tol=1e-9, abs_tol=1e-9 * scale)
        assert math.isclose(moments.median, statistics.median(values), rel_tol=1e-9, abs_tol=1e-9 * scale)
        if len(values) == 1:
            assert moments.sd is None
            continue
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        assert moments.sd is not None
        assert math.isclose(moments.sd, statistics.stdev(values), rel_tol=1e-9, abs_tol=1e-9 * scale)
        assert math.isclose(moments.lower_quartile, low, rel_tol=1e-9, abs_tol=1e-9 * scale)
        assert math.isclose(moments.upper_quartile, high, rel_tol=1e-9, abs_tol=1e-9 * scale)


@check
@given(respondents)
def test_every_number_is_in_one_bin(people: People) -> None:
    results = ask(people)
    found = results.summary(results.question("q_00000005"))

    assert isinstance(found, NumberSummary)
    values = given_to(people, "q_00000005")
    assert [b.n for b in found.bins] == [sum(b.low <= v < b.high for v in values) for b in found.bins]
    assert sum(b.n for b in found.bins) == len(values)
    assert len(found.bins) <= 20


@check
@given(respondents)
def test_every_day_is_in_one_period(people: People) -> None:
    results = ask(people)
    found = results.summary(results.question("q_00000006"))

    assert isinstance(found, DateSummary)
    values = [datetime.date.fromisoformat(day) for day in given_to(people, "q_00000006")]
    starts = [period.start for period in found.periods]
    assert (found.first, found.last) == (min(values, default=None), max(values, default=None))
    counted = Counter(max(start for start in starts if start <= day) for day in values)
    assert [period.n for period in found.periods] == [counted[start] for start in starts]


@check
@given(respondents)
def test_rows_of_a_matrix_are_counted_one_by_one(people: People) -> None:
    results = ask(people)
    found = results.summary(results.question("q_00000007"))

    assert isinstance(found, MatrixSummary)
    given_rows = given_to(people, "q_00000007")
    for part, row_id in zip(found.rows, (X, Y), strict=True):
        values = [answer[row_id] for answer in given_rows if row_id in answer]
        assert part.base.answered == len(values)
        assert [(c.n, c.percent) for c in part.counts] == [
            (values.count(v), percent(values.count(v), len(values))) for v in (G, H)
        ]


@check
@given(respondents)
def test_texts_come_newest_first(people: People) -> None:
    results = ask(people)
    found = results.summary(results.question("q_00000008"))

    assert isinstance(found, TextSummary)
    texts = given_to(people, "q_00000008")
    assert found.distinct == len(set(texts))
    assert [quote.text for quote in found.latest] == texts[::-1][:5]
    everything = results.texts(found.question, limit=100, offset=2)
    assert [quote.text for quote in everything] == texts[::-1][2:]


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


def test_a_kept_summary_is_the_same_object() -> None:
    results = results_of([row({"q_00000001": A})])
    question = results.question("q_00000001")

    assert results.summary(question) is results.summary(question)
    assert results.summary(question, Selection("all")) is not results.summary(question)


def test_definitions_are_said_in_words() -> None:
    results = results_of([row({"q_00000003": 9})])
    found = results.summary(results.question("q_00000003"))

    assert isinstance(found, NpsSummary)
    assert found.base.definition == "Percentages are of those who answered this question."
    assert "Bonett and Price" in found.definition
    assert found.moments is not None
    assert "type 7" in found.moments.definition
    assert "first answer" in results.overview().definition


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


def test_the_engine_reads_no_files() -> None:
    with closing(SelectedRows.of(table_of([[row({})]], everything()), Selection())) as rows:
        with pytest.raises(duckdb.Error):
            rows.ask("SELECT * FROM read_text('/etc/hostname')")
        with pytest.raises(duckdb.Error):
            rows.ask("SELECT 1; SET threads = 8")
