"""Charts: what they look like as SVG inside a page, drawn here or from Vega-Lite specifications.

Colours are the page's tokens by name (``var(--series-1)``), so that dark mode and branding follow. A chart
comes in two widths, of which style sheets show the one that fits, so that its letters stay readable.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from analytics.showing import drawing

WIDTHS = {"wide": 520, "narrow": 300}
_OPENING = re.compile(r"<svg[^>]*?(viewBox=\"[^\"]*\")[^>]*>")
_ROLES = re.compile(r" (?:role|aria-[a-z]+)=\"[^\"]*\"")
"""The picture speaks for itself as a whole, by the label that ``picture`` gives it."""
CONFIG: dict[str, Any] = {
    "background": None,
    "font": "Inter",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink-soft)",
        "labelFontSize": 11,
        "gridColor": "var(--line)",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "title": None,
    },
}


@dataclass(frozen=True, slots=True)
class Point:
    """A column or a point of a line: its label, and its height."""

    label: str
    n: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as two pictures; ``text`` says in words what it shows."""

    wide: SafeString
    narrow: SafeString
    text: str


def columns_chart(points: Sequence[Point], text: str, *, mirrored: bool = False) -> Chart:
    """Columns side by side, one a point, in the order given; ``mirrored`` from the right."""
    return _chart(points, drawing.columns, text, mirrored=mirrored)


def trend_chart(points: Sequence[Point], text: str, *, mirrored: bool = False) -> Chart:
    """A line with the area under it, one point a day; ``mirrored`` from the right."""
    return _chart(points, drawing.line, text, mirrored=mirrored)


def _chart(points: Sequence[Point], draw: Callable[..., str], text: str, *, mirrored: bool) -> Chart:
    heights, labels = [point.n for point in points], [point.label for point in points]
    wide, narrow = (
        mark_safe(
            _opening(name, text)
            + draw(heights, labels, shown_labels(labels, width), width=width, mirrored=mirrored)
        )
        for name, width in WIDTHS.items()
    )
    return Chart(wide, narrow, text)


def _opening(name: str, text: str) -> str:
    return f'<svg class="chart-{name}" role="img" aria-label="{escape(text)}" '


def shown_labels(labels: Sequence[str], width: int) -> list[int]:
    """Which of the labels have room below the axis: indices at even distances."""
    longest = max(map(len, labels), default=1)
    room = max(2, width // (longest * 7 + 14))
    step = max(1, -(-len(labels) // room))
    return list(range(0, len(labels), step))


def picture(specification: dict[str, Any], name: str, text: str) -> SafeString:
    """A specification of Vega-Lite as SVG for a page: ``name`` is of ``WIDTHS``, ``text`` its label."""
    opening = _opening(name, text)
    svg = _drawn(json.dumps(specification, sort_keys=True))
    return mark_safe(_OPENING.sub(lambda found: f"{opening}{found[1]}>", svg, count=1))


@lru_cache(maxsize=256)
def _drawn(specification: str) -> str:
    """The same specification always gives the same picture, so that only what changed is drawn again."""
    import vl_convert  # slow to import: it brings a JavaScript engine

    return _ROLES.sub("", vl_convert.vegalite_to_svg(specification))
