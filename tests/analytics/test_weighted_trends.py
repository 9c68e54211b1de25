"""Weighted trends and waves against scipy and statsmodels, and against cross-tabs of the same people."""

import datetime
import math
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from django.http import QueryDict
from django.test import Client
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW

from analytics.models import Series
from analytics.results import Results, Selection
from analytics.results.crosstabs import Scheme, Target, WeightsImpossible
from analytics.results.filtering import columns_of
from analytics.results.relation import opened as answers_opened
from analytics.results.statistics import net_promoter_score
from analytics.results.trends import Trend, read_measure, read_trend, trend_of
from analytics.saving import Targets, TargetShares, save_weights
from analytics.waves.measuring import WavesMeasured, measured
from analytics.waves.opening import opened
from analytics.waves.weighing import weights_of
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import results_of
from tests.analytics.pages import Browsers
from tests.analytics.people import crowd, survey
from tests.analytics.test_trends import COMPLETE, FIRST, RESULTS, TODAY, WEEKS
from tests.analytics.test_waves import analyst as analyst
from tests.analytics.test_waves import series as series

SHARES = {"k": 0.3, "l": 0.3, "m": 0.4}


def weighted(query: str, *, results: Results = RESULTS, **more: Any) -> tuple[Trend, pd.DataFrame]:
    """A trend weighted to regions, and the people with their weights."""
    with answers_opened(results._snapshot) as answers:
        columns = columns_of(answers.layout)
        region = next(each for each in columns.all if each.name == "region")
        shares = {f"c_{letter * 8}": share for letter, share in SHARES.items()}
        scheme = Scheme("Thirds", (Target(region, shares),))
        asked = read_trend(QueryDict(query), columns, {})
        trend = trend_of(answers, asked, Selection(), today=TODAY, scheme=scheme, **more)
    assert trend.weighting
    weights = {cell[0]: weight for cell, weight in trend.weighting.raked.weights.items()}
    places = {letter: place for place, letter in enumerate(SHARES)}
    known = [weights[places.get(each, -1)] for each in COMPLETE.region]
    return trend, COMPLETE.assign(weight=known, week=COMPLETE.day.dt.to_period("W-SUN").dt.start_time)


def samples(frame: pd.DataFrame, column: str) -> list[tuple[pd.Series, pd.Series]]:
    """The numbers of each week with their weights."""
    known = frame.dropna(subset=[column])
    return [(known.loc[known.week == week, column], known.weight[known.week == week]) for week in WEEKS]


