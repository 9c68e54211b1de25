"""A question's summary as a card of the results page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.results import Summary
from analytics.showing.bars import Bar
from analytics.showing.benchmarks import Mark, MarkRow, mark_rows
from analytics.showing.bodies import Part, body_of
from analytics.showing.card_bases import base_words, missing_rows
from analytics.showing.looks import USUAL, Look
from analytics.showing.reader import Reader
from surveys.languages import direction
from surveys.question_types import question_type
from surveys.texts import wording

__all__ = ["Card", "Part", "base_words", "card_of"]

HAVE_TRENDS = frozenset(
    {"choices", "scale", "nps", "csat", "ces", "number", "numbers", "matrix", "ranking", "sums"}
)
"""Kinds of summaries that have a figure which can be followed over time."""


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

    @property
    def title_direction(self) -> str:
        """``ltr`` or ``rtl``, as the title is written."""
        return direction(self.title_language)

    @property
    def said(self) -> str:
        """The number of the question, where it has one, and whom the figures are of."""
        number = _("Q%(number)s") % {"number": self.number} if self.number and not self.is_removed else ""
        return " · ".join(filter(None, (number, self.base)))

    @property
    def trend(self) -> str:
        """What a link to the question's trend says; ``""`` where it has none."""
        if self.is_removed or self.kind not in HAVE_TRENDS:
            return ""
        return _("Trend of “%(title)s”") % {"title": self.title}


def card_of(summary: Summary, reader: Reader, look: Look = USUAL, marks: Iterable[Mark] = ()) -> Card:
    """Make a summary ready to be shown, as the look wants it, beside its benchmarks among ``marks``."""
    question = summary.question
    title, written_in = wording(question.text, reader.language, reader.base_language)
    body = body_of(summary, reader, look)
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
        missing=missing_rows(summary.base) if look.missing and summary.base else (),
        marks=mark_rows(summary, marks),
        by_count=look.figures == "counts",
    )
