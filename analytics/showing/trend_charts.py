"""Trends as pictures: lines with the bands of their intervals, moving figures, and where versions began."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from analytics.results.trends import Line, Point
from analytics.showing.charts import CONFIG, WIDTHS, Chart, picture, shown_labels
from analytics.showing.formats import is_mirrored

HEIGHT = 220
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_SERIES = tuple(f"var(--series-{number})" for number in range(1, len(SHAPES) + 1))
type Marks = Sequence[tuple[int, str]]
"""Places on the axis with a word each."""


def lines_chart(
    lines: Sequence[Line], labels: Sequence[str], marks: Marks, text: str, *, from_zero: bool
) -> Chart:
    """Lines over the same places in order; a place without a figure is a gap. Hollow points have a small
    base. Where there are moving figures, they are the lines, and the figures themselves lie behind them. Time
    goes as people read: from the right in Arabic."""
    values = [row for number, line in enumerate(lines) for row in _rows(line.points, number)]
    has_moving = any(row["moving"] is not None for row in values)
    layers = [_band(), *_figures(is_faint=has_moving)]
    layers += [_line("moving", width=2.6)] if has_moving else []
    layers += _versions(marks, labels) if marks else []
    pictures = {
        name: picture(_specification(values, layers, labels, width, from_zero=from_zero), name, text)
        for name, width in WIDTHS.items()
    }
    return Chart(pictures["wide"], pictures["narrow"], text)


def _rows(points: Sequence[Point], number: int) -> Iterator[dict[str, Any]]:
    for place, point in enumerate(points):
        interval = point.interval
        yield {
            "x": place,
            "line": number,
            "n": point.value,
            "low": interval.low if interval and point.value is not None else None,
            "high": interval.high if interval and point.value is not None else None,
            "moving": point.moving,
            "small": point.is_small,
        }


def _band() -> dict[str, Any]:
    return {
        "mark": {"type": "area", "opacity": 0.12, "interpolate": "linear"},
        "encoding": {
            "y": {"field": "low", "type": "quantitative"},
            "y2": {"field": "high"},
            "color": _colour(),
        },
    }


def _figures(*, is_faint: bool) -> list[dict[str, Any]]:
    opacity = 0.45 if is_faint else 1
    filled = {
        "condition": {"test": "datum.small", "value": "var(--surface)"},
        "field": "line",
        "type": "nominal",
    }
    points = {
        "mark": {"type": "point", "size": 34, "opacity": opacity, "strokeWidth": 1.6},
        "transform": [{"filter": "datum.n != null"}],
        "encoding": {
            "y": {"field": "n", "type": "quantitative"},
            "stroke": _colour(),
            "fill": filled | {"scale": _scale(), "legend": None},
            "shape": {
                "field": "line",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": list(range(len(SHAPES))), "range": list(SHAPES)},
            },
        },
    }
    return [_line("n", width=1.2 if is_faint else 2, opacity=opacity), points]


def _line(field: str, *, width: float, opacity: float = 1) -> dict[str, Any]:
    return {
        "mark": {"type": "line", "strokeWidth": width, "opacity": opacity},
        "encoding": {"y": {"field": field, "type": "quantitative"}, "color": _colour()},
    }


def _versions(marks: Marks, labels: Sequence[str]) -> list[dict[str, Any]]:
    values = [{"x": place, "word": word} for place, word in marks]
    x = {"field": "x", "type": "ordinal", "scale": _places(labels)}
    mirrored = is_mirrored()
    data: dict[str, Any] = {"data": {"values": values}}
    rule = {"type": "rule", "strokeDash": [3, 3], "color": "var(--line-strong)"}
    text = {
        "type": "text",
        "align": "right" if mirrored else "left",
        "baseline": "top",
        "dx": -3 if mirrored else 3,
        "color": "var(--ink-soft)",
        "fontSize": 10,
    }
    return [
        data | {"mark": rule, "encoding": {"x": x}},
        data | {"mark": text, "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "word"}}},
    ]


def _places(labels: Sequence[str]) -> dict[str, Any]:
    """The scale of time, in reading direction."""
    return {"domain": list(range(len(labels))), "reverse": is_mirrored()}


def _colour() -> dict[str, Any]:
    return {"field": "line", "type": "nominal", "legend": None, "scale": _scale()}


def _scale() -> dict[str, Any]:
    return {"domain": list(range(len(_SERIES))), "range": list(_SERIES)}


def _specification(
    values: list[dict[str, Any]],
    layers: list[dict[str, Any]],
    labels: Sequence[str],
    width: int,
    *,
    from_zero: bool,
) -> dict[str, Any]:
    axis = {
        "labelExpr": f"{json.dumps(list(labels))}[datum.value]",
        "labelAngle": 0,
        "values": shown_labels(labels, width),
        "grid": False,
    }
    scale = {"padding": 0.3 if len(labels) > 1 else 0.5} | _places(labels)
    left, right = (14, 2) if is_mirrored() else (2, 14)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": HEIGHT,
        "padding": {"left": left, "right": right, "top": 6, "bottom": 2},
        "data": {"values": values},
        "layer": layers,
        "encoding": {
            "x": {"field": "x", "type": "ordinal", "scale": scale, "axis": axis},
            "y": {
                "type": "quantitative",
                "scale": {"zero": from_zero, "nice": True},
                "axis": {"tickCount": 5, "format": ",~f", "orient": "right" if is_mirrored() else "left"},
            },
        },
        "config": CONFIG,
    }
