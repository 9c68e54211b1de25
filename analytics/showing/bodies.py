"""What cards hold below their heads, by what kind of summary they show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.results import (
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
from analytics.showing.card_bases import base_words
from analytics.showing.choices import choices_body, nps_body, scale_body
from analytics.showing.distributions import date_body, moment_parts, number_body, time_body
from analytics.showing.lists import ranking_body, sums_body
from analytics.showing.looks import Look, chart_of, sorted_as
from analytics.showing.matrices import matrix_body
from analytics.showing.planes import plot_of_areas, plot_of_points
from analytics.showing.reader import Reader
from analytics.showing.shares import numbers_body, share_body


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card: one column of its question, with a base of its own where that differs."""

    key: str
    title: str
    kind: str
    base: str
    body: Mapping[str, Any]
    is_removed: bool = False


def body_of(summary: Summary, reader: Reader, look: Look) -> dict[str, Any]:
    """What the template of a card, by the kind of its summary, needs."""
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
        body=body_of(summary, reader, look),
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
