"""Numbers as a box: the middle half, the median in it, and lines to the lowest and the highest."""

from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from analytics.results import Moments
from analytics.showing.formats import decimal


@dataclass(frozen=True, slots=True)
class Box:
    """Places in percent of the width, as SVG wants them; ``text`` says the same in words."""

    low: str
    begin: str
    width: str
    middle: str
    mean: str
    high: str
    minimum: str
    median: str
    maximum: str
    text: str


def box_of(moments: Moments) -> Box | None:
    """The box of some numbers; ``None`` where no quartiles are known, as of weighted ones, or no ends."""
    lower, median, upper = moments.lower_quartile, moments.median, moments.upper_quartile
    ends = moments.minimum, moments.maximum
    if lower is None or median is None or upper is None or ends[0] is None or ends[1] is None:
        return None
    low, begin, middle, mean, end, high = (
        _place(value, ends[0], ends[1]) for value in (ends[0], lower, median, moments.mean, upper, ends[1])
    )
    return Box(
        low=f"{low:.2f}%",
        begin=f"{min(begin, end):.2f}%",
        width=f"{max(abs(end - begin), 0.5):.2f}%",
        middle=f"{middle:.2f}%",
        mean=f"{mean:.2f}%",
        high=f"{high:.2f}%",
        minimum=decimal(ends[0], 6),
        median=decimal(median, 6),
        maximum=decimal(ends[1], 6),
        text=_text(moments, lower, median, upper),
    )


def _place(value: float, low: float, high: float) -> float:
    """Where a number stands: 2 to 98, from the side on which reading begins."""
    place = 2 + 96 * (value - low) / (high - low) if high > low else 50.0
    return 100 - place if get_language_bidi() else place


def _text(moments: Moments, lower: float, median: float, upper: float) -> str:
    words = {
        "low": decimal(moments.minimum, 6),
        "high": decimal(moments.maximum, 6),
        "from": decimal(lower, 6),
        "to": decimal(upper, 6),
        "median": decimal(median, 6),
        "mean": decimal(moments.mean, 2),
    }
    return (
        _(
            "From %(low)s to %(high)s; the middle half from %(from)s to %(to)s, median %(median)s,"
            " mean %(mean)s."
        )
        % words
    )
