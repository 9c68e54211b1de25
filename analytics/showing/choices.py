"""Choices, points of a scale and scores as parts of a card."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from analytics.results import ChoicesSummary, Count, NpsSummary, ScaleSummary
from analytics.showing import formats
from analytics.showing.bars import Slice, bars, ramp, slices
from analytics.showing.charts import Chart, Point, columns_chart
from analytics.showing.distributions import moment_facts
from analytics.showing.formats import percentage, signed
from analytics.showing.looks import Look
from analytics.showing.reader import Reader

MOST_STACKED = 12
"""More parts of one bar can't be told apart."""


def choices_body(summary: ChoicesSummary, reader: Reader, look: Look, chart: str) -> dict[str, Any]:
    """Bars, columns or one stacked bar of choices."""
    note = _("Several answers were possible, so the percentages add up to more than 100.")
    usable = "bars" if chart == "stacked" and summary.is_multiple else chart
    return {
        "bars": bars(summary.counts, reader),
        **_picture(summary.counts, reader, look, usable, words=reader.words(summary.question.text)),
        "note": note if summary.is_multiple else "",
    }


def scale_body(summary: ScaleSummary, reader: Reader, look: Look, chart: str) -> dict[str, Any]:
    """Bars, columns or one stacked bar of a scale's points, and their mean."""
    return {
        "bars": bars(summary.counts, reader),
        **_picture(
            summary.counts,
            reader,
            look,
            chart,
            words=reader.words(summary.question.text),
            is_scale=True,
        ),
        "facts": moment_facts(summary.moments),
        "definition": summary.moments.definition if summary.moments else "",
    }


def nps_body(summary: NpsSummary, reader: Reader, look: Look, chart: str) -> dict[str, Any]:
    """The score with its parts, and every point of the scale."""
    body = scale_body(
        ScaleSummary(summary.question, summary.base, summary.counts, summary.moments), reader, look, "bars"
    )
    nps = summary.nps
    if nps is None:
        return body
    parts = (
        (_("Detractors 0–6"), nps.detractors, 4),
        (_("Passives 7–8"), nps.passives, 2),
        (_("Promoters 9–10"), nps.promoters, 1),
    )
    interval = {"low": signed(nps.low), "high": signed(nps.high)}
    counts = [_between(summary, 0, 6), _between(summary, 7, 8), _between(summary, 9, 10)]
    return body | {
        "score": signed(nps.score),
        "interval": _("95 %% CI %(low)s to %(high)s") % interval,
        "slices": slices(parts, nps.n, counts=counts),
        "definition": summary.definition,
    }


def _between(summary: NpsSummary, low: int, high: int) -> int:
    return sum(count.n for count in summary.counts if low <= int(count.value) <= high)


def _picture(
    counts: Sequence[Count], reader: Reader, look: Look, chart: str, *, words: str, is_scale: bool = False
) -> dict[str, Any]:
    """The chart beside the table, where it isn't the table itself."""
    if not any(count.n for count in counts):
        return {}
    if chart == "columns":
        return {"chart": _columns(counts, reader, look, words), "folded": True}
    if chart == "stacked" and len(counts) <= MOST_STACKED:
        return {"slices": stacked(counts, reader, is_scale=is_scale), "folded": True}
    return {}


def stacked(counts: Sequence[Count], reader: Reader, *, is_scale: bool) -> list[Slice]:
    """All answers as parts of one bar; of a scale in shades from its low end to its high."""
    series = ramp(len(counts)) if is_scale else [1 + place % 8 for place in range(len(counts))]
    weights = [count.n if count.weight is None else count.weight for count in counts]
    named = (_label(count, reader) for count in counts)
    return slices(zip(named, weights, series, strict=True), sum(weights), counts=[c.n for c in counts])


def _columns(counts: Sequence[Count], reader: Reader, look: Look, title: str) -> Chart:
    highest = max(counts, key=lambda count: count.n)
    said = {
        "title": title,
        "count": len(counts),
        "label": _label(highest, reader),
        "share": percentage(highest.percent),
    }
    text = _("%(title)s: %(count)s columns, the highest %(label)s with %(share)s.") % said
    by_count = look.figures == "counts"
    points = [
        Point(_short(_label(count, reader)), count.n if by_count else count.percent or 0.0)
        for count in counts
    ]
    return columns_chart(points, text)


def _label(count: Count, reader: Reader) -> str:
    return formats.count_label(count, reader.language, reader.base_language)


def _short(label: str) -> str:
    return label if len(label) <= 14 else f"{label[:13]}…"
