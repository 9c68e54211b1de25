"""The figures of the results page as rows, for CSV and spreadsheets: one for each answer of each question.

They are made of the very summaries that the page shows, so that its base, weights and order are theirs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.exporting.crosstab_files import Figure
from analytics.results import (
    Count,
    HiddenSummary,
    MatrixSummary,
    MomentSummary,
    NumbersSummary,
    PartsSummary,
    RankingSummary,
    Summary,
    SumsSummary,
)
from analytics.results.figures import Base
from analytics.showing import formats
from analytics.showing.formats import decimal
from analytics.showing.reader import Reader

_DIGITS = 4
_MOMENTS = ("mean", "sd", "minimum", "lower_quartile", "median", "upper_quartile", "maximum")

type Row = list[Figure]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a question or of its part; ``value`` is a percentage where there is ``n``, else a figure."""

    part: str
    code: str
    words: str
    n: int | None
    weight: float | None
    value: float | None
    base: Base | None


def summary_rows(summaries: Iterable[Summary], reader: Reader, *, with_missing: bool) -> Iterator[Row]:
    """A head, and the rows of every question in order; ``with_missing``: also of those without an answer."""
    yield [
        *(_("Number"), _("Name"), _("Question"), _("Part"), _("Code"), _("Answer or figure"), _("Count")),
        *(_("Weight"), _("Percent"), _("Value"), _("Base"), _("Percentages of"), _("Effective base")),
    ]
    for summary in summaries:
        question = summary.question
        head = [question.number, question.name, reader.words(question.text) or question.name]
        for told in _lines(summary, "", reader, with_missing=with_missing):
            yield [*head, *_figures(told)]


def _figures(told: Told) -> Row:
    value = None if told.value is None else round(told.value, _DIGITS)
    is_share = told.n is not None
    weights = told.base.weights if told.base else None
    return [
        told.part,
        told.code,
        told.words,
        told.n,
        None if told.weight is None else round(told.weight, _DIGITS),
        value if is_share else None,
        None if is_share else value,
        told.base.whole if told.base else None,
        told.base.percent_of if told.base else "",
        round(weights.effective, _DIGITS) if weights else None,
    ]


def _lines(summary: Summary, part: str, reader: Reader, *, with_missing: bool) -> Iterator[Told]:
    if isinstance(summary, HiddenSummary):
        yield Told(part, "", _("Too few to be told"), None, None, None, None)
        return
    base = summary.base
    inner = list(_parts(summary, reader))
    found = [] if inner else list(_own(summary, part, base, reader))
    yield from found or [
        Told(part, "answered", _("Answered"), base.answered, None, base.percent(base.answered), base)
    ]
    if with_missing:
        for each in base.missing:
            yield Told(part, each.why, each.why, each.n, None, each.percent, base)
    for words, piece in inner:
        yield from _of_piece(piece, words, reader, with_missing=with_missing)


def _parts(summary: Summary, reader: Reader) -> Iterator[tuple[str, Any]]:
    """What a question is made of, each with its words."""
    if isinstance(summary, MatrixSummary | NumbersSummary):
        yield from ((reader.words(row.label) or row.key, row) for row in summary.rows)
    elif isinstance(summary, PartsSummary):
        named = ((each.question, each) for each in summary.parts)
        yield from ((reader.words(question.text) or question.name, each) for question, each in named)
    elif isinstance(summary, MomentSummary):
        yield from ((_("Day"), summary.days), (_("Time of day"), summary.hours))


def _of_piece(piece: Any, words: str, reader: Reader, *, with_missing: bool) -> Iterator[Told]:
    if hasattr(piece, "kind"):
        yield from _lines(piece, words, reader, with_missing=with_missing)
    else:
        yield from _own(piece, words, piece.base, reader)


def _own(figure: Any, part: str, base: Base, reader: Reader) -> Iterator[Told]:
    """The lines of what has counts, bins, periods, hours, ranks or amounts, and of its scores and means."""
    for count in getattr(figure, "counts", ()):
        yield Told(part, count.code, _label(count, reader), count.n, count.weight, count.percent, base)
    for each in getattr(figure, "bins", ()):
        words = f"{decimal(each.low, 6)} – {decimal(each.high, 6)}"
        yield Told(part, "", words, each.n, None, each.percent, base)
    for each in getattr(figure, "periods", ()):
        yield Told(part, "", each.start.isoformat(), each.n, None, each.percent, base)
    for each in getattr(figure, "hours", ()):
        yield Told(part, "", f"{each.hour:02}:00", each.n, None, each.percent, base)
    yield from _scores(figure, part, base)
    yield from _ranked(figure, part, base, reader)


def _label(count: Count, reader: Reader) -> str:
    return formats.count_label(count, reader.language, reader.base_language)


def _scores(figure: Any, part: str, base: Base) -> Iterator[Told]:
    for name in ("nps", "share"):
        if score := getattr(figure, name, None):
            value = score.score if name == "nps" else score.percent
            for key, number in ((name, value), (f"{name}_low", score.low), (f"{name}_high", score.high)):
                yield Told(part, key, key, None, None, number, base)
    if moments := getattr(figure, "moments", None):
        for key in _MOMENTS:
            yield Told(part, key, key, None, None, getattr(moments, key), base)


def _ranked(figure: Any, part: str, base: Base, reader: Reader) -> Iterator[Told]:
    if isinstance(figure, RankingSummary):
        for each in figure.ranks:
            words = reader.words(each.label) or each.code
            yield Told(part, each.code, words, each.first, None, each.first_percent, base)
            yield Told(part, f"{each.code}_points", words, None, None, each.points, base)
    if isinstance(figure, SumsSummary):
        for amount in figure.amounts:
            words = reader.words(amount.label) or amount.key
            yield Told(part, "mean", words, None, None, amount.mean, base)
            yield Told(part, "share", words, None, None, amount.share, base)
