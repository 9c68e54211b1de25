"""Points on a map or on a picture, and chosen parts of a picture, as SVG; nothing comes from other sites."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.results import ChoicesSummary, PartsSummary
from analytics.results.figures import Spot
from analytics.showing.formats import decimal, percentage, whole
from analytics.showing.reader import Reader
from surveys.assets import asset_url
from surveys.question_types.planes import Plane

type Named = Callable[[Spot], str]

WIDTH = 640
MOST_LISTED = 10
_SMALLEST, _LARGEST = 4.0, 18.0
_MARGIN = 0.08
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45)


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle in the units of its plot; ``words`` say what it stands for."""

    x: str
    y: str
    radius: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the net of degrees, with its label."""

    x1: str
    y1: str
    x2: str
    y2: str
    label: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture that could be chosen; ``heat`` from 0 to 10."""

    x: str
    y: str
    width: str
    height: str
    heat: int
    words: str
    written: str
    middle_x: str
    middle_y: str


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn, ``width`` by ``height``; ``picture`` is the address of what it is drawn on. ``rows`` are
    the same as a table, the most first: where, and how many."""

    width: int
    height: int
    text: str
    picture: str = ""
    dots: tuple[Dot, ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


def plot_of_points(summary: PartsSummary, reader: Reader) -> Plot | None:
    """The points of a question, on its picture or on a net of degrees; ``None`` where there are none."""
    plane = summary.question.plane
    if plane is None or not summary.spots:
        return None
    if plane.kind == "earth":
        return _earth(summary.spots)
    if plane.picture is None:
        return None
    height = round(WIDTH * plane.picture.height / plane.picture.width)
    placed = [(spot, WIDTH * spot.x / 100, height * spot.y / 100) for spot in summary.spots]
    words = reader.words(plane.alternative)
    return Plot(
        WIDTH,
        height,
        _said(summary.spots, _on_picture, words),
        picture=asset_url(plane.picture.asset),
        dots=tuple(_dots(placed, _on_picture)),
        rows=_listed(summary.spots, _on_picture),
    )


def plot_of_areas(summary: ChoicesSummary, reader: Reader) -> Plot | None:
    """The parts of a picture that were chosen, darker the more chose them; ``None`` without a picture."""
    plane = summary.question.plane
    if plane is None or plane.picture is None or not plane.areas:
        return None
    height = round(WIDTH * plane.picture.height / plane.picture.width)
    words = reader.words(plane.alternative) or reader.words(summary.question.text)
    boxes = tuple(_boxes(summary, plane, height, reader))
    return Plot(WIDTH, height, words, picture=asset_url(plane.picture.asset), boxes=boxes)


def _boxes(summary: ChoicesSummary, plane: Plane, height: int, reader: Reader) -> Iterator[Box]:
    for count in summary.counts:
        if area := plane.areas.get(str(count.value)):
            left, top, wide, high = area
            x, y, across, down = (
                WIDTH * left / 100,
                height * top / 100,
                WIDTH * wide / 100,
                height * high / 100,
            )
            label = reader.words(count.label) or count.code
            yield Box(
                x=f"{x:.1f}",
                y=f"{y:.1f}",
                width=f"{across:.1f}",
                height=f"{down:.1f}",
                heat=min(10, round((count.percent or 0) / 10)),
                words=f"{label}: {percentage(count.percent)}",
                written=percentage(count.percent),
                middle_x=f"{x + across / 2:.1f}",
                middle_y=f"{y + down / 2:.1f}",
            )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Degrees drawn so that distances are right in the middle of what is shown (equirectangular).

    ``east`` and ``north`` are that middle, ``wide`` and ``tall`` what is shown around it, in degrees.
    """

    east: float
    north: float
    wide: float
    tall: float

    @classmethod
    def around(cls, spots: Sequence[Spot]) -> "_Frame":
        """A frame with some room around the spots."""
        west, east = min(spot.x for spot in spots), max(spot.x for spot in spots)
        south, north = min(spot.y for spot in spots), max(spot.y for spot in spots)
        squeeze = max(0.1, math.cos(math.radians((south + north) / 2)))
        span = max((east - west) * squeeze, north - south, 0.02) * (1 + 2 * _MARGIN)
        tall = max((north - south) * (1 + 2 * _MARGIN), span * 0.45)
        return cls((west + east) / 2, (south + north) / 2, span / squeeze, tall)

    @property
    def squeeze(self) -> float:
        """How long a degree of longitude is, beside one of latitude."""
        return max(0.1, math.cos(math.radians(self.north)))

    @property
    def scale(self) -> float:
        """Units of the plot for a degree of latitude."""
        return WIDTH / (self.wide * self.squeeze)

    @property
    def height(self) -> int:
        """That of the plot."""
        return round(self.tall * self.scale)

    def across(self, degrees: float) -> float:
        """Where a longitude is."""
        return WIDTH / 2 + (degrees - self.east) * self.squeeze * self.scale

    def down(self, degrees: float) -> float:
        """Where a latitude is."""
        return self.height / 2 - (degrees - self.north) * self.scale


