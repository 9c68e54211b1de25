"""Where everything of a map goes, in pixels: pages one under the other, jumps beside them in lanes.

A survey is read from top to bottom and its jumps only lead on, so that the order of its pages is the layout.
Jumps to the same stop run together in one lane; lanes are given to the shortest first, so that short jumps
stay close to the pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.charting.graph import Chart, Leads, Stop

LEFT, TOP = 24, 24
WIDTH, INDENT = 360, 14
LINE, PADDING = 20, 12
GAP, BLOCK_GAP = 28, 18
LANE, FIRST_LANE = 14, 22
RADIUS = 8
FITTING, FITTING_SMALL = 46, 52
"""So many characters of usual width fit in the title of a stop, and in its other lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words in a stop, at its baseline; ``kind`` is what the style sheet knows it by."""

    words: str
    x: int
    y: int
    kind: str


@dataclass(frozen=True, slots=True)
class Box:
    """A stop as it is drawn; ``label`` is all that it says, for those who don't see it."""

    stop: Stop
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Wire:
    """A way between two stops: the path that is drawn, where it ends in an arrow, what it says."""

    path: str
    kind: str
    tip: tuple[int, int]
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """A block behind its pages."""

    title: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map ready to be drawn, ``width`` by ``height`` pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    bands: tuple[Band, ...]


def drawn(chart: Chart) -> Drawing:
    """Lay a map out."""
    return _Layout(chart).drawing()


@dataclass(slots=True)
class _Lane:
    """The line that all jumps to one stop run along."""

    target: int
    exits: list[tuple[int, int, Leads]] = field(default_factory=list)
    """Of each jump: the place of its stop, where it leaves it, and the jump."""
    number: int = 0

    @property
    def first(self) -> int:
        return min(place for place, _y, _leads in self.exits)

    @property
    def span(self) -> int:
        return self.target - self.first


