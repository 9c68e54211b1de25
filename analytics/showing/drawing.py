"""Columns and a line over days as SVG: the pictures that change with every answer, drawn in a millisecond.

Coordinates are pixels, from the upper left corner of the plot. Colours are the page's tokens by name. What is
``mirrored`` begins on the right, where its scale stands then.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.html import escape

HEIGHT = 150
_TOP, _RIGHT, _BOTTOM, _BESIDE = 8, 16, 22, 10
_LETTER = 6.5
_RADIUS = 3.0
_GAP, _EDGE = 0.18, 0.1
"""Of the distance of two columns, how much is between them, and before the first."""
_MOST_LINES = 3
_ROUND = ((1, 1.5), (2, math.sqrt(10)), (5, math.sqrt(50)), (10, math.inf))
"""Steps between lines, each for what is below so much of a power of ten."""
_SI = ((1e9, "G"), (1e6, "M"), (1e3, "k"))

type Places = Sequence[float]


def columns(
    heights: Sequence[float],
    labels: Sequence[str],
    shown: Sequence[int],
    *,
    width: int,
    mirrored: bool = False,
) -> str:
    """Columns side by side, with labels below those places that are ``shown``."""
    step = width / max(1.0, len(heights) - _GAP + 2 * _EDGE)
    wide = step * (1 - _GAP)
    places = [step * (_EDGE + place) for place in range(len(heights))]
    places = [width - x - wide for x in places] if mirrored else places
    top = _highest(heights)
    marks = (
        f'<path d="{_column(x, HEIGHT * (1 - height / top), wide)}" fill="var(--series-1)"/>'
        for x, height in zip(places, heights, strict=True)
        if height > 0
    )
    middles = [x + wide / 2 for x in places]
    return _plot(top, middles, labels, shown, marks, width=width, mirrored=mirrored)


def line(
    heights: Sequence[float],
    labels: Sequence[str],
    shown: Sequence[int],
    *,
    width: int,
    mirrored: bool = False,
) -> str:
    """A line with the area below it, which nowhere rises above its points nor falls below them."""
    top = _highest(heights)
    places = [width * place / max(1, len(heights) - 1) for place in range(len(heights))]
    places = [width - x for x in places] if mirrored else places
    course = _course(places, [HEIGHT * (1 - height / top) for height in heights])
    area = f"{course}V{HEIGHT}H{places[0]:g}Z"
    marks = (
        f'<path d="{area}" fill="var(--series-1)" opacity="0.12"/>',
        f'<path d="{course}" stroke="var(--series-1)" stroke-width="2"/>',
    )
    return _plot(top, places, labels, shown, marks, width=width, mirrored=mirrored)


def _plot(
    top: float,
    places: Places,
    labels: Sequence[str],
    shown: Sequence[int],
    marks: Iterator[str] | Sequence[str],
    *,
    width: int,
    mirrored: bool,
) -> str:
    """Marks over lines of equal height; the opening tag says how large it all is."""
    heights = list(_lines(top))
    beside = _BESIDE + _LETTER * max(len(_number(height)) for height in heights)
    left = _RIGHT if mirrored else beside
    parts = [*_scale(heights, top, width, mirrored=mirrored), *marks, *_below(places, labels, shown)]
    size = f"{beside + width + _RIGHT:g} {_TOP + HEIGHT + _BOTTOM}"
    drawn = f'<g fill="none" transform="translate({left:g},{_TOP})">{"".join(parts)}</g>'
    return f'viewBox="0 0 {size}">{drawn}</svg>'


def _scale(heights: Sequence[float], top: float, width: int, *, mirrored: bool) -> Iterator[str]:
    x, anchor = (width + 6, "start") if mirrored else (-6, "end")
    for height in heights:
        y = round(HEIGHT * (1 - height / top), 1)
        yield f'<line x2="{width}" y1="{y:g}" y2="{y:g}" stroke="var(--line)"/>'
        yield _text(x, y + 4, _number(height), anchor)


def _below(places: Places, labels: Sequence[str], shown: Sequence[int]) -> Iterator[str]:
    for place in shown:
        yield _text(places[place], HEIGHT + 16, labels[place], "middle")


def _text(x: float, y: float, words: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-family="Inter" font-size="11" fill="var(--ink-soft)">{escape(words)}</text>'


def _highest(heights: Sequence[float]) -> float:
    return max(heights, default=0) or 1


def _lines(top: float) -> Iterator[float]:
    """The heights that lines are drawn at: nought, and few more, round and whole."""
    least = top / _MOST_LINES
    power = 10.0 ** math.floor(math.log10(least))
    share = least / power
    step = max(1.0, power * next(size for size, upto in _ROUND if share < upto))
    yield from (step * number for number in range(int(top / step) + 1))


def _number(height: float) -> str:
    """A round number in few letters: 12,500 as 12.5k."""
    return next(
        (f"{height / size:g}{letter}" for size, letter in _SI if height >= max(size, 10_000)), f"{height:g}"
    )


def _column(x: float, y: float, wide: float) -> str:
    """A column with round corners on top."""
    round_off = min(_RADIUS, wide / 2, HEIGHT - y)
    corner = f"a{round_off:.1f},{round_off:.1f} 0 0 1"
    side = f"{round_off:.1f}"
    across = wide - 2 * round_off
    turns = f"{corner} {side},-{side}h{across:.1f}{corner} {side},{side}"
    return f"M{x:.1f},{HEIGHT}V{y + round_off:.1f}{turns}V{HEIGHT}Z"


def _course(xs: Places, ys: Places) -> str:
    """A smooth line through points in order that stays between each two of them.

    F. N. Fritsch, R. E. Carlson, "Monotone piecewise cubic interpolation", SIAM Journal on Numerical Analysis
    17(2), 1980; slopes after M. Steffen, Astronomy and Astrophysics 239, 1990.
    """
    begin = f"M{xs[0]:.1f},{ys[0]:.1f}"
    if len(xs) < 2:
        return begin
    rises = [(ys[n + 1] - ys[n]) / (xs[n + 1] - xs[n]) for n in range(len(xs) - 1)]
    inner = [_slope(before, after) for before, after in pairwise(rises)]
    first = (3 * rises[0] - inner[0]) / 2 if inner else rises[0]
    last = (3 * rises[-1] - inner[-1]) / 2 if inner else rises[-1]
    slopes = [first, *inner, last]
    third = (xs[1] - xs[0]) / 3
    return begin + "".join(
        f"C{xs[n] + third:.1f},{ys[n] + third * slopes[n]:.1f},{xs[n + 1] - third:.1f},"
        f"{ys[n + 1] - third * slopes[n + 1]:.1f},{xs[n + 1]:.1f},{ys[n + 1]:.1f}"
        for n in range(len(xs) - 1)
    )


def _slope(before: float, after: float) -> float:
    """How steep the line is at a point between two rises: level where it turns."""
    if before * after <= 0:
        return 0.0
    return math.copysign(2 * min(abs(before), abs(after), abs(before + after) / 4), before)
