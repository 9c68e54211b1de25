"""Every summary against a straight count in plain Python."""

import datetime
import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from analytics.results import (
    ChoicesSummary,
    DateSummary,
    MatrixSummary,
    Moments,
    NpsSummary,
    NumberSummary,
    Results,
    ScaleSummary,
    Selection,
    TextSummary,
)
from analytics.results.statistics import percent
from tests.analytics.made import results_of, row

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
type Claim = Callable[[People, Results], None]
CLAIMS: list[Claim] = []


def claim(function: Claim) -> Claim:
    """Try this with whatever people answered."""
    CLAIMS.append(function)
    return function


def ask(people: People) -> Results:
    return results_of(row(answers, id=UUID(int=index)) for index, answers in enumerate(people))


def given_to(people: People, key: str) -> list[Any]:
    return [answers[key] for answers in people if answers.get(key) is not None]


@claim
def bases_count_asked_answered_and_the_rest(people: People, results: Results) -> None:
    for summary in ask(people).summaries():  # of all at once
        key = summary.question.id
        asked = sum(key in answers for answers in people)
        answered = len(given_to(people, key))
        base = summary.base
        assert (base.responses, base.asked, base.answered) == (len(people), asked, answered)
        assert (base.skipped, base.not_shown) == (asked - answered, len(people) - asked)


@claim
def choices_are_counted(people: People, results: Results) -> None:
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


@claim
def yes_and_no_are_counted(people: People, results: Results) -> None:
    found = results.summary(results.question("q_00000009"))

    assert isinstance(found, ChoicesSummary)
    counted = Counter(given_to(people, "q_00000009"))
    assert [(c.code, c.n) for c in found.counts] == [("yes", counted[True]), ("no", counted[False])]


@claim
def the_net_promoter_score_is_of_its_groups(people: People, results: Results) -> None:
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


@claim
def moments_are_those_of_the_statistics_module(people: People, results: Results) -> None:
    for key in ("q_00000004", "q_00000005"):
        found = results.summary(results.question(key))
        assert isinstance(found, ScaleSummary | NumberSummary)
        values = sorted(given_to(people, key))
        assert found.moments == (expected_moments(values) if values else None)


def expected_moments(values: list[float]) -> Any:
    """The moments, equal to a relative 1e-9 of the largest value."""

    def near(value: float) -> Any:
        return pytest.approx(value, rel=1e-9, abs=1e-9 * max(abs(values[0]), abs(values[-1]), 1))

    low, middle, high = (
        values * 3 if len(values) == 1 else statistics.quantiles(values, n=4, method="inclusive")
    )
    return Moments(
        n=len(values),
        mean=near(statistics.fmean(values)),
        sd=None if len(values) == 1 else near(statistics.stdev(values)),
        minimum=values[0],
        lower_quartile=near(low),
        median=near(middle),
        upper_quartile=near(high),
        maximum=values[-1],
    )


@claim
def every_number_is_in_one_bin(people: People, results: Results) -> None:
    found = results.summary(results.question("q_00000005"))

    assert isinstance(found, NumberSummary)
    values = given_to(people, "q_00000005")
    assert [b.n for b in found.bins] == [sum(b.low <= v < b.high for v in values) for b in found.bins]
    assert sum(b.n for b in found.bins) == len(values)
    assert len(found.bins) <= 20


@claim
def every_day_is_in_one_period(people: People, results: Results) -> None:
    found = results.summary(results.question("q_00000006"))

    assert isinstance(found, DateSummary)
    values = [datetime.date.fromisoformat(day) for day in given_to(people, "q_00000006")]
    starts = [period.start for period in found.periods]
    assert (found.first, found.last) == (min(values, default=None), max(values, default=None))
    counted = Counter(max(start for start in starts if start <= day) for day in values)
    assert [period.n for period in found.periods] == [counted[start] for start in starts]


@claim
def rows_of_a_matrix_are_counted_one_by_one(people: People, results: Results) -> None:
    found = results.summary(results.question("q_00000007"))

    assert isinstance(found, MatrixSummary)
    given_rows = given_to(people, "q_00000007")
    for part, row_id in zip(found.rows, (X, Y), strict=True):
        values = [answer[row_id] for answer in given_rows if row_id in answer]
        assert part.base.answered == len(values)
        assert [(c.n, c.percent) for c in part.counts] == [
            (values.count(v), percent(values.count(v), len(values))) for v in (G, H)
        ]


@claim
def texts_come_newest_first(people: People, results: Results) -> None:
    found = results.summary(results.question("q_00000008"))

    assert isinstance(found, TextSummary)
    texts = given_to(people, "q_00000008")
    assert found.distinct == len(set(texts))
    assert [quote.text for quote in found.latest] == texts[::-1][:5]
    everything = results.texts(found.question, limit=100, offset=2)
    assert [quote.text for quote in everything] == texts[::-1][2:]


@settings(max_examples=40, deadline=None)
@given(respondents)
def test_summaries_are_those_of_a_straight_count(people: People) -> None:
    results = ask(people)

    for claimed in CLAIMS:
        note(claimed.__name__)  # of those that are told, the last is the one that broke
        claimed(people, results)


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