class _Layout:
    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._places = {stop.id: place for place, stop in enumerate(chart.stops)}
        self._boxes: list[Box] = []
        self._exits: dict[int, list[tuple[int, Leads]]] = {}
        self._lanes: list[_Lane] = []

    def drawing(self) -> Drawing:
        y = TOP
        for place, stop in enumerate(self._chart.stops):
            y += BLOCK_GAP if self._begins_block(place) else 0
            self._boxes.append(self._box(stop, place, y))
            y += self._boxes[-1].height + GAP
        self._lanes = list(self._in_lanes())
        count = max((lane.number for lane in self._lanes), default=-1) + 1
        width = LEFT + WIDTH + (FIRST_LANE + count * LANE if count else 0) + LEFT
        return Drawing(width, y, tuple(self._boxes), tuple(self._wires()), tuple(self._bands()))

    def _begins_block(self, place: int) -> bool:
        stops = self._chart.stops
        before = stops[place - 1].block if place else ""
        return bool(stops[place].block) and stops[place].block != before

    def _box(self, stop: Stop, place: int, y: int) -> Box:
        lines, at = list[Line](), y + PADDING + LINE - 6
        for kind, words in self._said(stop):
            most = FITTING if kind == "title" else FITTING_SMALL
            lines.append(Line(fitted(words, most), LEFT + INDENT, at, kind))
            at += LINE
        exits = self._exits.setdefault(place, [])
        for leads in self._side_leads(stop, place):
            words = _("→ %(target)s") % {"target": leads.title}
            if leads.condition:
                words = _("→ %(target)s, if %(condition)s") % {
                    "target": leads.title,
                    "condition": leads.condition,
                }
            lines.append(Line(fitted(words, FITTING_SMALL), LEFT + INDENT, at, "jump"))
            exits.append((at - 5, leads))
            at += LINE
        height = 2 * PADDING + len(lines) * LINE
        return Box(stop, LEFT, y, WIDTH, height, tuple(lines), self._label(stop))

    def _said(self, stop: Stop) -> Iterator[tuple[str, str]]:
        title = stop.title or _("Page without a title")
        number = f"{stop.number}–{stop.last}" if stop.last else str(stop.number)
        yield "title", f"{number} · {title}" if stop.kind == "page" else title
        if stop.kind == "page":
            count = stop.questions
            yield "facts", ngettext("%(count)d question", "%(count)d questions", count) % {"count": count}
        if stop.condition:
            yield "condition", _("If %(condition)s") % {"condition": stop.condition}
        for warning in stop.warnings:
            yield "warning", f"! {warning}"

    def _label(self, stop: Stop) -> str:
        ways = [self._spoken(leads) for leads in stop.leads]
        return ". ".join([*(words for _kind, words in self._said(stop)), *ways])

    def _spoken(self, leads: Leads) -> str:
        words = {"target": leads.title, "condition": leads.condition}
        if leads.condition:
            return _("Leads to %(target)s if %(condition)s") % words
        return _("Leads to %(target)s") % words

    def _side_leads(self, stop: Stop, place: int) -> list[Leads]:
        """The ways that don't lead straight to the stop below."""
        return [leads for leads in stop.leads if self._is_beside(leads, place)]

    def _is_beside(self, leads: Leads, place: int) -> bool:
        target = self._places.get(leads.to)
        return target is not None and (leads.kind == "jump" or target != place + 1)

    def _in_lanes(self) -> Iterator[_Lane]:
        """The lanes, numbered so that none runs over another; the shortest are given theirs first."""
        lanes: dict[int, _Lane] = {}
        for place, exits in self._exits.items():
            for y, leads in exits:
                target = self._places[leads.to]
                lanes.setdefault(target, _Lane(target)).exits.append((place, y, leads))
        taken: list[list[tuple[int, int]]] = []
        for lane in sorted(lanes.values(), key=lambda lane: (lane.span, lane.target)):
            lane.number = _free_lane(taken, lane.first, lane.target)
            yield lane

    def _wires(self) -> Iterator[Wire]:
        for place, stop in enumerate(self._chart.stops):
            if any(leads.kind == "order" and not self._is_beside(leads, place) for leads in stop.leads):
                yield self._straight(place)
        for lane in self._lanes:
            yield from self._jumps(lane)

    def _straight(self, place: int) -> Wire:
        box, below = self._boxes[place], self._boxes[place + 1]
        x = LEFT + 40
        title = self._spoken(next(leads for leads in box.stop.leads if leads.to == below.stop.id))
        return Wire(f"M{x} {box.y + box.height}V{below.y}", "order", (x, below.y), title)

    def _jumps(self, lane: _Lane) -> Iterator[Wire]:
        target = self._boxes[lane.target]
        side = LEFT + WIDTH
        x, into = side + FIRST_LANE + lane.number * LANE, target.y + PADDING + LINE // 2
        for _place, y, leads in lane.exits:
            bend = max(0, min(RADIUS, (into - y) // 2))
            path = (
                f"M{side} {y}H{x - bend}q{bend} 0 {bend} {bend}V{into - bend}q0 {bend} {-bend} {bend}H{side}"
            )
            title = f"{self._chart.stops[_place].number} → {leads.title}"
            yield Wire(path, leads.kind, (side, into), f"{title}: {leads.condition or _('always')}")

    def _bands(self) -> Iterator[Band]:
        run: list[Box] = []
        for box in [*self._boxes, None]:
            if run and (box is None or box.stop.block != run[0].stop.block):
                yield _band(run)
                run = []
            if box is not None and box.stop.block:
                run.append(box)


def fitted(words: str, most: int) -> str:
    """As much of ``words`` as fits; wide characters count twice."""
    width = 0
    for place, character in enumerate(words):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > most:
            return f"{words[: max(place - 1, 0)].rstrip()}…"
    return words


def _free_lane(taken: list[list[tuple[int, int]]], first: int, last: int) -> int:
    for number, spans in enumerate(taken):
        if all(end < first or begin > last for begin, end in spans):
            spans.append((first, last))
            return number
    taken.append([(first, last)])
    return len(taken) - 1


def _band(boxes: Sequence[Box]) -> Band:
    first, last = boxes[0], boxes[-1]
    y = first.y - BLOCK_GAP - 4
    height = last.y + last.height - y + 8
    return Band(fitted(first.stop.block, 52), LEFT - 10, y, WIDTH + 20, height)
