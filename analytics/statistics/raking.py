"""Weights that bring a sample to known shares: raking, or iterative proportional fitting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

TOLERANCE = 1e-9
MOST_ROUNDS = 1_000

type Cell = tuple[int, ...]
type Numbers = npt.NDArray[np.float64]
type Places = npt.NDArray[np.intp]


class NotReached(ValueError):
    """The targets can't be met together; ``deviation`` is how far a share stayed away at most (0 to 1)."""

    def __init__(self, deviation: float) -> None:
        super().__init__(f"{deviation:.4f} away")
        self.deviation = deviation


class TargetWithoutAnswers(ValueError):
    """A target above 0 is for a category that nobody chose, or a chosen one has none."""

    def __init__(self, place: int, category: int) -> None:
        super().__init__(f"target {place}, category {category}")
        self.place, self.category = place, category


@dataclass(frozen=True, slots=True)
class Raked:
    """``weights`` by cell; their mean over all ``base`` responses is 1. ``efficiency`` is the share of the
    base that is effective, ``design_effect`` its inverse (L. Kish, "Weighting for unequal P_i", Journal of
    Official Statistics 8(2), 1992)."""

    weights: dict[Cell, float]
    base: int
    rounds: int
    minimum: float
    maximum: float
    efficiency: float

    @property
    def design_effect(self) -> float:
        """How many times the variance is that of an unweighted sample."""
        return 1 / self.efficiency

    @property
    def effective_base(self) -> float:
        """How many unweighted responses these weigh."""
        return self.base * self.efficiency


def rake(
    counts: Mapping[Cell, int], targets: Sequence[Sequence[float]], *, cap: float | None = None
) -> Raked:
    """Return weights by which the shares of every target's categories are as wished.

    ``counts``: how many responses are in which cell, named by the place of its category in each target, -1
    for no answer. ``targets``: by category a share; those of a target are brought to the sum of 1. Responses
    without an answer keep the weight that the other targets give them: a target is met among those who
    answered. ``cap`` is the highest weight allowed: higher ones are cut to it in every round.

    Raises ``TargetWithoutAnswers`` and ``NotReached``. Sources: W. E. Deming and F. F. Stephan, "On a least
    squares adjustment of a sampled frequency table when the expected marginal totals are known", Annals of
    Mathematical Statistics 11(4), 1940; with a cap: J.-C. Deville, C.-E. Särndal and O. Sautory, "Generalized
    raking procedures in survey sampling", Journal of the American Statistical Association 88(423), 1993.
    """
    cells = [cell for cell, n in counts.items() if n]
    places = np.array(cells, dtype=np.intp).reshape(len(cells), len(targets))
    sizes = np.array([counts[cell] for cell in cells], dtype=np.float64)
    wished = [np.array(target, dtype=np.float64) / sum(target) for target in targets]
    for place, target in enumerate(wished):
        _check_filled(place, places[:, place], sizes, target)
    weights = np.ones(len(cells))
    for rounds in range(1, MOST_ROUNDS + 1):
        for place, target in enumerate(wished):
            weights *= _factors(places[:, place], sizes * weights, target)
        weights *= sizes.sum() / (sizes * weights).sum()
        weights = weights if cap is None else np.minimum(weights, cap)
        deviation = _deviation(places, sizes * weights, wished)
        if deviation <= TOLERANCE:
            return _raked(cells, weights, sizes, rounds)
    raise NotReached(deviation)


def _check_filled(place: int, categories: Places, sizes: Numbers, target: Numbers) -> None:
    chosen = _totals(categories, sizes, len(target)) > 0
    for category in np.flatnonzero(chosen != (target > 0)):
        raise TargetWithoutAnswers(place, int(category))


def _totals(categories: Places, weighted: Numbers, length: int) -> Numbers:
    """The weight of each category; of those without an answer, none."""
    given = categories >= 0
    return np.bincount(categories[given], weights=weighted[given], minlength=length)


def _factors(categories: Places, weighted: Numbers, target: Numbers) -> Numbers:
    totals = _totals(categories, weighted, len(target))
    wanted = target * totals.sum()
    factors = np.divide(wanted, totals, out=np.ones_like(totals), where=totals > 0)
    return np.where(categories >= 0, factors[categories], 1.0)


def _deviation(places: Places, weighted: Numbers, wished: Sequence[Numbers]) -> float:
    """How far the share of any category is from its target."""
    furthest = 0.0
    for place, target in enumerate(wished):
        totals = _totals(places[:, place], weighted, len(target))
        if whole := totals.sum():
            furthest = max(furthest, float(np.abs(totals / whole - target).max()))
    return furthest


def _raked(cells: Sequence[Cell], weights: Numbers, sizes: Numbers, rounds: int) -> Raked:
    base, total = int(sizes.sum()), float((sizes * weights).sum())
    weights = weights * (base / total)
    squares = float((sizes * weights * weights).sum())
    return Raked(
        weights=dict(zip(cells, map(float, weights), strict=True)),
        base=base,
        rounds=rounds,
        minimum=float(weights.min()),
        maximum=float(weights.max()),
        efficiency=base / squares,
    )
