"""What results answer with. Plain data: pages, API and files show the same objects.

Percentages have one decimal and are ``None`` where there is nothing to take them of. No data is ``None``,
never 0.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from django.utils.translation import gettext as _

from analytics.results.ends import definition_of_ends, definition_of_rate
from analytics.results.questions import Localised, Value
from analytics.results.statistics import percent, rounded

type BaseChoice = Literal["answered", "asked", "selected"]
BASES: tuple[BaseChoice, ...] = get_args(BaseChoice.__value__)
type Missing = Literal["skipped", "refused", "dont_know", "not_shown"]
type PeriodUnit = Literal["day", "week", "month", "year", "decade"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the responses of a base weigh; ``effective`` is the effective base of those who answered."""

    responses: float
    asked: float
    answered: float
    refused: float
    dont_know: float
    effective: float


@dataclass(frozen=True, slots=True)
class MissingCount:
    """How many gave no answer, and why; ``percent`` is ``None`` where the base doesn't hold them."""

    why: Missing
    n: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Base:
    """How many a figure speaks of. ``responses`` are in the selection; ``asked`` of them were shown the
    question; ``answered`` of those answered it, ``refused`` preferred not to say, ``dont_know`` said so.
    Percentages are of ``percent_of``, and weighted where there are ``weights``."""

    responses: int
    asked: int
    answered: int
    refused: int = 0
    dont_know: int = 0
    percent_of: BaseChoice = "answered"
    weights: Weights | None = None

    @property
    def skipped(self) -> int:
        """Shown the question and left it empty."""
        return self.asked - self.answered - self.refused - self.dont_know

    @property
    def not_shown(self) -> int:
        """Never came to the question."""
        return self.responses - self.asked

    @property
    def whole(self) -> int:
        """How many responses percentages are of."""
        return int(_whole(self, self.percent_of))

    def percent(self, n: int, weight: float | None = None) -> float | None:
        """``n`` responses in percent of the base, of weighted ones what they weigh."""
        if self.weights is None or weight is None:
            return percent(n, self.whole)
        whole = _whole(self.weights, self.percent_of)
        return rounded(100 * weight / whole) if whole else None

    @property
    def missing(self) -> tuple[MissingCount, ...]:
        """Those who gave no answer, by why; percentages where the base holds them."""
        weights = self.weights
        found: tuple[tuple[Missing, int, float | None], ...] = (
            ("skipped", self.skipped, None if weights is None else _skipped(weights)),
            ("refused", self.refused, None if weights is None else weights.refused),
            ("dont_know", self.dont_know, None if weights is None else weights.dont_know),
            ("not_shown", self.not_shown, None if weights is None else weights.responses - weights.asked),
        )
        return tuple(
            MissingCount(why, n, self.percent(n, weight) if why in _INSIDE[self.percent_of] else None)
            for why, n, weight in found
        )

    @property
    def definition(self) -> str:
        """What percentages are of, in words."""
        return {
            "answered": _("Percentages are of those who answered this question."),
            "asked": _("Percentages are of those who were asked this question."),
            "selected": _("Percentages are of all responses selected."),
        }[self.percent_of]


_INSIDE: Mapping[BaseChoice, tuple[Missing, ...]] = {
    "answered": (),
    "asked": ("skipped", "refused", "dont_know"),
    "selected": ("skipped", "refused", "dont_know", "not_shown"),
}


def _whole(base: Base | Weights, choice: BaseChoice) -> float:
    return {"answered": base.answered, "asked": base.asked, "selected": base.responses}[choice]


def _skipped(weights: Weights) -> float:
    return max(0.0, weights.asked - weights.answered - weights.refused - weights.dont_know)


@dataclass(frozen=True, slots=True)
class Count:
    """How many gave an answer; ``percent`` is of the base. ``weight`` is what they weigh, where responses are
    weighted."""

    value: str | int
    code: str
    label: Localised
    n: int
    percent: float | None
    is_removed: bool = False
    weight: float | None = None


def count_of(value: Value, n: int, answered: int) -> Count:
    """A count of one of a variable's values."""
    return Count(value.value, value.code, value.label, n, percent(n, answered), value.is_removed)


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean, spread and quantiles of ``n`` numbers.

    ``sd`` is the sample standard deviation (divisor n - 1), ``None`` for a single number. Quartiles and
    median are of type 7 (Hyndman and Fan, "Sample quantiles in statistical packages", The American
    Statistician 50(4), 1996): linear between the two nearest ranks, as most software does by default; of
    weighted numbers they are ``None``. So are the lowest and the highest where results speak of groups only.
    """

    n: int
    mean: float
    sd: float | None
    minimum: float | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    maximum: float | None

    @property
    def definition(self) -> str:
        """How the figures are defined, in words."""
        return _(
            "Mean and standard deviation (divisor n − 1) of those who answered; quartiles and median are"
            " interpolated between the nearest ranks (type 7)."
        )


@dataclass(frozen=True, slots=True)
class Bin:
    """Numbers from ``low`` up to, not including, ``high``; in the last bin ``high`` is included."""

    low: float
    high: float
    n: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """Answers that fall into the period that begins on ``start``."""

    start: datetime.date
    n: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Hour:
    """Times from ``hour`` o'clock up to the next hour."""

    hour: int
    n: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Spot:
    """``n`` points close to each other, around ``x`` and ``y``: degrees east and north, or percent of a
    picture's width and height from the top left."""

    x: float
    y: float
    n: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A text that somebody wrote."""

    response_id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Day:
    """Responses started on a day of the organisation's time zone, and how many of them were completed."""

    day: datetime.date
    started: int
    complete: int


@dataclass(frozen=True, slots=True)
class PageStep:
    """``sent``: responses that sent the page. ``left``: unfinished ones that sent it as their last."""

    page_id: str
    title: Localised
    number: int | None
    sent: int
    left: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A survey's responses as a whole, whatever status was selected.

    ``median_seconds`` is the median, over complete responses, of the time spent on all pages.
    """

    responses: int
    complete: int
    unfinished: int
    screened_out: int
    over_quota: int
    completion_rate: float | None
    median_seconds: float | None
    days: tuple[Day, ...]
    pages: tuple[PageStep, ...]

    @property
    def definition(self) -> str:
        """How the figures are defined, in words."""
        also = _(
            "The median time is over complete responses; days are those on which responses were started."
        )
        return f"{definition_of_ends()} {definition_of_rate()} {also}"
