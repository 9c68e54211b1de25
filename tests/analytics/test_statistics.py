"""Formulas against the plainest way to reckon them."""

import math
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist

from hypothesis import given
from hypothesis import strategies as st

from analytics.results.statistics import Z_95, net_promoter_score, percent

counts = st.integers(0, 5_000)


@given(part=st.integers(0, 10**9), rest=st.integers(0, 10**9))
def test_a_percentage_is_rounded_to_one_decimal_half_up(part: int, rest: int) -> None:
    whole = part + rest

    found = percent(part, whole)

    expected = None
    if whole:
        exact = Decimal(part) * 100 / Decimal(whole)
        expected = float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
    assert found == expected


def test_a_percentage_of_nothing_is_none() -> None:
    assert percent(0, 0) is None
    assert percent(0, 5) == 0.0


def test_the_quantile_is_that_of_the_normal_distribution() -> None:
    assert math.isclose(Z_95, NormalDist().inv_cdf(0.975), rel_tol=1e-15)


@given(promoters=counts, passives=counts, detractors=counts)
def test_the_score_is_promoters_minus_detractors(promoters: int, passives: int, detractors: int) -> None:
    found = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)

    n = promoters + passives + detractors
    if n == 0:
        assert found is None
        return
    assert found is not None
    assert found.n == n
    assert math.isclose(found.score, 100 * promoters / n - 100 * detractors / n, abs_tol=1e-9)
    assert -100 <= found.low <= found.score <= found.high <= 100


@given(promoters=counts, passives=counts, detractors=counts)
def test_the_interval_is_a_wald_interval_with_one_more_of_each(
    promoters: int, passives: int, detractors: int
) -> None:
    n = promoters + passives + detractors
    found = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)

    if found is None:
        return
    values = [1] * (promoters + 1) + [0] * passives + [-1] * (detractors + 1)
    assert len(values) == n + 2
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / len(values)
    reach = 1.959963984540054 * math.sqrt(variance / len(values))
    assert math.isclose(found.low, max(-100, 100 * (mean - reach)), abs_tol=1e-7)
    assert math.isclose(found.high, min(100, 100 * (mean + reach)), abs_tol=1e-7)


def test_one_answer_gives_no_certainty() -> None:
    found = net_promoter_score(promoters=1, passives=0, detractors=0)

    assert found is not None
    assert found.score == 100
    assert found.low < 0
