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
    points = [
        f"{index * step:.1f} {HEIGHT - 2 - value / most * (HEIGHT - 4):.1f}"
        for index, value in enumerate(values)
    ]
    line = "M" + "L".join(points)
    total = sum(values)
    text = ngettext(
        "%(n)s response in the last %(days)s days", "%(n)s responses in the last %(days)s days", total
    )
    words = text % {"n": whole(total), "days": len(values)}
    return Sparkline(line, f"{line}V{HEIGHT}H0Z", words)
