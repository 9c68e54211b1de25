"""A question's summary as a card of the results page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.results import (
    Base,
    ChoicesSummary,
    DateSummary,
    FilesSummary,
    HiddenSummary,
    MatrixSummary,
    Moments,
    MomentSummary,
    NpsSummary,
    NumbersSummary,
    NumberSummary,
    PartsSummary,
    RankingSummary,
    ScaleSummary,
    ShareSummary,
    Summary,
    SumsSummary,
    TextSummary,
    TimeSummary,
)
from analytics.showing import formats
from analytics.showing.bars import bar, bars, slices
from analytics.showing.charts import Chart, Point, columns_chart
from analytics.showing.formats import decimal, percentage, signed, whole
from analytics.showing.lists import ranking_body, sums_body
from analytics.showing.reader import Reader
from analytics.showing.shares import numbers_body, share_body
from surveys.question_types import question_type
from surveys.texts import wording

_MOST_BESIDE = 4
"""So many columns of a matrix fit into half a page."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; ``body`` is what its template, by kind, needs beside."""

    key: str
    kind: str
    title: str
    title_language: str
    type_label: str
    number: int | None
    base: str
    body: Mapping[str, Any]
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card: one column of its question, with a base of its own where that differs."""

    key: str
    title: str
    kind: str
    base: str
    body: Mapping[str, Any]
    is_removed: bool = False


def card_of(summary: Summary, reader: Reader) -> Card:
    """Make a summary ready to be shown."""
    question = summary.question
    title, written_in = wording(question.text, reader.language, reader.base_language)
    return Card(
        key=question.key,
        kind=summary.kind,
        title=title or question.name,
        title_language=written_in,
        type_label=str(question_type(question.type).label),
        number=question.number,
        base=base_words(summary.base),
        body=_BODIES[type(summary)](summary, reader),
        is_removed=question.is_removed,
    )


def base_words(base: Base | None) -> str:
    """How many answered, refused to, skipped, and never saw a question; nothing of a base that is hidden."""
    if base is None:
        return ""
    parts = [_("%(n)s answered") % {"n": whole(base.answered)}]
    if base.refused:
        parts.append(_("%(n)s preferred not to say") % {"n": whole(base.refused)})
    if base.dont_know:
        parts.append(_("%(n)s said “don’t know”") % {"n": whole(base.dont_know)})
    if base.skipped:
        parts.append(_("%(n)s skipped") % {"n": whole(base.skipped)})
    if base.not_shown:
        parts.append(_("%(n)s not shown") % {"n": whole(base.not_shown)})
    return " · ".join(parts)


def moment_facts(moments: Moments | None, digits: int = 2) -> list[tuple[str, str]]:
    """Mean, spread and quantiles as labels and values; nothing when nobody answered."""
    if moments is None:
        return []
    return [
        (_("Mean"), decimal(moments.mean, digits)),
        (_("Standard deviation"), decimal(moments.sd, digits)),
        (_("Median"), decimal(moments.median, digits)),
        (
            _("Middle half"),
            _("%(low)s to %(high)s")
            % {
                "low": decimal(moments.lower_quartile, digits),
                "high": decimal(moments.upper_quartile, digits),
            },
        ),
        (
            _("Range"),
            _("%(low)s to %(high)s")
            % {"low": decimal(moments.minimum, digits), "high": decimal(moments.maximum, digits)},
        ),
    ]


def _choices(summary: ChoicesSummary, reader: Reader) -> dict[str, Any]:
    return {
        "bars": bars(summary.counts, reader),
        "parts": [_part(each, reader) for each in summary.texts],
        "note": _("Several answers were possible, so the percentages add up to more than 100.")
        if summary.is_multiple
        else "",
    }


def _scale(summary: ScaleSummary, reader: Reader) -> dict[str, Any]:
    return {
        "bars": bars(summary.counts, reader),
        "facts": moment_facts(summary.moments),
        "definition": summary.moments.definition if summary.moments else "",
    }


def _nps(summary: NpsSummary, reader: Reader) -> dict[str, Any]:
    body = _scale(ScaleSummary(summary.question, summary.base, summary.counts, summary.moments), reader)
    nps = summary.nps
    if nps is None:
        return body
    parts = (
        (_("Detractors 0–6"), nps.detractors, 4),
        (_("Passives 7–8"), nps.passives, 2),
        (_("Promoters 9–10"), nps.promoters, 1),
    )
    interval = {"low": signed(nps.low), "high": signed(nps.high)}
    return body | {
        "score": signed(nps.score),
        "interval": _("95 %% CI %(low)s to %(high)s") % interval,
        "slices": slices(parts, nps.n),
        "definition": summary.definition,
    }


def _number(summary: NumberSummary, reader: Reader) -> dict[str, Any]:
    labels = [decimal(each.low, 6) for each in summary.bins]
    points = [Point(label, each.n) for label, each in zip(labels, summary.bins, strict=True)]
    rows = [bar(_bin_words(each.low, each.high), each.n, each.percent) for each in summary.bins]
    return {
        "chart": _histogram(points, reader.words(summary.question.text)) if points else None,
        "rows": rows,
        "facts": moment_facts(summary.moments),
        "definition": summary.moments.definition if summary.moments else "",
        "first_column": _("From, to below"),
    }


def _bin_words(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": decimal(low, 6), "high": decimal(high, 6)}


def _histogram(points: list[Point], title: str) -> Chart:
    highest = max(points, key=lambda point: point.n)
    text = _("%(title)s: %(count)s columns, the highest at %(label)s with %(n)s answers.") % {
        "title": title,
        "count": len(points),
        "label": highest.label,
        "n": whole(highest.n),
    }
    return columns_chart(points, text)


def _date(summary: DateSummary, reader: Reader) -> dict[str, Any]:
    points = [Point(_axis_label(each.start, summary.unit), each.n) for each in summary.periods]
    facts = []
    if summary.first and summary.last:
        facts = [(_("First"), formats.day(summary.first)), (_("Last"), formats.day(summary.last))]
    return {
        "chart": _histogram(points, reader.words(summary.question.text)) if points else None,
        "rows": [
            bar(formats.period(each.start, summary.unit), each.n, each.percent) for each in summary.periods
        ],
        "facts": facts,
        "first_column": _("Period"),
    }


def _axis_label(start: Any, unit: str) -> str:
    return formats.short_day(start) if unit in ("day", "week") else formats.period(start, unit)


def _matrix(summary: MatrixSummary, reader: Reader) -> dict[str, Any]:
    head = [
        formats.count_label(count, reader.language, reader.base_language)
        for count in (summary.rows[0].counts if summary.rows else ())
    ]
    rows = [
        {
            "label": reader.words(row.label) or row.key,
            "is_removed": row.is_removed,
            "n": whole(row.base.answered),
            "cells": [
                {
                    "heat": round((count.percent or 0) / 10),
                    "percent": percentage(count.percent),
                    "n": whole(count.n),
                    "label": label,
                }
                for count, label in zip(row.counts, head, strict=True)
            ],
        }
        for row in summary.rows
    ]
    return {"head": head, "rows": rows, "is_wide": len(head) > _MOST_BESIDE}


def _time(summary: TimeSummary, reader: Reader) -> dict[str, Any]:
    points = [Point(f"{each.hour:02}", each.n) for each in summary.hours] if summary.base.answered else []
    facts = []
    if summary.earliest and summary.median and summary.latest:
        facts = [
            (_("Earliest"), formats.time(summary.earliest)),
            (_("Median"), formats.time(summary.median)),
            (_("Latest"), formats.time(summary.latest)),
        ]
    return {
        "chart": _histogram(points, reader.words(summary.question.text)) if points else None,
        "rows": [bar(f"{each.hour:02}:00–{each.hour:02}:59", each.n, each.percent) for each in summary.hours]
        if points
        else [],
        "facts": facts,
        "first_column": _("Time"),
    }


def _moment(summary: MomentSummary, reader: Reader) -> dict[str, Any]:
    return {
        "parts": [
            Part(f"{summary.question.key}-days", _("Day"), "date", "", _date(summary.days, reader)),
            Part(f"{summary.question.key}-hours", _("Time of day"), "time", "", _time(summary.hours, reader)),
        ]
    }


def _parts(summary: PartsSummary, reader: Reader) -> dict[str, Any]:
    return {"parts": [_part(each, reader) for each in summary.parts]}


def _part(summary: Summary, reader: Reader) -> Part:
    question = summary.question
    return Part(
        key=question.key,
        title=reader.words(question.text) or question.name,
        kind=summary.kind,
        base=base_words(summary.base),
        body=_BODIES[type(summary)](summary, reader),
        is_removed=question.is_removed,
    )


def _text(summary: TextSummary, reader: Reader) -> dict[str, Any]:
    return {
        "distinct": summary.distinct,
        "quotes": summary.latest,
        "has_more": summary.base.answered > len(summary.latest),
    }


def _files(summary: FilesSummary, reader: Reader) -> dict[str, Any]:
    return {"files": summary.files, "quotes": summary.latest}


_BODIES: Mapping[type, Callable[[Any, Reader], dict[str, Any]]] = {
    ChoicesSummary: _choices,
    ScaleSummary: _scale,
    NpsSummary: _nps,
    ShareSummary: share_body,
    NumberSummary: _number,
    NumbersSummary: numbers_body,
    DateSummary: _date,
    MatrixSummary: _matrix,
    TextSummary: _text,
    FilesSummary: _files,
    HiddenSummary: lambda summary, _reader: {"words": summary.definition},
    TimeSummary: _time,
    MomentSummary: _moment,
    PartsSummary: _parts,
    RankingSummary: ranking_body,
    SumsSummary: sums_body,
}
