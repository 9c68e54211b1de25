"""Small pictures of a course, beside a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from analytics.showing.formats import whole

WIDTH, HEIGHT = 120, 28


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line and the area under it as SVG paths, in a view box of 120 by 28, and the same in words."""

    line: str
    area: str
    text: str


def sparkline(values: Sequence[int]) -> Sparkline:
    """The course of at least two numbers, zero at the bottom."""
    most = max(max(values), 1)
    step = WIDTH / (len(values) - 1)
    line = _line([(index * step, value / most) for index, value in enumerate(values)])
    total = sum(values)
    text = ngettext(
        "%(n)s response in the last %(days)s days", "%(n)s responses in the last %(days)s days", total
    )
    words = text % {"n": whole(total), "days": len(values)}
    return Sparkline(line, f"{line}V{HEIGHT}H0Z", words)


def course_line(values: Sequence[float | None], text: str) -> Sparkline:
    """The course of a figure that has at least two values, from its lowest to its highest; ``None`` for
    periods without one, over which the line goes on. ``text`` says it in words."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    low, high = min(value for _place, value in known), max(value for _place, value in known)
    step, span = WIDTH / (len(values) - 1), high - low
    line = _line([(place * step, (value - low) / span if span else 0.5) for place, value in known])
    first, last = (place * step for place in (known[0][0], known[-1][0]))
    return Sparkline(line, f"{line}L{last:.1f} {HEIGHT}H{first:.1f}Z", text)


def _line(points: Sequence[tuple[float, float]]) -> str:
    """A line through points: how far across, and how high from 0 to 1."""
    return "M" + "L".join(f"{x:.1f} {HEIGHT - 2 - height * (HEIGHT - 4):.1f}" for x, height in points)
