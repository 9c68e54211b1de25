"""What a cross-tab answers with. Shares run from 0 to 1, not rounded; ``None`` is no figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.results.crosstabs.weighing import Weighting
from analytics.results.filtering.columns import FilterColumn
from analytics.results.questions import Value
from analytics.statistics.association import ChiSquare
from analytics.statistics.intervals import Interval
from analytics.statistics.letters import Correction

SMALL_BASE = 30
"""Groups of fewer are marked, and not tested."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A number of responses: how many, the sum of their weights, and of the squares of these."""

    n: int
    weight: float
    squares: float

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.n + other.n, self.weight + other.weight, self.squares + other.squares)

    @property
    def effective(self) -> float:
        """Kish's effective base."""
        return self.weight * self.weight / self.squares if self.squares else 0.0


NOBODY = Sums(0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class CrosstabColumn:
    """A group. ``banner`` counts banners from 0, -1 for everybody; ``path`` are the values that it shares,
    the outermost first; ``letter`` is its name in tests, ``""`` for everybody."""

    banner: int
    path: tuple[tuple[FilterColumn, Value], ...]
    letter: str

    @property
    def parent(self) -> tuple[int | str, ...]:
        """What the columns that it is compared with share."""
        return (self.banner, *self.key[:-1])

    @property
    def key(self) -> tuple[str, ...]:
        """Its values."""
        return tuple(str(value.value) for _column, value in self.path)


@dataclass(frozen=True, slots=True)
class CrosstabCell:
    """How many of a group gave an answer. ``n`` are responses, ``weight`` what they weigh; ``column`` is the
    share of the group, ``row`` of those who gave the answer, ``total`` of everybody who answered. ``letters``
    are those of the groups that it is significantly higher than."""

    n: int | None
    weight: float | None
    column: float | None
    row: float | None
    total: float | None
    interval: Interval | None = None
    letters: tuple[str, ...] = ()


HIDDEN = CrosstabCell(None, None, None, None, None)
"""What stands where a figure would speak of too few."""


@dataclass(frozen=True, slots=True)
class CrosstabMean:
    """The mean of a group's numbers, with its 95 % interval, and their sample standard deviation."""

    n: int
    mean: float | None
    sd: float | None
    interval: Interval | None
    letters: tuple[str, ...] = ()


NO_MEAN = CrosstabMean(0, None, None, None)


@dataclass(frozen=True, slots=True)
class CrosstabRow:
    """An answer and its cells, one for each column."""

    value: Value
    cells: tuple[CrosstabCell, ...]


@dataclass(frozen=True, slots=True)
class CrosstabTable:
    """One variable by all columns. ``bases`` are of those in the group who answered; ``None`` and ``hidden``
    where they are too few to be told. ``means`` where answers are numbers; ``tests`` by banner."""

    variable: FilterColumn
    bases: tuple[Sums | None, ...]
    rows: tuple[CrosstabRow, ...]
    means: tuple[CrosstabMean | None, ...]
    tests: Mapping[int, ChiSquare]

    def is_small(self, index: int) -> bool:
        """Whether a column's base is too small for tests."""
        base = self.bases[index]
        return base is None or base.n < SMALL_BASE


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Tables with the same columns. ``overlapping`` are banners whose groups share responses."""

    columns: tuple[CrosstabColumn, ...]
    tables: tuple[CrosstabTable, ...]
    correction: Correction
    overlapping: frozenset[int]
    threshold: int
    weighting: Weighting | None = None
