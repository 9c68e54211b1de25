"""Bars of numbers: geometry in percent, as attributes of SVG, from the side on which reading begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analytics.results import Count
from analytics.showing import formats
from analytics.showing.formats import is_mirrored, percentage, whole
from analytics.showing.reader import Reader


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table with a bar: ``x`` and ``width`` are percent of the track, as SVG wants them."""

    label: str
    n: str
    percent: str
    x: str
    width: str
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a stacked bar; ``series`` numbers its colour."""

    label: str
    n: str
    percent: str
    written: str
    x: str
    width: str
    middle: str
    series: int


def bars(counts: Iterable[Count], reader: Reader) -> list[Bar]:
    """Rows with bars, in their order; a bar's track stands for 100 %."""
    return [
        bar(
            formats.count_label(count, reader.language, reader.base_language),
            count.n,
            count.percent,
            is_removed=count.is_removed,
        )
        for count in counts
    ]


def bar(label: str, n: int, percent: float | None, *, is_removed: bool = False) -> Bar:
    """A row with a bar; the track stands for 100 %."""
    width = percent or 0.0
    x = 100 - width if is_mirrored() else 0.0
    return Bar(label, whole(n), percentage(percent), f"{x:.1f}%", f"{width:.1f}%", is_removed)


def ramp(count: int) -> list[int]:
    """The shades of a scale of so many points, from its low end (11) to its high one (19)."""
    return [11 + round(8 * place / (count - 1)) for place in range(count)] if count > 1 else [19]


def slices(
    parts: Iterable[tuple[str, float, int]], whole_n: float, *, counts: Sequence[int] | None = None
) -> list[Slice]:
    """Parts of a stacked bar, from the side on which reading begins; ``counts`` where parts are weighted."""
    made, begun, mirrored = [], 0.0, is_mirrored()
    for place, (label, n, series) in enumerate(parts):
        width = 100 * n / whole_n if whole_n else 0.0
        x = 100 - begun - width if mirrored else begun
        made.append(
            Slice(
                label=label,
                n=whole(int(n) if counts is None else counts[place]),
                percent=percentage(width),
                written=f"{width:.0f}" if width >= 6 else "",
                x=f"{x:.2f}%",
                width=f"{width:.2f}%",
                middle=f"{x + width / 2:.2f}%",
                series=series,
            )
        )
        begun += width
    return made
