"""A question's summary as a card of the results page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from analytics.showing.bars import Bar, bar
from analytics.showing.benchmarks import Mark, MarkRow, mark_rows
from analytics.showing.choices import choices_body, nps_body, scale_body
from analytics.showing.distributions import date_body, moment_facts, moment_parts, number_body, time_body
from analytics.showing.formats import decimal, whole
from analytics.showing.lists import ranking_body, sums_body
from analytics.showing.looks import USUAL, Look, chart_of, sorted_as
from analytics.showing.matrices import matrix_body
from analytics.showing.planes import plot_of_areas, plot_of_points
from analytics.showing.reader import Reader
from analytics.showing.shares import numbers_body, share_body
from surveys.question_types import question_type
from surveys.texts import wording

__all__ = ["Card", "Part", "base_words", "card_of", "moment_facts"]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; ``body`` is what its template, by kind, needs beside. ``missing`` are those without
    an answer, as rows, where these are wanted; ``marks`` are benchmarks. ``by_count``: counts come before
    percentages."""

    key: str
    kind: str
    title: str
    title_language: str
    type_label: str
    number: int | None
    base: str
    body: Mapping[str, Any]
    is_removed: bool = False
    is_wide: bool = False
    missing: Sequence[Bar] = ()
    marks: Sequence[MarkRow] = ()
    by_count: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card: one column of its question, with a base of its own where that differs."""

    key: str
    title: str
    kind: str
    base: str
    body: Mapping[str, Any]
    is_removed: bool = False


def card_of(summary: Summary, reader: Reader, look: Look = USUAL, marks: Iterable[Mark] = ()) -> Card:
    """Make a summary ready to be shown, as the look wants it, beside its benchmarks among ``marks``."""
    question = summary.question
    title, written_in = wording(question.text, reader.language, reader.base_language)
    body = _body(summary, reader, look)
    return Card(
        key=question.key,
        kind=summary.kind,
        title=title or question.name,
        title_language=written_in,
        type_label=str(question_type(question.type).label),
        number=question.number,
        base=base_words(summary.base),
        body=body,
        is_removed=question.is_removed,
        is_wide=bool(body.get("is_wide")) if not look.size else look.size == "whole",
        missing=_missing(summary.base) if look.missing and summary.base else (),
        marks=mark_rows(summary, marks),
        by_count=look.figures == "counts",
    )


def base_words(base: Base | None) -> str:
    """How many answered, refused to, skipped, and never saw a question; nothing of a base that is hidden."""
    if base is None:
        return ""
    parts = [_("%(n)s answered") % {"n": whole(base.answered)}]
    if base.weights is not None:
        parts.append(_("weighted, effective n %(n)s") % {"n": decimal(base.weights.effective, 1)})
    if base.refused:
        parts.append(_("%(n)s preferred not to say") % {"n": whole(base.refused)})
    if base.dont_know:
        parts.append(_("%(n)s said “don’t know”") % {"n": whole(base.dont_know)})
    if base.skipped:
        parts.append(_("%(n)s skipped") % {"n": whole(base.skipped)})
    if base.not_shown:
        parts.append(_("%(n)s not shown") % {"n": whole(base.not_shown)})
    if base.percent_of == "asked":
        parts.append(_("percentages of all %(n)s asked") % {"n": whole(base.whole)})
    if base.percent_of == "selected":
        parts.append(_("percentages of all %(n)s selected") % {"n": whole(base.whole)})
    return " · ".join(parts)


def _missing(base: Base) -> list[Bar]:
    """Those who gave no answer, as rows."""
    words = {
        "skipped": _("Skipped"),
        "refused": _("Preferred not to say"),
        "dont_know": _("Don’t know"),
        "not_shown": _("Not shown"),
    }
    return [bar(words[each.why], each.n, each.percent) for each in base.missing if each.n]


def _body(summary: Summary, reader: Reader, look: Look) -> dict[str, Any]:
    sorted_summary = sorted_as(summary, look.order)
    return _BODIES[type(summary)](sorted_summary, reader, look, chart_of(look, summary.kind))


def _choices(summary: ChoicesSummary, reader: Reader, look: Look, chart: str) -> dict[str, Any]:
    parts = [_part(each, reader, look) for each in summary.texts]
    return choices_body(summary, reader, look, chart) | {
        "parts": parts,
        "plot": plot_of_areas(summary, reader),
    }


def _moment(summary: MomentSummary, reader: Reader, look: Look, _chart: str) -> dict[str, Any]:
    parts = moment_parts(summary, reader, look)
    return {"parts": [Part(key, title, kind, "", body) for key, title, kind, body in parts]}


def _parts(summary: PartsSummary, reader: Reader, look: Look, _chart: str) -> dict[str, Any]:
    parts = [_part(each, reader, look) for each in summary.parts]
    return {"parts": parts, "plot": plot_of_points(summary, reader)}


def _part(summary: Summary, reader: Reader, look: Look) -> Part:
    question = summary.question
    return Part(
        key=question.key,
        title=reader.words(question.text) or question.name,
        kind=summary.kind,
        base=base_words(summary.base),
        body=_body(summary, reader, look),
        is_removed=question.is_removed,
    )


def _text(summary: TextSummary, _reader: Reader, _look: Look, _chart: str) -> dict[str, Any]:
    return {
        "distinct": summary.distinct,
        "quotes": summary.latest,
        "has_more": summary.base.answered > len(summary.latest),
    }


def _files(summary: FilesSummary, _reader: Reader, _look: Look, _chart: str) -> dict[str, Any]:
    return {"files": summary.files, "quotes": summary.latest}


def _hidden(summary: HiddenSummary, _reader: Reader, _look: Look, _chart: str) -> dict[str, Any]:
    return {"words": summary.definition}


def _plain(make: Callable[[Any, Reader], dict[str, Any]]) -> "Body":
    """A body that looks the same whatever the look."""
    return lambda summary, reader, _look, _chart: make(summary, reader)


type Body = Callable[[Any, Reader, Look, str], dict[str, Any]]

_BODIES: Mapping[type, Body] = {
    ChoicesSummary: _choices,
    ScaleSummary: scale_body,
    NpsSummary: nps_body,
    ShareSummary: _plain(share_body),
    NumberSummary: number_body,
    NumbersSummary: _plain(numbers_body),
    DateSummary: date_body,
    MatrixSummary: matrix_body,
    TextSummary: _text,
    FilesSummary: _files,
    HiddenSummary: _hidden,
    TimeSummary: time_body,
    MomentSummary: _moment,
    PartsSummary: _parts,
    RankingSummary: _plain(ranking_body),
    SumsSummary: _plain(sums_body),
}
