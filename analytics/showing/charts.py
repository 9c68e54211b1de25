"""Charts: Vega-Lite specifications, and what they look like as SVG inside a page.

Colours are the page's tokens by name (``var(--series-1)``), so that dark mode and branding follow. A chart
comes in two widths, of which style sheets show the one that fits, so that its letters stay readable.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTHS = {"wide": 520, "narrow": 300}
HEIGHT = 150
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


def columns_chart(points: Sequence[Point], text: str) -> Chart:
    """Columns side by side, one a point, in the order given."""
    mark = {"type": "bar", "color": "var(--series-1)", "cornerRadiusEnd": 3}
    return _chart(points, [{"mark": mark}], text, padding=0.18)


def trend_chart(points: Sequence[Point], text: str) -> Chart:
    """A line with the area under it, one point a day."""
    area = {"type": "area", "color": "var(--series-1)", "opacity": 0.12, "interpolate": "monotone"}
    line = {"type": "line", "color": "var(--series-1)", "strokeWidth": 2, "interpolate": "monotone"}
    return _chart(points, [{"mark": area}, {"mark": line}], text, padding=None)


def _chart(
    points: Sequence[Point], layers: list[dict[str, Any]], text: str, *, padding: float | None
) -> Chart:
    pictures = {
        name: picture(_specification(points, layers, width, padding), name, text)
        for name, width in WIDTHS.items()
    }
    return Chart(pictures["wide"], pictures["narrow"], text)


def _specification(
    points: Sequence[Point], layers: list[dict[str, Any]], width: int, padding: float | None
) -> dict[str, Any]:
    """Positions are the points' indices, so that equal labels stay apart and nothing is parsed as a date."""
    labels = [point.label for point in points]
    scale = {"paddingInner": padding, "paddingOuter": 0.1} if padding is not None else {"padding": 0}
    axis = {
        "labelExpr": f"{json.dumps(labels)}[datum.value]",
        "labelAngle": 0,
        "values": shown_labels(labels, width),
        "grid": False,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": HEIGHT,
        "padding": {"left": 2, "right": 14, "top": 6, "bottom": 2},
        "data": {"values": [{"x": index, "n": point.n} for index, point in enumerate(points)]},
        "layer": layers,
        "encoding": {
            "x": {"field": "x", "type": "ordinal", "scale": scale, "axis": axis},
            "y": {"field": "n", "type": "quantitative", "axis": _count_axis(points)},
        },
        "config": CONFIG,
    }


def _count_axis(points: Sequence[Point]) -> dict[str, Any]:
    """Few lines, at whole numbers only."""
    most = math.ceil(max((point.n for point in points), default=0))
    return {"tickCount": min(3, max(most, 1)), "format": "~s" if most >= 10_000 else "d", "tickMinStep": 1}


def shown_labels(labels: Sequence[str], width: int) -> list[int]:
    """Which of the labels have room below the axis: indices at even distances."""
    longest = max(map(len, labels), default=1)
    room = max(2, width // (longest * 7 + 14))
    step = max(1, -(-len(labels) // room))
    return list(range(0, len(labels), step))


def picture(specification: dict[str, Any], name: str, text: str) -> SafeString:
    """A specification of Vega-Lite as SVG for a page: ``name`` is of ``WIDTHS``, ``text`` its label."""
    opening = f'<svg class="chart-{name}" role="img" aria-label="{escape(text)}" '
    svg = _drawn(json.dumps(specification, sort_keys=True))
    return mark_safe(_OPENING.sub(lambda found: f"{opening}{found[1]}>", svg, count=1))


@lru_cache(maxsize=256)
def _drawn(specification: str) -> str:
    """The same specification always gives the same picture, so that only what changed is drawn again."""
    import vl_convert  # slow to import: it brings a JavaScript engine

    return _ROLES.sub("", vl_convert.vegalite_to_svg(specification))
