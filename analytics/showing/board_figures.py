"""What tiles of boards show of one figure: its change, its course, and where it stands to its target."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from analytics.boards.documents import Tile
from analytics.boards.figures import FigureKind, KeyFigure, key_figure
from analytics.boards.standing import Standing
from analytics.results import Question, Results, Selection
from analytics.results.anonymity import GroupTooSmall
from analytics.results.statistics import rounded
from analytics.showing import formats
from analytics.showing.formats import decimal, percentage, signed, whole
from analytics.showing.reader import Reader
from analytics.showing.sparklines import Sparkline, sparkline
from analytics.showing.sparks import measured_spark

type Marks = Mapping[tuple[str, str], float]
"""Benchmarks by the key of their question and their measure."""
_MEASURES: Mapping[FigureKind, str] = {"score": "nps", "percent": "share", "mean": "mean"}


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure beside its target: ``x`` is where that stands, ``begin`` and ``width`` the bar, in percent."""

    words: str
    x: str
    begin: str
    width: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """What tiles speak of, and the same time before it; ``None`` where all time is meant."""

    now: Selection
    before: Selection | None
    days: int

    @classmethod
    def of(cls, days: int, today: datetime.date) -> "Spans":
        """So many days back from today; 0 for all time."""
        if not days:
            return cls(Selection(), None, 0)
        first = today - datetime.timedelta(days=days - 1)
        earlier = first - datetime.timedelta(days=days)
        before = Selection(since=earlier, until=first - datetime.timedelta(days=1))
        return cls(Selection(since=first, until=today), before, days)


def responses_tile(results: Results, tile: Tile, spans: Spans) -> dict[str, Any]:
    """How many completed it, and how many more or fewer than before, in percent."""
    now = results.count(spans.now)
    before = results.count(spans.before) if spans.before else None
    standing = _standing(tile, now, 0, 0, before or None)
    change = 100 * (now - before) / before if before else None
    told = {"value": whole(now), **_stands(standing, whole_words), **course(results, spans)}
    return told | _change(change, standing, spans, unit="%")


def completion_tile(results: Results, tile: Tile, spans: Spans) -> dict[str, Any]:
    """How many of those who began finished."""
    now = results.overview(spans.now)
    before = results.overview(spans.before) if spans.before else None
    counts = {"complete": whole(now.complete), "started": whole(now.responses)}
    found = {
        "value": percentage(now.completion_rate),
        "note": _("%(complete)s of %(started)s") % counts,
    }
    if now.completion_rate is None:
        return found
    earlier = before.completion_rate if before else None
    standing = _standing(tile, now.completion_rate, 0, 100, earlier)
    spark = measured_spark(results, spans.now, spans.days, None)
    return found | _stands(standing, percentage) | spark | _change(_since(standing), standing, spans)


def figure_tile(
    results: Results, question: Question, tile: Tile, spans: Spans, marks: Marks
) -> dict[str, Any]:
    """The figure of a question; against its own target, or else the benchmark that it has."""
    now = key_figure(results.summary(question, spans.now))
    if now is None:
        return {"value": formats.NONE, "note": _("Nobody answered in this period.")}
    before = _before(results, question, now, spans)
    target = tile.target
    if target is None:
        target = None if now.of else marks.get((question.key, _MEASURES[now.kind]))
    held = tile.model_copy(update={"target": target})
    standing = _standing(held, now.value, now.low, now.high, before.value if before else None)
    found = {"value": _WRITTEN[now.kind](now.value), "note": _n_words(now, results)}
    spark = measured_spark(results, spans.now, spans.days, (question, now))
    return found | _stands(standing, _WRITTEN[now.kind]) | spark | _change(_since(standing), standing, spans)


def course(results: Results, spans: Spans) -> dict[str, Sparkline]:
    """Responses started on each day; none of less than two days."""
    days = {each.day: each.started for each in results.overview(spans.now).days}
    if not days:
        return {}
    first, last = spans.now.since or min(days), spans.now.until or max(days)
    count = (last - first).days + 1
    values = [days.get(first + datetime.timedelta(days=number), 0) for number in range(count)]
    return {"spark": sparkline(_bundled(values))} if count > 1 else {}


def _bundled(values: list[int], most: int = 90) -> list[int]:
    """At most so many numbers, neighbours added up."""
    step = -(-len(values) // most)
    return [sum(values[at : at + step]) for at in range(0, len(values), step)]


def whole_words(value: float) -> str:
    """A number of people."""
    return whole(round(value))


_WRITTEN: Mapping[FigureKind, Callable[[float], str]] = {
    "score": signed,
    "percent": percentage,
    "mean": decimal,
}


def _standing(tile: Tile, value: float, low: float, high: float, before: float | None) -> Standing:
    return Standing(value, low, high, before, tile.target, tile.wants)


def _since(standing: Standing) -> float | None:
    return None if standing.before is None else standing.value - standing.before


def _stands(standing: Standing, write: Callable[[float], str]) -> dict[str, Any]:
    """Where a figure stands, and that beside its target where it has one."""
    if standing.target is None:
        return {"standing": standing}
    told = {"target": write(standing.target), "missing": decimal(abs(standing.value - standing.target), 1)}
    reached, missing = _("Target %(target)s: reached"), _("Target %(target)s: %(missing)s to go")
    words = reached if standing.is_reached else missing
    low, high = (pick(standing.low, standing.high, standing.value, standing.target) for pick in (min, max))
    x, zero, now = (_place(each, low, high) for each in (standing.target, low, standing.value))
    gauge = Gauge(
        words % told, f"{x:.2f}%", f"{min(zero, now):.2f}%", f"{abs(now - zero):.2f}%", standing.is_reached
    )
    return {"standing": standing, "gauge": gauge}


def _place(value: float, low: float, high: float) -> float:
    place = 100 * (value - low) / (high - low) if high > low else 0.0
    return 100 - place if get_language_bidi() else place


def _before(results: Results, question: Question, now: KeyFigure, spans: Spans) -> KeyFigure | None:
    if spans.before is None:
        return None
    try:
        summary = results.summary(question, spans.before)
    except GroupTooSmall:
        return None
    return key_figure(summary, of=now.of.value if now.of else None)


def _n_words(figure: KeyFigure, results: Results) -> str:
    n = _("n = %(n)s") % {"n": whole(figure.n)}
    if figure.of is None:
        return n
    reader = Reader.of(results.layout)
    return f"{formats.count_label(figure.of, reader.language, reader.base_language)} · {n}"


def _change(change: float | None, standing: Standing, spans: Spans, *, unit: str = "") -> dict[str, str]:
    """How a figure changed, in words; ``tone`` says whether that is wanted."""
    if change is None:
        return {}
    shown = rounded(change)
    size = decimal(abs(shown), 1)
    sign = "+" if shown > 0 else "\u2212" if shown < 0 else "±"
    told = {"change": f"{sign}{size}{f'\u00a0{unit}' if unit else ''}", "days": spans.days}
    direction = "up" if shown > 0 else "down" if shown < 0 else ""
    tone = "" if not direction else "good" if (direction == "up") == (standing.wants == "more") else "bad"
    words = _("%(change)s against the %(days)s days before") % told
    return {"change": words, "direction": direction, "tone": tone}