def _earth(spots: Sequence[Spot]) -> Plot:
    """Spots on a net of degrees."""
    frame = _Frame.around(spots)
    placed = [(spot, frame.across(spot.x), frame.down(spot.y)) for spot in spots]
    return Plot(
        WIDTH,
        frame.height,
        _said(spots, _on_earth, ""),
        dots=tuple(_dots(placed, _on_earth)),
        lines=tuple(_net(frame)),
        rows=_listed(spots, _on_earth),
    )


def _net(frame: _Frame) -> Iterator[Line]:
    """Lines of longitude and latitude at round degrees, some eight of them across."""
    step = next((each for each in _STEPS if frame.wide / each <= 8), 90)
    high, wide = str(frame.height), str(WIDTH)
    for degrees in _marks(frame.east - frame.wide / 2, frame.east + frame.wide / 2, step):
        x = f"{frame.across(degrees):.1f}"
        yield Line(x, "0", x, high, _degrees(degrees, "E", "W"))
    for degrees in _marks(frame.north - frame.tall / 2, frame.north + frame.tall / 2, step):
        y = f"{frame.down(degrees):.1f}"
        yield Line("0", y, wide, y, _degrees(degrees, "N", "S"))


def _marks(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [round(each * step, 6) for each in range(first, math.floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{decimal(abs(value), 4)}°{positive if value > 0 else negative if value < 0 else ''}"


def _dots(placed: Sequence[tuple[Spot, float, float]], named: Named) -> Iterator[Dot]:
    """Circles whose areas are as the numbers; the small ones on top."""
    most = max(spot.n for spot, _x, _y in placed)
    for spot, x, y in sorted(placed, key=lambda each: -each[0].n):
        radius = max(_SMALLEST, _LARGEST * math.sqrt(spot.n / most))
        yield Dot(f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}", f"{named(spot)}: {whole(spot.n)}")


def _said(spots: Sequence[Spot], named: Named, about: str) -> str:
    """What is drawn, in words."""
    total, most = sum(spot.n for spot in spots), max(spots, key=lambda spot: spot.n)
    words = {"n": whole(total), "most": named(most), "there": whole(most.n)}
    said = _("%(n)s points; most, %(there)s, close to %(most)s.") % words
    return f"{about}. {said}" if about else said


def _listed(spots: Sequence[Spot], named: Named) -> tuple[tuple[str, str], ...]:
    most_first = sorted(spots, key=lambda spot: -spot.n)[:MOST_LISTED]
    return tuple((named(spot), whole(spot.n)) for spot in most_first)


def _on_earth(spot: Spot) -> str:
    return f"{decimal(spot.y, 3)}, {decimal(spot.x, 3)}"


def _on_picture(spot: Spot) -> str:
    words = {"across": decimal(spot.x, 0), "down": decimal(spot.y, 0)}
    return _("%(across)s %% across, %(down)s %% down") % words
