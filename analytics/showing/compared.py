"""Cards with groups side by side: for every answer a row, for every group a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from analytics.results import Summary
from analytics.results.comparing import Comparison, Score, score_row, tables_of
from analytics.results.crosstabs import CrosstabCell, CrosstabColumn, CrosstabMean, CrosstabTable, Sums
from analytics.results.figures import BaseChoice
from analytics.showing import formats
from analytics.showing.bars import bar
from analytics.showing.benchmarks import MEASURE_WORDS, written
from analytics.showing.cards import Card, Part, card_of
from analytics.showing.columns import value_words
from analytics.showing.crosstabs import in_percent
from analytics.showing.formats import decimal, percentage, whole
from analytics.showing.looks import Look
from analytics.showing.reader import Reader

HIDDEN = "*"
_MOST_BESIDE = 3


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A group: its letter, its name, how many of it answered, and what they weigh, where they do."""

    letter: str
    name: str
    n: str
    effective: str
    is_small: bool


@dataclass(frozen=True, slots=True)
class GroupCell:
    """A figure of a group, how many it is of, and the letters of the groups that it is higher than."""

    main: str
    beside: str = ""
    letters: str = ""
    width: str = ""
    x: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """An answer, or a figure, of every group."""

    label: str
    cells: tuple[GroupCell, ...]
    is_figure: bool = False
    is_removed: bool = False


def compared_card(
    summary: Summary, comparison: Comparison, reader: Reader, look: Look, base: BaseChoice
) -> Card:
    """The card of a question with its groups; one that can't be compared is as ever, and says so."""
    card = card_of(summary, reader, look)
    tables = tables_of(comparison, summary.question, base)
    if not tables or summary.base is None:
        note = _("Not side by side: only choices and numbers are.")
        return replace(card, base=" · ".join(filter(None, (card.base, note))))
    is_wide = len(comparison.columns) > _MOST_BESIDE if not look.size else look.size == "whole"
    bodies = [_body(table, comparison, summary, reader, look) for table in tables]
    if len(bodies) == 1:
        return replace(card, kind="compared", body=bodies[0], is_wide=is_wide)
    parts = [
        Part(f"{table.variable.field.partition(':')[2]}", part_title(table, reader), "compared", "", body)
        for table, body in zip(tables, bodies, strict=True)
    ]
    return replace(card, kind="parts", body={"parts": parts}, is_wide=is_wide)


def _body(
    table: CrosstabTable, comparison: Comparison, summary: Summary, reader: Reader, look: Look
) -> dict[str, Any]:
    return {
        "heads": _heads(table, comparison.columns, reader),
        "groups": list(_rows(table, comparison, summary, reader, look)),
    }


def part_title(table: CrosstabTable, reader: Reader) -> str:
    """What of its question a table is about."""
    variable = table.variable.variable
    if variable is None:
        return table.variable.name
    words = (reader.words(variable.part_label), reader.words(variable.cell_label))
    return " · ".join(filter(None, words)) or variable.name


def group_name(column: CrosstabColumn, reader: Reader) -> str:
    """What a group is called."""
    if not column.path:
        return _("Everybody")
    return " · ".join(value_words(level, value, reader) for level, value in column.path)


def _heads(table: CrosstabTable, columns: Sequence[CrosstabColumn], reader: Reader) -> list[GroupHead]:
    return [
        GroupHead(
            letter=column.letter,
            name=group_name(column, reader),
            n=HIDDEN if base is None else whole(base.n),
            effective=_effective(base),
            is_small=bool(place) and table.is_small(place),
        )
        for place, (column, base) in enumerate(zip(columns, table.bases, strict=True))
    ]


def _effective(base: Sums | None) -> str:
    """The effective base, where it differs from the number of responses."""
    if base is None or abs(base.effective - base.n) < 0.05:
        return ""
    return decimal(base.effective, 1)


def _rows(
    table: CrosstabTable,
    comparison: Comparison,
    summary: Summary,
    reader: Reader,
    look: Look,
) -> Iterator[GroupRow]:
    score = score_row(summary, table, is_overlapping=comparison.is_overlapping)
    if score:
        cells = tuple(_score_cell(score.key, each) for each in score.scores)
        yield GroupRow(str(MEASURE_WORDS[score.key]), cells, is_figure=True)
    if table.means:
        yield GroupRow(_("Mean"), tuple(map(_mean_cell, table.means)), is_figure=True)
    for row in table.rows:
        cells = tuple(_cell(cell, look) for cell in row.cells)
        label = value_words(table.variable, row.value, reader)
        yield GroupRow(label, cells, is_removed=row.value.is_removed)


def _cell(cell: CrosstabCell, look: Look) -> GroupCell:
    if cell.n is None:
        return GroupCell(HIDDEN)
    percent = in_percent(cell.column)
    drawn = bar("", cell.n, percent)
    main, beside = percentage(percent), whole(cell.n)
    if look.figures == "counts":
        main, beside = beside, main
    return GroupCell(main, beside, ", ".join(cell.letters), drawn.width, drawn.x)


def _mean_cell(mean: CrosstabMean | None) -> GroupCell:
    if mean is None:
        return GroupCell(HIDDEN)
    if mean.interval is None:
        return GroupCell(decimal(mean.mean), "", ", ".join(mean.letters))
    ends = {"low": decimal(mean.interval.low), "high": decimal(mean.interval.high)}
    return GroupCell(decimal(mean.mean), _("%(low)s to %(high)s") % ends, ", ".join(mean.letters))


def _score_cell(key: str, score: Score | None) -> GroupCell:
    if score is None:
        return GroupCell(formats.NONE)
    ends = {"low": written(key, score.low), "high": written(key, score.high)}
    return GroupCell(written(key, score.value), _("%(low)s to %(high)s") % ends, ", ".join(score.letters))