def base(weights: pd.Series) -> float:
    """Kish's effective base."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def test_weighted_means_and_their_changes_are_those_of_statisticians() -> None:
    trend, frame = weighted("measure=mean~amount&unit=week&window=2")

    points, found = trend.lines[0].points, samples(frame, "amount")
    about = [
        (DescrStatsW(numbers, weights), base(weights), len(numbers)) if len(numbers) else None
        for numbers, weights in found
    ]
    for point, each in zip(points, about, strict=True):
        if each is None:
            assert (point.value, point.n) == (None, 0)
            continue
        summed, effective, n = each
        assert (point.n, point.value) == (n, pytest.approx(summed.mean, abs=1e-9))
        assert (point.weight, point.effective) == pytest.approx((summed.sum_weights, effective), abs=1e-6)
        error = math.sqrt(summed.var * effective / (effective - 1) / effective)
        low, high = stats.t.interval(0.95, effective - 1, summed.mean, error)
        assert point.interval
        assert (point.interval.low, point.interval.high) == pytest.approx((low, high), abs=1e-9)
    for (before, now), point in zip(pairwise(about), points[1:], strict=True):
        if before and now and point.before:
            moments = [
                part
                for summed, effective, _n in (now, before)
                for part in (summed.mean, math.sqrt(summed.var * effective / (effective - 1)), effective)
            ]
            due = stats.ttest_ind_from_stats(*moments, equal_var=False)
            assert point.before.p == pytest.approx(due.pvalue, abs=1e-9)
    both = pd.concat([found[0][0], found[1][0]]), pd.concat([found[0][1], found[1][1]])
    assert points[1].moving == pytest.approx(DescrStatsW(*both).mean, abs=1e-9)


def test_an_absurd_number_in_one_week_spoils_no_other() -> None:
    def first_week(number: float) -> Any:
        rows = [{key: each[key] for key in each if key != "seen"} for each in crowd(120, seed=4).rows]
        for place, each in enumerate(rows):
            each["day"] = FIRST + datetime.timedelta(days=7 * (place % 2))
        rows[1]["answers"] |= {"q_00000005": number}
        trend, _frame = weighted("measure=mean~amount&unit=week", results=results_of(rows, survey()))
        return trend.lines[0].points[0].interval

    found, due = first_week(1e15), first_week(10)

    assert (found.low, found.high) == pytest.approx((due.low, due.high), rel=1e-9)


def test_weighted_shares_and_scores_go_by_effective_bases() -> None:
    trend, frame = weighted("measure=share~one~a&unit=week")
    scores, _frame = weighted("measure=nps~likely&unit=week")
    frame = frame.assign(
        met=frame.one.map(lambda each: float(each == "a"), na_action="ignore"),
        up=(frame.likely >= 9).where(frame.likely.notna()).astype(float),
        down=(frame.likely <= 6).where(frame.likely.notna()).astype(float),
    )

    shares: list[tuple[float, float] | None] = []
    for point, (met, weights) in zip(trend.lines[0].points, samples(frame, "met"), strict=True):
        if met.empty:
            shares.append(None)
            continue
        share, effective = float((met * weights).sum() / weights.sum()), base(weights)
        shares.append((share, effective))
        assert point.value == pytest.approx(100 * share, abs=1e-9)
        low, high = proportion_confint(share * effective, effective, method="wilson")
        assert point.interval
        assert (point.interval.low, point.interval.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
        before = shares[-2] if len(shares) > 1 else None
        if before and point.before:
            counts = [share * effective, before[0] * before[1]]
            _z, p = proportions_ztest(counts, [effective, before[1]])
            assert point.before.p == pytest.approx(p, abs=1e-9)
    parts = zip(scores.lines[0].points, samples(frame, "up"), samples(frame, "down"), strict=True)
    for point, (up, weights), (down, _same) in parts:
        if up.empty:
            continue
        scale = base(weights) / weights.sum()
        for_it, against = scale * (up * weights).sum(), scale * (down * weights).sum()
        due = net_promoter_score(
            promoters=for_it, passives=base(weights) - for_it - against, detractors=against
        )
        assert due
        assert point.interval
        assert (point.value, point.interval.low) == pytest.approx((due.score, due.low), abs=1e-9)


def test_lines_have_the_weights_of_all_and_small_groups_have_none() -> None:
    trend, frame = weighted("measure=mean~amount&unit=quarter&group=one")

    due = [
        DescrStatsW(part.amount, part.weight).mean
        for _one, part in frame.dropna(subset=["amount", "one"]).groupby(["one", frame.day.dt.quarter])
    ]
    assert [point.value for line in trend.lines for point in line.points] == pytest.approx(due, abs=1e-9)
    with pytest.raises(WeightsImpossible):
        weighted("measure=mean~amount&unit=quarter", threshold=5)


def halves(survey: Survey, by: User, field: str, letters: str) -> Any:
    """A weighting to halves of two answers."""
    shares = {f"c_{letter * 8}": 50.0 for letter in letters}
    targets = Targets(targets=(TargetShares(column=field, shares=shares),))
    return save_weights(survey_id=survey.pk, name="Halves", targets=targets, by=by)


def by_wave(series: Series, text: str, saved: Any) -> WavesMeasured:
    with opened(series) as waves:
        return measured(waves, read_measure(text, waves.columns), weights=weights_of(waves, saved))


def test_each_wave_is_weighted_by_itself(series: Series, analyst: User, client_of: Browsers) -> None:
    waves = {wave.label: wave.survey for wave in series.waves.all()}
    saved = halves(waves["Winter"], analyst, "category:q_00000001", "ab")

    carried = by_wave(series, "share~one~b", saved)
    halves(waves["Summer"], analyst, "category:q_00000009", "bc")
    own = by_wave(series, "share~one~b", saved)
    mean = by_wave(series, "mean~likely", saved)

    assert [point.n for point in carried.points] == [40, 0, 60, 36]
    assert dict(carried.missing) == {1: "an answer to one, by which is weighted, was not offered"}
    assert [point.value for point in own.points] == pytest.approx([50.0] * 4)
    assert [point.n for point in own.points] == [40, 50, 60, 36]
    assert own.weighting == "Halves"
    spring = pd.DataFrame([{"score": (n + 40) % 11, "b": n % 3 == 0} for n in range(40)])
    weights = spring.b.map({True: 20 / spring.b.sum(), False: 20 / (40 - spring.b.sum())})
    assert mean.points[0].value == pytest.approx((spring.score * weights).sum() / 40, abs=1e-9)
    assert mean.points[0].effective == pytest.approx(base(weights), abs=1e-9)
    assert by_wave(series, "count", saved).weighting == ""
    page = client_of(analyst).get(f"/series/{series.pk}/?measure=share~one~b&weight={saved.pk}")
    assert "by the weighting “Halves” of its own survey" in page.content.decode()


def test_a_weighting_that_is_not_there_is_refused(series: Series, analyst: User, client_of: Browsers) -> None:
    browser: Client = client_of(analyst)

    for page in ("", "waves.csv"):
        assert browser.get(f"/series/{series.pk}/{page}?weight=none").status_code == 422
