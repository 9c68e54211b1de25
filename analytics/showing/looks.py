"""How a card is to look: which chart, in which order, percentages or counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analytics.results import ChoicesSummary, Summary

type Figures = Literal["percent", "counts"]
type Size = Literal["", "half", "whole"]
type Order = Literal["asked", "share"]
FIGURES: tuple[Figures, ...] = get_args(Figures.__value__)
SIZES: tuple[Size, ...] = get_args(Size.__value__)
ORDERS: tuple[Order, ...] = get_args(Order.__value__)

CHARTS: Mapping[str, Mapping[str, Promise]] = {
    "choices": {"bars": _("Bars"), "columns": _("Columns"), "stacked": _("One stacked bar")},
    "scale": {"bars": _("Bars"), "columns": _("Columns"), "stacked": _("One stacked bar")},
    "number": {"histogram": _("Histogram"), "box": _("Box")},
    "matrix": {"heat": _("Heat map"), "stacked": _("Stacked bars"), "means": _("Means")},
}
"""The charts that fit, by the kind of summary, the usual one first; other kinds have one chart."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one card is shown. ``chart`` is one of ``CHARTS`` for its kind, ``""`` for the usual one; ``size``
    is ``""`` for what fits."""

    chart: str = ""
    order: Order = "asked"
    size: Size = ""
    figures: Figures = "percent"
    missing: bool = False


USUAL = Look()


def chart_of(look: Look, kind: str) -> str:
    """The chart that a card of a kind of summary is shown as."""
    fitting = CHARTS.get(kind, {})
    return look.chart if look.chart in fitting else next(iter(fitting), "")


def sorted_as(summary: Summary, order: Order) -> Summary:
    """The choices of a question in an order; what else it may be stays as it is."""
    if order == "asked" or not isinstance(summary, ChoicesSummary):
        return summary
    return replace(summary, counts=tuple(sorted(summary.counts, key=_by_share)))


def _by_share(count: object) -> tuple[float, int]:
    return -(getattr(count, "percent", None) or 0.0), -getattr(count, "n", 0)
