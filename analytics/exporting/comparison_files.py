"""Groups side by side as rows, for CSV and spreadsheets: a row for each answer, three columns for each group.

They are made of the very tables and scores that the page shows; a figure of too few people is ``*``.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from analytics.exporting.crosstab_files import HIDDEN, Figure
from analytics.results import Summary
from analytics.results.comparing import Comparison, ScoreKey, ScoreRow, score_row, tables_of
from analytics.results.crosstabs import CrosstabCell, CrosstabColumn, CrosstabMean, CrosstabTable, Sums
from analytics.results.figures import BaseChoice
from analytics.showing.columns import value_words
from analytics.showing.compared import group_name, part_title
from analytics.showing.crosstabs import in_percent
from analytics.showing.reader import Reader

_DIGITS = 4

type Row = list[Figure]
type Given = tuple[Figure, Figure, str]
"""Of a group: how many, a percentage or another figure, and the letters of those that it is higher than."""
type Line = tuple[str, str, list[Given]]
"""A code, words, and a figure of every group."""


def comparison_rows(
    summaries: Iterable[Summary], comparison: Comparison, reader: Reader, base: BaseChoice
) -> Iterator[Row]:
    """A head with the groups and their letters, and the rows of every question that can be compared."""
    head = [_("Number"), _("Name"), _("Question"), _("Part"), _("Code"), _("Answer or figure")]
    yield [*head, *(words for column in comparison.columns for words in _heads(column, reader))]
    for summary in summaries:
        question = summary.question
        tables = tables_of(comparison, question, base)
        named = [question.number, question.name, reader.words(question.text) or question.name]
        for table in tables:
            part = part_title(table, reader) if len(tables) > 1 else ""
            for code, words, given in _lines(summary, table, comparison, reader):
                yield [*named, part, code, words, *(figure for each in given for figure in each)]


def _heads(column: CrosstabColumn, reader: Reader) -> tuple[str, str, str]:
    name = " ".join(filter(None, (column.letter, group_name(column, reader))))
    return (
        _("%(group)s: count") % {"group": name},
        _("%(group)s: percent or figure") % {"group": name},
        _("%(group)s: higher than") % {"group": name},
    )


def _lines(summary: Summary, table: CrosstabTable, comparison: Comparison, reader: Reader) -> Iterator[Line]:
    yield "base", _("Base"), [_base(base) for base in table.bases]
    score = score_row(summary, table, is_overlapping=comparison.is_overlapping)
    if score is not None:
        yield from _scores(score)
    if table.means:
        yield "mean", _("Mean"), [_mean(mean) for mean in table.means]
    for row in table.rows:
        yield row.value.code, value_words(table.variable, row.value, reader), [_cell(c) for c in row.cells]


def _base(base: Sums | None) -> Given:
    """How many answered, and their effective number where they are weighted."""
    if base is None:
        return HIDDEN, None, ""
    is_weighted = abs(base.effective - base.n) > 1e-9
    return base.n, round(base.effective, _DIGITS) if is_weighted else None, ""


def _cell(cell: CrosstabCell) -> Given:
    if cell.n is None:
        return HIDDEN, HIDDEN, ""
    return cell.n, in_percent(cell.column), " ".join(cell.letters)


def _mean(mean: CrosstabMean | None) -> Given:
    if mean is None:
        return HIDDEN, HIDDEN, ""
    return mean.n, None if mean.mean is None else round(mean.mean, _DIGITS), " ".join(mean.letters)


def _scores(row: ScoreRow) -> Iterator[Line]:
    words: dict[ScoreKey, str] = {
        "nps": _("Net promoter score"),
        "share": _("Share of the top points in %"),
        "top2": _("Top two points in %"),
    }
    given: list[Given] = [
        (None, None, "") if each is None else (None, round(each.value, _DIGITS), " ".join(each.letters))
        for each in row.scores
    ]
    yield row.key, words[row.key], given
