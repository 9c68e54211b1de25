"""A plot of how time grows with the number of responses, as SVG."""

from collections.abc import Mapping
from typing import Any

import vl_convert


def plot(found: Mapping[int, Mapping[str, float]]) -> str:
    """Milliseconds of CPU by name and number of responses, both axes logarithmic."""
    rows = [
        {"responses": size, "milliseconds of CPU": round(took, 2), "what": name}
        for size, line in found.items()
        for name, took in line.items()
    ]
    specification: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 560,
        "height": 320,
        "background": "white",
        "data": {"values": rows},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "responses", "type": "quantitative", "scale": {"type": "log"}, "axis": _axis(",")},
            "y": {
                "field": "milliseconds of CPU",
                "type": "quantitative",
                "scale": {"type": "log"},
                "axis": _axis(","),
            },
            "color": {"field": "what", "type": "nominal", "title": None},
            "strokeDash": {"field": "what", "type": "nominal", "title": None},
        },
    }
    return str(vl_convert.vegalite_to_svg(specification))


def _axis(pattern: str) -> dict[str, Any]:
    return {"format": pattern, "tickCount": 4}
