"""Summaries of questions that speak of nobody alone."""

from collections.abc import Iterator
from dataclasses import replace

from analytics.results.figures import Base, Moments, Overview, Quote
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    Counted,
    DateSummary,
    FilesSummary,
    HiddenSummary,
    MatrixSummary,
    MomentSummary,
    NumbersSummary,
    NumberSummary,
    PartsSummary,
    Summary,
    TextSummary,
    TimeSummary,
)


def kept_anonymous(summary: Counted, k: int, *, is_filtered: bool) -> Summary:
    """The summary, if at least ``k`` people answered each part that anybody answered; else a hidden one.

    Texts stand without their responses, and only where nothing is filtered: seen in several groups, a text
    would tell what else its writer answered. The lowest and the highest answer stand nowhere.
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
    return without_ends(summary)


def without_ends[S: Summary](summary: S) -> S:
    """The same without the lowest and the highest answer, which are one person's each."""
    if isinstance(summary, NumberSummary):
        return replace(summary, moments=_between(summary.moments))
    if isinstance(summary, NumbersSummary):
        rows = (replace(row, moments=_between(row.moments)) for row in summary.rows)
        return replace(summary, rows=tuple(rows))
    if isinstance(summary, PartsSummary):
        return replace(summary, parts=tuple(without_ends(part) for part in summary.parts))
    if isinstance(summary, DateSummary):
        return replace(summary, first=None, last=None)
    if isinstance(summary, TimeSummary):
        return replace(summary, earliest=None, latest=None)
    if isinstance(summary, MomentSummary):
        return replace(summary, days=without_ends(summary.days), hours=without_ends(summary.hours))
    return summary


def _between(found: Moments | None) -> Moments | None:
    return replace(found, minimum=None, maximum=None) if found else None


def anonymous_quotes(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Texts without the responses that they are of, in the order of the alphabet instead of time."""
    bare = (Quote("", each.text, each.language) for each in quotes)
    return tuple(sorted(bare, key=lambda quote: (quote.text, quote.language)))


def without_few(overview: Overview, k: int, *, is_filtered: bool) -> Overview:
    """The overview without a time that few spent; of a group also without days and pages, which few share."""
    if is_filtered:
        overview = replace(overview, days=(), pages=())
    return replace(overview, median_seconds=None) if overview.complete < k else overview
