"""Summaries of questions that speak of nobody alone."""

from collections.abc import Iterator
from dataclasses import replace

from analytics.results.figures import Base, Overview, Quote
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    Counted,
    FilesSummary,
    HiddenSummary,
    MatrixSummary,
    MomentSummary,
    NumbersSummary,
    PartsSummary,
    Summary,
    TextSummary,
)


def kept_anonymous(summary: Counted, k: int, *, is_filtered: bool) -> Summary:
    """The summary, if at least ``k`` people answered each part that anybody answered; else a hidden one.

    Texts stand without their responses, and only where nothing is filtered: seen in several groups, a text
    would tell what else its writer answered.
    """
    if any(0 < base.answered < k for base in bases_of(summary)) or _names_few(summary, k):
        return HiddenSummary(summary.question, k)
    return _without_writers(summary, is_filtered=is_filtered)


def _names_few(summary: Counted, k: int) -> bool:
    """Whether it names what too few have in common, in words that nobody chose from a list."""
    if not isinstance(summary, ChoicesSummary) or not summary.question.variables[0].makes_groups:
        return False
    return any(count.n < k for count in summary.counts)


def bases_of(summary: Counted) -> Iterator[Base]:
    """The bases of a summary and of all its parts."""
    yield summary.base
    if isinstance(summary, MatrixSummary | NumbersSummary):
        yield from (row.base for row in summary.rows)
    for part in parts_of(summary):
        yield from bases_of(part)


def parts_of(summary: Counted) -> tuple[Counted, ...]:
    """The summaries that a summary is made of."""
    if isinstance(summary, PartsSummary):
        return summary.parts
    if isinstance(summary, MomentSummary):
        return (summary.days, summary.hours)
    return summary.texts if isinstance(summary, ChoicesSummary) else ()


def _without_writers(summary: Counted, *, is_filtered: bool) -> Counted:
    if isinstance(summary, TextSummary | FilesSummary):
        return replace(summary, latest=() if is_filtered else anonymous_quotes(summary.latest))
    if isinstance(summary, ChoicesSummary):
        texts = (_without_writers(each, is_filtered=is_filtered) for each in summary.texts)
        return replace(summary, texts=tuple(each for each in texts if isinstance(each, TextSummary)))
    if isinstance(summary, PartsSummary):
        parts = (_without_writers(each, is_filtered=is_filtered) for each in summary.parts)
        return replace(summary, parts=tuple(parts), spots=())
    return summary


def anonymous_quotes(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Texts without the responses that they are of, in the order of the alphabet instead of time."""
    bare = (Quote("", each.text, each.language) for each in quotes)
    return tuple(sorted(bare, key=lambda quote: (quote.text, quote.language)))


def without_few(overview: Overview, k: int, *, is_filtered: bool) -> Overview:
    """The overview without a time that few spent; of a group also without days and pages, which few share."""
    if is_filtered:
        overview = replace(overview, days=(), pages=())
    return replace(overview, median_seconds=None) if overview.complete < k else overview
