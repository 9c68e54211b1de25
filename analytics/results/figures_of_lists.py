"""What rankings and divided amounts add up to."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from analytics.results.figures import Base
from analytics.results.questions import Localised, Question


@dataclass(frozen=True, slots=True)
class Ranked:
    """How a choice was ranked. ``n`` gave it a place, ``first`` of them the first; ``first_percent`` is of
    all who answered. ``mean_rank`` is over those who gave it a place, ``points`` are the mean over all who
    answered."""

    value: str | int
    code: str
    label: Localised
    n: int
    mean_rank: float | None
    first: int
    first_percent: float | None
    points: float | None
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class RankingSummary:
    """``ranks`` in the order of their points, the highest first; ``most_points`` is that of a first place."""

    question: Question
    base: Base
    ranks: tuple[Ranked, ...]
    most_points: int
    kind: Literal["ranking"] = "ranking"

    @property
    def definition(self) -> str:
        """How the figures are defined, in words."""
        return _(
            "Points: %(most)s for a first place, one less for each place after it, none without a place"
            " (Borda count); the mean of those who answered. The mean place is of those who gave one."
        ) % {"most": self.most_points}


@dataclass(frozen=True, slots=True)
class Amount:
    """What a choice got. ``share`` is its percentage of everything that was divided."""

    key: str
    label: Localised
    n: int
    mean: float | None
    median: float | None
    share: float | None
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class SumsSummary:
    """``amounts`` in the order of the choices."""

    question: Question
    base: Base
    amounts: tuple[Amount, ...]
    kind: Literal["sums"] = "sums"

    @property
    def definition(self) -> str:
        """How the figures are defined, in words."""
        return _(
            "Mean and median of those who answered; the share is of everything that they divided together."
        )
