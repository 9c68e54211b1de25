"""What a trend answers with. Figures are not rounded; ``None`` is no figure, never 0."""

import datetime
from dataclasses import dataclass

from analytics.results.crosstabs.weighing import Weighting
from analytics.results.questions import Value
from analytics.results.trends.measures import Measure
from analytics.results.trends.periods import Unit
from analytics.statistics.intervals import Interval
from analytics.statistics.letters import UPPER, Correction


@dataclass(frozen=True, slots=True)
class Change:
    """A difference to another period, in the unit of the measure (points of percent for shares). ``p`` is
    two-sided and corrected; ``None`` where nothing was tested."""

    difference: float
    p: float | None

    @property
    def is_significant(self) -> bool:
        """Whether it is at the 95 % level."""
        return self.p is not None and self.p < UPPER


@dataclass(frozen=True, slots=True)
class Point:
    """One period of one line. ``n`` is the base of the figure, ``None`` with everything else where it would
    speak of too few people (``is_hidden``). ``moving`` is the figure of this and the periods before it that
    make a window. ``before`` is the change to the period before, ``against`` to the one chosen. ``weight``
    and ``effective`` are the weighted and the effective base, where answers are weighted."""

    n: int | None
    value: float | None
    interval: Interval | None = None
    moving: float | None = None
    before: Change | None = None
    against: Change | None = None
    is_small: bool = False
    weight: float | None = None
    effective: float | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether it is not told because it would speak of too few people."""
        return self.n is None


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``last``, both included. ``is_partial``: some of it isn't in the figures, because it
    isn't over or the selection ends within it. ``versions`` were published in it."""

    start: datetime.date
    last: datetime.date
    is_partial: bool = False
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The course of everybody (no ``name`` and no ``value``), of a segment by name, or of those who gave a
    value of the group's column. Its points follow the periods."""

    name: str
    value: Value | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure over periods. ``group`` is the field of the column whose values are the lines; ``left_out``
    how many of its values have none. ``against`` is the place of the chosen period. ``weighting`` is by what
    its answers are weighted, ``None`` of a measure of responses too."""

    measure: Measure
    unit: Unit
    window: int
    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    group: str = ""
    left_out: int = 0
    against: int | None = None
    correction: Correction = "none"
    threshold: int = 0
    weighting: Weighting | None = None
