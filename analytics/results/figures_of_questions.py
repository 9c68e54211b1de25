"""What questions are summarised as, by their kind."""

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from analytics.results.figures import Base, Bin, Count, Hour, Moments, Period, PeriodUnit, Quote, Spot
from analytics.results.questions import Localised, Question
from analytics.results.statistics import Nps, Share

if TYPE_CHECKING:
    from analytics.results.figures_of_lists import RankingSummary, SumsSummary


@dataclass(frozen=True, slots=True)
class ChoicesSummary:
    """``counts`` in the order of the choices. Where several could be chosen, percentages pass 100.

    ``texts`` are what was written to choices that ask for words.
    """

    question: Question
    base: Base
    counts: tuple[Count, ...]
    is_multiple: bool
    texts: tuple["TextSummary", ...] = ()
    kind: Literal["choices"] = "choices"

    def without_texts(self) -> "ChoicesSummary":
        """The same for somebody who may see numbers and not single answers."""
        return replace(self, texts=tuple(each.without_texts() for each in self.texts))


@dataclass(frozen=True, slots=True)
class ScaleSummary:
    """``counts`` from the low end of the scale to the high."""

    question: Question
    base: Base
    counts: tuple[Count, ...]
    moments: Moments | None
    kind: Literal["scale"] = "scale"


@dataclass(frozen=True, slots=True)
class NpsSummary:
    """``nps`` is ``None`` when nobody answered."""

    question: Question
    base: Base
    counts: tuple[Count, ...]
    nps: Nps | None
    moments: Moments | None
    kind: Literal["nps"] = "nps"

    @property
    def definition(self) -> str:
        """How the score is defined, in words."""
        return _(
            "Percentage of promoters (9 and 10) minus percentage of detractors (0 to 6); 95 %\u00a0confidence"
            " interval after Bonett and Price (2012)."
        )


@dataclass(frozen=True, slots=True)
class ShareSummary:
    """A scale of which the answers from ``counted_from`` on are counted as a share, and those up to
    ``opposed_to`` are their opposite. ``share`` is ``None`` when nobody answered."""

    question: Question
    base: Base
    counts: tuple[Count, ...]
    share: Share | None
    counted_from: int
    opposed_to: int
    moments: Moments | None
    kind: Literal["csat", "ces"]

    @property
    def definition(self) -> str:
        """How the share is defined, in words."""
        return _(
            "Percentage of those who answered with %(counted_from)s or more; 95 %% confidence interval after"
            " Wilson (1927)."
        ) % {"counted_from": self.counted_from}


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """``bins`` are of equal width and without gaps."""

    question: Question
    base: Base
    bins: tuple[Bin, ...]
    moments: Moments | None
    kind: Literal["number"] = "number"

    @property
    def limits(self) -> tuple[float, float]:
        """Between which numbers the answers lie: the lowest and the highest, or the ends of the bins where
        these aren't told; twice 0 of none."""
        low, high = (self.bins[0].low, self.bins[-1].high) if self.bins else (0.0, 0.0)
        if self.moments and self.moments.minimum is not None and self.moments.maximum is not None:
            low, high = self.moments.minimum, self.moments.maximum
        return low, high


@dataclass(frozen=True, slots=True)
class DateSummary:
    """``periods`` without gaps from the first day to the last; weeks begin on Monday."""

    question: Question
    base: Base
    first: datetime.date | None
    last: datetime.date | None
    unit: PeriodUnit
    periods: tuple[Period, ...]
    kind: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of a matrix, with a base of its own: rows may be skipped one by one."""

    key: str
    label: Localised
    base: Base
    counts: tuple[Count, ...]
    is_removed: bool


@dataclass(frozen=True, slots=True)
class MatrixSummary:
    """``base.answered`` counts those who answered at least one row."""

    question: Question
    base: Base
    rows: tuple[MatrixRow, ...]
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """The numbers given in one row, with a base of its own; ``total`` is their sum over all responses."""

    key: str
    label: Localised
    base: Base
    moments: Moments | None
    total: float | None
    is_removed: bool


@dataclass(frozen=True, slots=True)
class NumbersSummary:
    """Numbers in rows. ``base.answered`` counts those who answered at least one row."""

    question: Question
    base: Base
    rows: tuple[NumbersRow, ...]
    kind: Literal["numbers"] = "numbers"

    @property
    def definition(self) -> str:
        """How the figures are defined, in words."""
        return _(
            "Mean and standard deviation (divisor n − 1) of those who answered the row; the total is the sum"
            " of all their numbers."
        )


@dataclass(frozen=True, slots=True)
class TextSummary:
    """``latest`` are the newest answers, ``distinct`` how many different ones there are."""

    question: Question
    base: Base
    distinct: int
    latest: tuple[Quote, ...]
    kind: Literal["text"] = "text"

    def without_texts(self) -> "TextSummary":
        """The same for somebody who may see numbers and not single answers."""
        return replace(self, latest=())


@dataclass(frozen=True, slots=True)
class FilesSummary:
    """``files`` is how many were sent in all, ``latest`` the names of those of the newest answers."""

    question: Question
    base: Base
    files: int
    latest: tuple[Quote, ...]
    kind: Literal["files"] = "files"

    def without_texts(self) -> "FilesSummary":
        """The same for somebody who may see numbers and not single answers."""
        return replace(self, latest=())


@dataclass(frozen=True, slots=True)
class TimeSummary:
    """``hours`` are the 24 of a day. The median is the time that at least half of the times don't pass."""

    question: Question
    base: Base
    hours: tuple[Hour, ...]
    earliest: datetime.time | None
    median: datetime.time | None
    latest: datetime.time | None
    kind: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class MomentSummary:
    """Days with times on them: ``days`` and ``hours`` are of the same answers."""

    question: Question
    base: Base
    days: DateSummary
    hours: TimeSummary
    kind: Literal["datetime"] = "datetime"


@dataclass(frozen=True, slots=True)
class PartsSummary:
    """Several columns, each summarised by its kind with a base of its own; the question of a part is named
    after its column. ``base.answered`` counts those who answered at least one. ``spots`` where the columns
    are points, most of them first; places on earth, which tell who people are, count as texts."""

    question: Question
    base: Base
    parts: tuple["Counted", ...]
    spots: tuple[Spot, ...] = ()
    kind: Literal["parts"] = "parts"

    def without_texts(self) -> "PartsSummary":
        """The same for somebody who may see numbers and not single answers."""
        texts = TextSummary | FilesSummary
        parts = (part.without_texts() if isinstance(part, texts) else part for part in self.parts)
        plane = self.question.plane
        spots = () if plane is not None and plane.kind == "earth" else self.spots
        return replace(self, parts=tuple(parts), spots=spots)


@dataclass(frozen=True, slots=True)
class HiddenSummary:
    """What stands for a summary that would speak of fewer than ``threshold`` people."""

    question: Question
    threshold: int
    base: None = None
    kind: Literal["hidden"] = "hidden"

    @property
    def definition(self) -> str:
        """Why nothing is shown, in words."""
        return _("Fewer than %(k)s people answered this, or a part of it.") % {"k": self.threshold}


type Counted = (
    ChoicesSummary
    | ScaleSummary
    | NpsSummary
    | ShareSummary
    | NumberSummary
    | NumbersSummary
    | DateSummary
    | TimeSummary
    | MomentSummary
    | MatrixSummary
    | TextSummary
    | FilesSummary
    | PartsSummary
    | RankingSummary
    | SumsSummary
)
type Summary = Counted | HiddenSummary
