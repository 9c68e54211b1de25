"""Matrices as parts of a card: a heat map, stacked bars, or the mean of every row."""

from typing import Any

from django.utils.translation import gettext as _

from analytics.results import Count, MatrixRow, MatrixSummary
from analytics.showing import formats
from analytics.showing.bars import bar
from analytics.showing.choices import MOST_STACKED, stacked
from analytics.showing.formats import decimal, percentage, whole
from analytics.showing.looks import Look
from analytics.showing.reader import Reader

_MOST_BESIDE = 4
"""So many columns of a matrix fit into half a page."""


def matrix_body(summary: MatrixSummary, reader: Reader, look: Look, chart: str) -> dict[str, Any]:
    """Rows with a cell for each column; ``chart`` says what is drawn of them."""
    counts = summary.rows[0].counts if summary.rows else ()
    head = [formats.count_label(count, reader.language, reader.base_language) for count in counts]
    shown = _chart_able(chart, summary)
    return {
        "head": head,
        "rows": [_row(row, head, reader, shown) for row in summary.rows],
        "is_wide": len(head) > _MOST_BESIDE and shown == "heat",
        "drawn_as": shown,
        "legend": stacked(counts, reader, is_scale=True) if shown == "stacked" else (),
        "base": summary.base.definition if summary.base.percent_of != "answered" else "",
    }


def _chart_able(chart: str, summary: MatrixSummary) -> str:
    """The chart asked for, where it can be drawn: of rows that take one answer, of codes that are numbers."""
    counts = summary.rows[0].counts if summary.rows else ()
    is_multiple = any(variable.kind == "set" for variable in summary.question.variables)
    if chart == "stacked" and (is_multiple or not 0 < len(counts) <= MOST_STACKED):
        return "heat"
    if chart == "means" and (is_multiple or not counts or _numbers(counts) is None):
        return "heat"
    return chart


def _numbers(counts: tuple[Count, ...]) -> list[float] | None:
    """The codes of columns as numbers; ``None`` where one is none."""
    try:
        return [float(count.code) for count in counts]
    except ValueError:
        return None


def _row(row: MatrixRow, head: list[str], reader: Reader, chart: str) -> dict[str, Any]:
    label = reader.words(row.label) or row.key
    made: dict[str, Any] = {
        "label": label,
        "is_removed": row.is_removed,
        "n": whole(row.base.answered),
        "cells": [
            {
                "heat": min(10, round((count.percent or 0) / 10)),
                "percent": percentage(count.percent),
                "n": whole(count.n),
                "label": words,
            }
            for count, words in zip(row.counts, head, strict=True)
        ],
    }
    if chart == "stacked" and row.base.answered:
        made["slices"] = stacked(row.counts, reader, is_scale=True)
    if chart == "means":
        made |= _mean(row, label)
    return made


def _mean(row: MatrixRow, label: str) -> dict[str, Any]:
    """The mean of a row's codes, and a bar from the lowest code to the highest."""
    codes = _numbers(row.counts) or []
    weights = [count.n if count.weight is None else count.weight for count in row.counts]
    total = sum(weights)
    if not total:
        return {"mean": decimal(None), "bar": bar(label, 0, None)}
    mean = sum(code * weight for code, weight in zip(codes, weights, strict=True)) / total
    low, high = min(codes), max(codes)
    share = 100 * (mean - low) / (high - low) if high > low else 100.0
    return {
        "mean": decimal(mean),
        "bar": bar(label, row.base.answered, share),
        "range": _("%(low)s to %(high)s") % {"low": decimal(low, 6), "high": decimal(high, 6)},
    }
