"""Every formula against the library that statisticians use, on generated data."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW

from analytics.statistics.association import chi_square
from analytics.statistics.comparing import Sample, compare_means, compare_shares
from analytics.statistics.intervals import (
    effective_base,
    mean_interval,
    proportion_interval,
    weighted_variance,
)
from analytics.statistics.letters import corrected

EXACT = 1e-9
EXAMPLES = settings(max_examples=60, deadline=None)
COUNTS = st.integers(0, 400)
NUMBERS = st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=2, max_size=40)
"""With ties, and at times with no spread at all."""


def close(value: float, due: float) -> bool:
    return math.isclose(value, due, rel_tol=EXACT, abs_tol=EXACT)


@EXAMPLES
@given(part=COUNTS, rest=COUNTS, level=st.sampled_from([0.9, 0.95, 0.99]))
def test_the_interval_of_a_share_is_wilsons(part: int, rest: int, level: float) -> None:
    base = part + rest
    assume(base)

    found = proportion_interval(part / base, base, level)

    due = proportion_confint(part, base, alpha=1 - level, method="wilson")
    assert found is not None
    assert close(found.low, max(0.0, due[0]))
    assert close(found.high, min(1.0, due[1]))


@EXAMPLES
@given(numbers=NUMBERS)
def test_the_interval_of_a_mean_is_students(numbers: list[float]) -> None:
    series = pd.Series(numbers)
    assume(series.var() > 0)

    found = mean_interval(series.mean(), series.var(), len(numbers))

    due = stats.t.interval(0.95, len(numbers) - 1, series.mean(), stats.sem(numbers))
    assert found is not None
    assert close(found.low, due[0])
    assert close(found.high, due[1])


@EXAMPLES
@given(pairs=st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 9)), min_size=2, max_size=30))
def test_weighted_variances_are_those_of_reliability_weights(pairs: list[tuple[int, int]]) -> None:
    numbers = np.array([float(number) for number, _weight in pairs])
    weights = np.array([weight / 3 for _number, weight in pairs])
    mean = np.average(numbers, weights=weights)

    found = weighted_variance(
        float((weights * (numbers - mean) ** 2).sum()), weights.sum(), (weights**2).sum()
    )

    assert found is not None
    assert close(found, float(np.cov(numbers, aweights=weights)))


def test_effective_bases_are_kishs() -> None:
    weights = np.array([0.5, 0.5, 2.0, 1.0])

    assert close(effective_base(weights.sum(), (weights**2).sum()), 4 / (1 + weights.var()))
    assert effective_base(0, 0) == 0


@EXAMPLES
@given(
    table=st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 60), min_size=width, max_size=width), min_size=1, max_size=6
        )
    )
)
def test_chi_square_is_pearsons(table: list[list[int]]) -> None:
    counts = np.array(table)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]

    found = chi_square(table)

    if min(counts.shape) < 2:
        assert found is None
        return
    due = stats.chi2_contingency(counts, correction=False)
    assert found is not None
    assert close(found.statistic, due.statistic)
    assert close(found.p, due.pvalue)
    assert found.degrees == due.dof
    assert close(found.v, stats.contingency.association(counts, method="cramer"))
    assert close(found.lowest_expected, due.expected_freq.min())
    small = (due.expected_freq < 5).mean() > 0.2 or due.expected_freq.min() < 1
    assert found.is_doubtful == small


@EXAMPLES
@given(counts=st.tuples(COUNTS, COUNTS, COUNTS, COUNTS))
def test_shares_are_compared_as_pooled_z(counts: tuple[int, int, int, int]) -> None:
    first, second = counts[0] + counts[1], counts[2] + counts[3]

    found = compare_shares(
        counts[0] / first if first else 0, first, counts[2] / second if second else 0, second
    )

    if not first or not second or counts[0] + counts[2] in (0, first + second):
        assert found is None
        return
    z, p = proportions_ztest([counts[0], counts[2]], [first, second])
    assert found is not None
    assert close(found.statistic, z)
    assert close(found.p, p)


@EXAMPLES
@given(answers=st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=200))
def test_shares_of_columns_that_overlap_are_compared_by_their_covariance(
    answers: list[tuple[bool, bool, bool]],
) -> None:
    """The difference is a mean of contributions; the same pooled variance times their squares."""
    data = np.array(answers, dtype=float)
    first, second = data[:, 0].sum(), data[:, 1].sum()
    assume(first and second)
    shares = [(data[:, 2] * data[:, place]).sum() / n for place, n in ((0, first), (1, second))]
    pooled = (shares[0] * first + shares[1] * second) / (first + second)
    contributions = data[:, 0] / first - data[:, 1] / second
    variance = pooled * (1 - pooled) * (contributions**2).sum()
    assume(variance > 1e-12)

    found = compare_shares(shares[0], first, shares[1], second, overlap=(data[:, 0] * data[:, 1]).sum())

    assert found is not None
    assert math.isclose(
        found.statistic, (shares[0] - shares[1]) / math.sqrt(variance), rel_tol=1e-7, abs_tol=1e-9
    )


@EXAMPLES
@given(first=NUMBERS, second=NUMBERS)
def test_means_are_compared_as_welch_does(first: list[float], second: list[float]) -> None:
    one, other = pd.Series(first), pd.Series(second)

    found = compare_means(
        Sample(one.mean(), one.var(), len(first)), Sample(other.mean(), other.var(), len(second))
    )

    if one.var() + other.var() == 0:
        assert found is None
        return
    of_first, of_second = (one.mean(), one.std(), len(first)), (other.mean(), other.std(), len(second))
    due = stats.ttest_ind_from_stats(*of_first, *of_second, equal_var=False)
    assert found is not None
    assert close(found.statistic, due.statistic)
    assert close(found.p, due.pvalue)


def test_weighted_means_are_compared_with_effective_bases() -> None:
    numbers, weights = np.array([1.0, 2, 4, 4, 9]), np.array([0.5, 1.5, 1, 1, 2])
    described = DescrStatsW(numbers, weights)
    squares = (weights**2).sum()
    deviations = float((weights * (numbers - described.mean) ** 2).sum())
    variance = weighted_variance(deviations, weights.sum(), squares)
    base = effective_base(weights.sum(), squares)

    found = mean_interval(described.mean, variance or 0.0, base)

    half = stats.t.ppf(0.975, base - 1) * math.sqrt((variance or 0.0) / base)
    assert found is not None
    assert close(found.high - found.low, 2 * half)


@pytest.mark.parametrize(("correction", "method"), [("bonferroni", "bonferroni"), ("bh", "fdr_bh")])
@EXAMPLES
@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_corrections_are_those_of_statsmodels(correction: str, method: str, values: list[float]) -> None:
    found = corrected(values, correction)  # type: ignore[arg-type]

    due = multipletests(values, method=method)[1]
    assert all(close(one, other) for one, other in zip(found, due, strict=True))


def test_nothing_is_said_of_nothing() -> None:
    assert proportion_interval(0, 0) is None
    assert mean_interval(3, 1, 1) is None
    assert weighted_variance(0, 1, 1) is None
    assert weighted_variance(0, 0, 0) is None
    assert compare_means(Sample(1, None, 1), Sample(1, 1, 5)) is None
    assert chi_square([]) is None
    assert corrected([0.01, 0.04], "none") == [0.01, 0.04]
