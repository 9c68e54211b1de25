"""Trends against pandas, scipy and statsmodels on the same people."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any
from uuid import UUID

import pandas as pd
import pytest
from django.http import QueryDict
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from analytics.results import Results, Selection
from analytics.results.anonymity.guarding import GroupTooSmall, guard
from analytics.results.anonymity.spans import refused_spans
from analytics.results.filtering import Filter, columns_of, read_filter
from analytics.results.relation import opened
from analytics.results.statistics import net_promoter_score
from analytics.results.trends import Trend, TrendInvalid, read_trend, trend_of, written_trend
from analytics.showing.asked import asked_from
from tests.analytics.made import results_of, row
from tests.analytics.people import REGIONS, crowd, survey
from tests.gathering import gathered

TODAY = datetime.date(2026, 12, 24)
FIRST = datetime.date(2026, 1, 5)


def people(size: int = 1600) -> tuple[Results, pd.DataFrame]:
    """People over 13 weeks, none in the sixth, with their days and how long they took."""
    found = crowd(size, seed=3)
    rows, days = [], []
    for number, each in enumerate(found.rows):
        week = number % 13
        day = FIRST + datetime.timedelta(days=7 * (week + (week == 5)) + number % 5)
        status = "complete" if number % 7 else ("started" if number % 2 else "screened_out")
        more = {"day": day, "page_seconds": {"p_00000001": 20 + number * 37 % 101}, "status": status}
        rows.append({key: value for key, value in each.items() if key != "seen"} | more)
        days.append({"day": pd.Timestamp(day), "status": status, "seconds": 20 + number * 37 % 101})
    return results_of(rows, survey()), found.frame.join(pd.DataFrame(days))


RESULTS, FRAME = people()
COMPLETE = FRAME[FRAME.status == "complete"]
WEEKS = pd.date_range(FIRST, periods=13, freq="7D")


def made(query: str, *, selection: Selection | None = None, results: Results = RESULTS, **more: Any) -> Trend:
    with opened(results._snapshot) as answers:
        columns = columns_of(answers.layout)
        segments: Mapping[str, Filter] = {
            "Dutch": read_filter(["response.language~in~nl"], columns),
            "K": read_filter(["region~in~k"], columns),
        }
        asked = read_trend(QueryDict(query), columns, segments)
        return trend_of(answers, asked, selection or Selection(), today=TODAY, **more)


def by_week(frame: pd.DataFrame, column: str) -> list[pd.Series]:
    weeks = frame.day.dt.to_period("W-SUN").dt.start_time
    return [frame.loc[weeks == week, column].dropna() for week in WEEKS]


def test_means_their_intervals_and_changes_are_scipys() -> None:
    samples = by_week(COMPLETE, "amount")

    trend = made("measure=mean~amount&unit=week&against=2026-01-07")

    points = trend.lines[0].points
    assert [period.start.isoformat() for period in trend.periods] == [str(week.date()) for week in WEEKS]
    assert [point.n for point in points] == [len(sample) for sample in samples]
    for place, (point, sample) in enumerate(zip(points, samples, strict=True)):
        if sample.empty:
            assert (point.value, point.interval, point.before, point.against) == (None,) * 4
            continue
        low, high = stats.t.interval(0.95, len(sample) - 1, sample.mean(), stats.sem(sample))
        assert point.value == pytest.approx(sample.mean(), abs=1e-9)
        assert point.interval
        assert (point.interval.low, point.interval.high) == pytest.approx((low, high), abs=1e-9)
        for change, other in ((point.before, place - 1), (point.against, 0)):
            if place and len(samples[other]):
                due = stats.ttest_ind(sample, samples[other], equal_var=False)
                assert change
                assert change.p == pytest.approx(due.pvalue, abs=1e-9)
                assert change.difference == pytest.approx(sample.mean() - samples[other].mean(), abs=1e-9)
    assert points[6].before is None
    assert points[0].against is None


@gathered(
    "measure, met",
    [
        ("share~one~a,c", lambda frame: frame.one.map({"a": 1, "b": 0, "c": 1})),
        ("share~many~d", lambda frame: frame.many.map(lambda s: int("d" in s), na_action="ignore")),
        ("share~likely~9,10", lambda frame: (frame.likely >= 9).where(frame.likely.notna())),
    ],
)
def test_shares_their_intervals_and_changes_are_those_of_statsmodels(measure: str, met: Any) -> None:
    samples = by_week(COMPLETE.assign(met=met(COMPLETE).astype(float)), "met")

    points = made(f"measure={measure}&unit=week").lines[0].points

    for place, (point, sample) in enumerate(zip(points, samples, strict=True)):
        if sample.empty:
            continue
        low, high = proportion_confint(sample.sum(), len(sample), method="wilson")
        assert point.n == len(sample)
        assert point.value == pytest.approx(100 * sample.mean(), abs=1e-9)
        assert point.interval
        assert (point.interval.low, point.interval.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
        if place and len(samples[place - 1]) and point.before:
            counts = [sample.sum(), samples[place - 1].sum()]
            _z, p = proportions_ztest(counts, [len(sample), len(samples[place - 1])])
            assert point.before.p == pytest.approx(p, abs=1e-9)


def test_scores_are_those_of_single_questions_and_tested_as_means() -> None:
    scores = COMPLETE.likely.map(lambda each: 100 * ((each >= 9) - (each <= 6)), na_action="ignore")
    samples = by_week(COMPLETE.assign(score=scores.astype(float)), "score")

    points = made("measure=nps~likely&unit=week&window=3&test=bh").lines[0].points

    for place in (0, 1, 2, 3, 4, 6):
        sample, point = samples[place], points[place]
        due = net_promoter_score(
            promoters=int((sample > 0).sum()),
            passives=int((sample == 0).sum()),
            detractors=int((sample < 0).sum()),
        )
        assert due
        assert point.interval
        assert (point.value, point.interval.low, point.interval.high) == pytest.approx(
            (due.score, due.low, due.high), abs=1e-9
        )
    tested = [place for place in range(1, 13) if place not in (5, 6)]
    due_p = [stats.ttest_ind(samples[place], samples[place - 1], equal_var=False).pvalue for place in tested]
    found = [points[place].before for place in tested]
    assert [each and each.p for each in found] == pytest.approx(
        multipletests(due_p, method="fdr_bh")[1], abs=1e-9
    )
    assert [point.moving for point in points[:2]] == [None, None]
    for place in range(2, 13):
        window = pd.concat(samples[place - 2 : place + 1])
        assert points[place].moving == pytest.approx(window.mean(), abs=1e-9)


def test_counts_completion_and_time_are_of_responses() -> None:
    everybody, seconds = by_week(FRAME, "status"), by_week(COMPLETE, "seconds")

    counts = made("measure=count&unit=week&window=2").lines[0].points
    completion = made("measure=completion&unit=week").lines[0].points
    time = made("measure=time&unit=week&window=2").lines[0].points

    sizes = [len(each) for each in by_week(COMPLETE, "status")]
    assert [point.value for point in counts] == sizes
    assert [point.moving for point in counts[1:]] == [(a + b) / 2 for a, b in pairwise(sizes)]
    assert all(point.interval is None and not point.is_small for point in counts)
    could = [each[each != "screened_out"] for each in everybody]
    assert [point.value for point in completion] == [
        pytest.approx(100 * (each == "complete").mean()) if len(each) else None for each in could
    ]
    assert [point.value for point in time] == [
        pytest.approx(each.median()) if len(each) else None for each in seconds
    ]
    first = seconds[0].sort_values().to_numpy()
    reach = stats.norm.ppf(0.975) * len(first) ** 0.5 / 2
    low, high = (first[int(-(-(len(first) / 2 + sign * reach) // 1)) - 1] for sign in (-1, 1))
    assert time[0].interval
    assert (time[0].interval.low, time[0].interval.high) == (low, high)
    n = [len(each) for each in seconds[:2]]
    both = (n[0] * seconds[0].median() + n[1] * seconds[1].median()) / sum(n)
    assert time[1].moving == pytest.approx(both)
    assert time[1].before
    assert time[1].before.p is None


def test_lines_are_values_of_a_question_or_segments() -> None:
    grouped = made("measure=mean~amount&unit=month&group=region")
    segments = made("measure=mean~amount&unit=month&segment=Dutch&segment=K")
    several = made("measure=count&unit=quarter&group=many")
    scale = made("measure=count&unit=quarter&group=likely")

    assert [line.value and line.value.code for line in grouped.lines] == list(REGIONS)
    months = COMPLETE[COMPLETE.region == "l"].groupby(COMPLETE.day.dt.to_period("M")).amount.mean()
    assert [point.value for point in grouped.lines[1].points] == pytest.approx(list(months), abs=1e-9)
    assert [line.name for line in segments.lines] == ["Dutch", "K"]
    dutch = COMPLETE[COMPLETE.language == "nl"].groupby(COMPLETE.day.dt.to_period("M")).amount.count()
    assert [point.n for point in segments.lines[0].points] == list(dutch)
    d = int(COMPLETE.many.map(lambda each: "d" in each, na_action="ignore").sum())
    assert sum(point.value or 0 for point in several.lines[0].points) == d
    assert (len(scale.lines), scale.left_out) == (6, 5)


def test_periods_know_what_is_not_in_them_and_what_was_published() -> None:
    published = {1: FIRST, 2: datetime.date(2026, 2, 28)}
    cut = Selection(since=datetime.date(2026, 1, 20), until=datetime.date(2026, 3, 31))

    trend = made("measure=count&unit=month", selection=cut, published=published)

    assert [(str(each.start), each.is_partial, each.versions) for each in trend.periods] == [
        ("2026-01-01", True, (1,)),
        ("2026-02-01", False, (2,)),
        ("2026-03-01", False, ()),
    ]
    assert made("").unit == "week"
    assert made("").measure.kind == "nps"
    nobody = made("", selection=replace(cut, language="fr"))
    assert (nobody.periods, nobody.lines[0].points) == ((), ())


@gathered(
    "query",
    [
        "measure=nps",
        "measure=nps~one",
        "measure=mean~words",
        "measure=share~one",
        "measure=share~one~zzz",
        "measure=mean~nothing",
        "measure=count~one",
        "unit=year",
        "test=x",
        "window=0",
        "window=99",
        "window=x",
        "group=words",
        "segment=Nobody",
        "segment=K&group=region",
        "against=2025-01-01",
        "against=x",
    ],
)
def test_what_cannot_be_asked_is_refused(query: str) -> None:
    with pytest.raises(TrendInvalid):
        made(query)


@gathered(
    "query",
    [
        "measure=count",
        "measure=share~one~a,b&unit=month&window=3&group=region&against=2026-01-07&test=bonferroni",
        "measure=nps~likely&segment=K&segment=Dutch",
    ],
)
def test_requests_are_written_as_they_are_read(query: str) -> None:
    with opened(RESULTS._snapshot) as answers:
        columns = columns_of(answers.layout)
        known = {"K": Filter(), "Dutch": Filter()}
        written = written_trend(read_trend(QueryDict(query), columns, known))

    assert "&".join(f"{name}={value}" for name, value in written) == query


def test_small_groups_are_hidden_and_cannot_be_reckoned() -> None:
    trend = made("measure=nps~likely&unit=day&group=region", threshold=5)

    frame = COMPLETE.dropna(subset=["likely"])
    sizes = frame.groupby(["region", frame.day.dt.strftime("%Y-%m-%d")]).likely.count()
    whole = frame.groupby(frame.day.dt.strftime("%Y-%m-%d")).likely.count()
    assert any(point.is_hidden for line in trend.lines for point in line.points)
    assert any(point.n for line in trend.lines for point in line.points)
    for place, period in enumerate(trend.periods):
        day = period.start.isoformat()
        told = {line.value.code: line.points[place].n for line in trend.lines if line.value}
        for code, n in told.items():
            assert n is None or n == sizes.get((code, day), 0)
            assert n is None or n == 0 or n >= 5
        rest = whole.get(day, 0) - sum(n or 0 for n in told.values())
        assert rest == 0 or rest >= 5 or not any(told.values())
    for line in trend.lines:
        assert line.value
        hidden = sum(
            sizes.get((line.value.code, period.start.isoformat()), 0)
            for period, point in zip(trend.periods, line.points, strict=True)
            if point.is_hidden
        )
        assert hidden == 0 or hidden >= 5
    with pytest.raises(TrendInvalid):
        made("unit=day", threshold=5, results=people_over_years())


def people_over_years() -> Results:
    days = [FIRST + datetime.timedelta(days=number) for number in range(500)]
    return results_of([row({}, id=UUID(int=number), day=day) for number, day in enumerate(days)], survey())


@gathered("query", ["", "measure=completion&where=region~in~k", "where=response.language~in~nl"])
def test_spans_that_are_refused_are_those_that_cannot_be_selected(query: str) -> None:
    with opened(RESULTS._snapshot) as answers:
        selection = asked_from(QueryDict(query), answers.layout).selection
        for k, days in ((20, 7), (9, 1)):
            starts = [FIRST + datetime.timedelta(days=days * number) for number in range(12)]
            spans = [(start, start + datetime.timedelta(days=days - 1)) for start in starts]
            refused = refused_spans(answers, selection, answers.layout, spans, k=k)
            for place, (first, last) in enumerate(spans):
                cut = replace(selection, since=first, until=last)
                try:
                    guard(answers, cut, answers.layout, k=k)
                except GroupTooSmall:
                    assert place in refused
                else:
                    assert place not in refused
