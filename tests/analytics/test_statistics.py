"""Formulas against the plainest way to reckon them."""

import math
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist

from hypothesis import given
from hypothesis import strategies as st

from analytics.results.statistics import Z_95, net_promoter_score, percent, rounded
from analytics.showing import formats
from analytics.showing.bars import slices
from analytics.showing.benchmarks import difference, written
from analytics.showing.crosstabs import share

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


@given(value=st.decimals(-10_000, 10_000, places=3), digits=st.integers(0, 2))
def test_numbers_are_rounded_as_percentages_are(value: Decimal, digits: int) -> None:
    found = rounded(float(value), digits)

    assert found == float(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def test_halves_go_away_from_zero_in_every_place() -> None:
    one, fifteen = slices([("One", 1, 1), ("Fifteen", 15, 2)], 16)

    assert percent(1, 16) == 6.3
    assert (one.percent, fifteen.percent) == ("6.3\u00a0%", "93.8\u00a0%")
    assert (formats.percentage(6.25), share(0.0625), written("share", 6.25)) == ("6.3\u00a0%",) * 3
    assert (formats.decimal(2.125), formats.fixed(-2.125), formats.decimal(1.005)) == (
        "2.13",
        "−2.13",
        "1.01",
    )
    assert (formats.decimal(1e15, 6), formats.signed(-2.5)) == ("1,000,000,000,000,000", "\u22123")


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert (formats.decimal(-0.001), formats.fixed(-0.001)) == ("0", "0.00")
    assert (difference("share", 0.03), difference("mean", -0.004)) == ("0 points", "0")


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
