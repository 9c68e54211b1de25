"""Weights meet their targets, or say that they can't."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.statistics.raking import Cell, NotReached, Raked, TargetWithoutAnswers, rake


def shares(counts: dict[Cell, int], found: Raked, place: int, length: int) -> list[float]:
    """The weighted shares of a target's categories among those who answered."""
    totals = np.zeros(length)
    for cell, n in counts.items():
        if n and cell[place] >= 0:
            totals[cell[place]] += n * found.weights[cell]
    return list(totals / totals.sum())


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 60), min_size=6, max_size=6),
    first=st.lists(st.integers(1, 9), min_size=2, max_size=2),
    second=st.lists(st.integers(1, 9), min_size=3, max_size=3),
    unanswered=st.integers(0, 30),
)
def test_every_target_is_met_and_weights_are_one_in_the_mean(
    sizes: list[int], first: list[int], second: list[int], unanswered: int
) -> None:
    counts: dict[Cell, int] = {(one, two): sizes[3 * one + two] for one in range(2) for two in range(3)}
    counts[-1, 1] = unanswered

    found = rake(counts, [first, second])

    assert shares(counts, found, 0, 2) == pytest.approx([each / sum(first) for each in first], abs=1e-8)
    assert shares(counts, found, 1, 3) == pytest.approx([each / sum(second) for each in second], abs=1e-8)
    weights = np.repeat(list(found.weights.values()), [counts[cell] for cell in found.weights])
    assert found.base == len(weights)
    assert weights.mean() == pytest.approx(1, abs=1e-9)
    assert found.efficiency == pytest.approx(
        weights.sum() ** 2 / (len(weights) * (weights**2).sum()), abs=1e-9
    )
    assert found.design_effect == pytest.approx(1 + weights.var() / weights.mean() ** 2, abs=1e-9)
    assert (found.minimum, found.maximum) == pytest.approx((weights.min(), weights.max()), abs=1e-9)


def test_one_target_is_weighted_as_by_hand() -> None:
    found = rake({(0,): 75, (1,): 25}, [[50, 50]])

    assert found.weights == pytest.approx({(0,): 2 / 3, (1,): 2.0})
    assert found.effective_base == pytest.approx(75.0)


def test_raking_keeps_the_odds_of_the_sample() -> None:
    """What tells iterative proportional fitting from other ways to meet the same targets."""
    counts: dict[Cell, int] = {(0, 0): 40, (0, 1): 10, (1, 0): 20, (1, 1): 30}

    found = rake(counts, [[50, 50], [50, 50]])

    made = {cell: n * found.weights[cell] for cell, n in counts.items()}
    assert made[0, 0] * made[1, 1] / (made[0, 1] * made[1, 0]) == pytest.approx(40 * 30 / (10 * 20))


def test_a_cap_is_kept_where_the_targets_can_be_met_below_it() -> None:
    counts: dict[Cell, int] = {(0, 0): 40, (0, 1): 30, (1, 0): 25, (1, 1): 5}
    free = rake(counts, [[50, 50], [60, 40]])

    capped = rake(counts, [[50, 50], [60, 40]], cap=1.9)

    assert free.maximum > 1.9
    assert capped.maximum <= 1.9 + 1e-6
    assert shares(counts, capped, 0, 2) == pytest.approx([0.5, 0.5], abs=1e-8)
    assert shares(counts, capped, 1, 2) == pytest.approx([0.6, 0.4], abs=1e-8)


def test_targets_that_contradict_each_other_are_refused_with_the_distance() -> None:
    diagonal: dict[Cell, int] = {(0, 0): 50, (1, 1): 50}

    with pytest.raises(NotReached) as refused:
        rake(diagonal, [[70, 30], [30, 70]])

    assert refused.value.deviation == pytest.approx(0.4, abs=0.01)


@pytest.mark.parametrize(
    ("counts", "targets", "at"),
    [
        ({(0,): 10}, [[50, 50]], (0, 1)),
        ({(0,): 10, (1,): 5}, [[100, 0]], (0, 1)),
        ({(0, 0): 10, (0, 1): 5}, [[100], [20, 80, 10]], (1, 2)),
    ],
)
def test_a_target_without_answers_is_named(
    counts: dict[Cell, int], targets: list[list[float]], at: tuple[int, int]
) -> None:
    with pytest.raises(TargetWithoutAnswers) as refused:
        rake(counts, targets)

    assert (refused.value.place, refused.value.category) == at
