"""Benchmarks beside the figures that are held against them: a line on a track, and the same as a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from analytics.results import Summary
from analytics.results.measures import Measure, measure_of
from analytics.results.statistics import rounded
from analytics.showing import formats
from analytics.showing.formats import decimal, percentage, signed

MEASURE_WORDS: Mapping[str, Promise] = {
    "nps": gettext_lazy("Net promoter score"),
    "mean": gettext_lazy("Mean"),
    "top2": gettext_lazy("Top-2 share"),
    "share": gettext_lazy("Share"),
}


class Mark(Protocol):
    """A benchmark as it is stored."""

    @property
    def question(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> float: ...


@dataclass(frozen=True, slots=True)
class MarkRow:
    """``x`` is where the line stands, ``begin`` and ``width`` the bar of the figure now, in percent."""

    name: str
    measure: str
    target: str
    now: str
    difference: str
    x: str
    begin: str
    width: str


def mark_rows(summary: Summary, marks: Iterable[Mark]) -> list[MarkRow]:
    """The benchmarks of a question, each with the figure as it is."""
    return list(_rows(summary, (mark for mark in marks if mark.question == summary.question.key)))


def _rows(summary: Summary, marks: Iterable[Mark]) -> Iterator[MarkRow]:
    for mark in marks:
        if measure := measure_of(summary, mark.measure):
            yield _row(mark, measure)


def _row(mark: Mark, measure: Measure) -> MarkRow:
    low, high = min(measure.low, mark.value), max(measure.high, mark.value)
    now = measure.value
    ends = sorted((_place(low, low, high), _place(low if now is None else now, low, high)))
    return MarkRow(
        name=mark.name,
        measure=str(MEASURE_WORDS[measure.key]),
        target=written(measure.key, mark.value),
        now=written(measure.key, now),
        difference=formats.NONE if now is None else difference(measure.key, now - mark.value),
        x=f"{_place(mark.value, low, high):.2f}%",
        begin=f"{ends[0]:.2f}%",
        width=f"{ends[1] - ends[0]:.2f}%",
    )


def _place(value: float, low: float, high: float) -> float:
    place = 100 * (value - low) / (high - low) if high > low else 0.0
    return 100 - place if get_language_bidi() else place


def written(key: str, value: float | None) -> str:
    """A figure of a kind, as people write it."""
    if value is None:
        return formats.NONE
    if key == "nps":
        return signed(value)
    return percentage(value) if key in ("top2", "share") else decimal(value, 2)


def difference(key: str, value: float) -> str:
    """How far a figure is from another, with its sign."""
    if key == "nps":
        return signed(value)
    digits = 2 if key == "mean" else 1
    words = f"{'+' if rounded(value, digits) > 0 else ''}{decimal(value, digits)}"
    return words if key == "mean" else _("%(n)s points") % {"n": words}
