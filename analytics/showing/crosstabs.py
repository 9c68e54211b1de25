"""Cross-tabs as tables of a page: heads over nested groups, bases, cells, notes, charts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.boards.extremes import is_rated
from analytics.results.crosstabs import (
    Crosstab,
    CrosstabCell,
    CrosstabColumn,
    CrosstabMean,
    CrosstabTable,
    Sums,
)
from analytics.results.statistics import rounded
from analytics.showing import formats
from analytics.showing.bars import Slice, ramp, slices
from analytics.showing.columns import column_words, value_words
from analytics.showing.reader import Reader
from analytics.statistics.intervals import Interval

MEASURES = {
    "column": gettext_lazy("Column %"),
    "n": gettext_lazy("Count"),
    "row": gettext_lazy("Row %"),
    "total": gettext_lazy("Total %"),
    "interval": gettext_lazy("Interval of 95 %"),
}
USUAL = ("column", "n")
MOST_SERIES = 8
HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head: its words, how many columns it is over, and how many rows it goes down."""

    words: str
    across: int
    down: int
    is_column: bool
    letter: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the body: the figure that counts, its letters, and the figures below it."""

    main: str
    more: tuple[str, ...]
    letters: str
    heat: int
    begins: bool
    is_hidden: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body; ``kind`` is base, answer or mean."""

    kind: str
    label: str
    cells: tuple[Cell, ...]
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A group as a stacked bar."""

    label: str
    slices: tuple[Slice, ...]
    base: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table ready to be shown. ``chart`` is empty where bars would not add up to the whole."""

    key: str
    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    chart: tuple[ChartRow, ...]
    legend: tuple[tuple[int, str], ...]


def heads(found: Crosstab, reader: Reader) -> list[list[Head]]:
    """The rows of the head: banners on top, below them the values level by level, the last with letters."""
    depth = max((len(column.path) for column in found.columns), default=0)
    rows: list[list[Head]] = [[] for _level in range(depth + 1)]
    for number, members in groupby(found.columns, key=lambda column: column.banner):
        columns = list(members)
        if number < 0:
            rows[0].append(Head(_("All"), 1, depth + 1, is_column=True))
            continue
        levels = [column for column, _value in columns[0].path]
        title = " › ".join(column_words(level, reader) for level in levels)
        rows[0].append(Head(title, len(columns), 1, is_column=False, begins=True))
        for level in range(len(levels)):
            rows[level + 1] += _level_heads(columns, level, depth, reader)
    return [row for row in rows if row]


def _level_heads(columns: Sequence[CrosstabColumn], level: int, depth: int, reader: Reader) -> Iterator[Head]:
    is_last = level == len(columns[0].path) - 1
    first = True
    for _key, members in groupby(columns, key=lambda column: column.key[: level + 1]):
        group = list(members)
        words = value_words(*group[0].path[level], reader)
        down = depth - level if is_last else 1
        yield Head(
            words,
            len(group),
            down,
            is_column=is_last,
            letter=group[0].letter if is_last else "",
            begins=first,
        )
        first = False


def column_name(column: CrosstabColumn, reader: Reader) -> str:
    """A column in one line."""
    if not column.path:
        return _("All")
    return " › ".join(value_words(level, value, reader) for level, value in column.path)


def tables(found: Crosstab, reader: Reader, measures: Sequence[str]) -> list[TableShown]:
    """The tables of a cross-tab, with the measures chosen."""
    return [_shown(found, table, reader, measures) for table in found.tables]


def _shown(found: Crosstab, table: CrosstabTable, reader: Reader, measures: Sequence[str]) -> TableShown:
    begins = [_begins(found.columns, place) for place in range(len(found.columns))]
    lines = [*_bases(found, table, begins)]
    for row in table.rows:
        cells = [
            _cell(cell, measures, begins=begins[place], is_small=table.is_small(place))
            for place, cell in enumerate(row.cells)
        ]
        label = value_words(table.variable, row.value, reader)
        lines.append(Line("answer", label, tuple(cells), row.value.is_removed))
    lines += _means(table, begins)
    chart = tuple(_chart(found, table, reader)) if _adds_up(table) else ()
    return TableShown(
        key=table.variable.field.replace(":", "-").replace(".", "-"),
        title=column_words(table.variable, reader),
        lines=tuple(lines),
        notes=tuple(_notes(found, table, reader)),
        chart=chart,
        legend=tuple(_legend(table, reader)) if chart else (),
    )


def _begins(columns: Sequence[CrosstabColumn], place: int) -> bool:
    """Whether a column is the first of its banner."""
    return place > 0 and columns[place].banner != columns[place - 1].banner


def _bases(found: Crosstab, table: CrosstabTable, begins: Sequence[bool]) -> Iterator[Line]:
    def line(label: str, figures: Iterable[str | None]) -> Line:
        cells = [
            Cell(figure or HIDDEN, (), "", 0, begins[place], figure is None, table.is_small(place))
            for place, figure in enumerate(figures)
        ]
        return Line("base", label, tuple(cells))

    def told(figure: Callable[[Sums], str]) -> Iterator[str | None]:
        return (None if base is None else figure(base) for base in table.bases)

    yield line(_("Base"), told(lambda base: formats.whole(base.n)))
    if found.weighting:
        yield line(_("Weighted base"), told(lambda base: formats.fixed(base.weight, 1)))
        yield line(_("Effective base"), told(lambda base: formats.fixed(base.effective, 1)))


def _cell(cell: CrosstabCell, measures: Sequence[str], *, begins: bool, is_small: bool) -> Cell:
    if cell.n is None:
        return Cell(HIDDEN, (), "", 0, begins, is_hidden=True)
    figures = {
        "column": share(cell.column),
        "n": formats.whole(cell.n),
        "row": share(cell.row),
        "total": share(cell.total),
        "interval": interval_words(cell.interval, 100),
    }
    main, *more = [figures[measure] for measure in measures] or [figures["n"]]
    heat = round(10 * (cell.column or 0))
    return Cell(main, tuple(more), " ".join(cell.letters), heat, begins, is_small=is_small)


def share(value: float | None) -> str:
    """A share of 0 to 1 in percent."""
    return formats.percentage(in_percent(value))


def in_percent(value: float | None) -> float | None:
    """A share of 0 to 1 in percent with one decimal."""
    return None if value is None else rounded(100 * value)


def interval_words(interval: Interval | None, factor: float, digits: int = 1) -> str:
    """A confidence interval."""
    if interval is None:
        return formats.NONE
    low, high = (
        formats.fixed(factor * interval.low, digits),
        formats.fixed(factor * interval.high, digits),
    )
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _means(table: CrosstabTable, begins: Sequence[bool]) -> Iterator[Line]:
    if table.means:
        cells = [_mean(each, begins[place], table.is_small(place)) for place, each in enumerate(table.means)]
        yield Line("mean", _("Mean"), tuple(cells))


def _mean(mean: CrosstabMean | None, begins: bool, is_small: bool) -> Cell:
    if mean is None:
        return Cell(HIDDEN, (), "", 0, begins, is_hidden=True)
    more = (
        _("SD %(sd)s") % {"sd": formats.fixed(mean.sd)},
        interval_words(mean.interval, 1, 2),
    )
    letters = " ".join(mean.letters)
    return Cell(formats.fixed(mean.mean), more if mean.n else (), letters, 0, begins, is_small=is_small)


def _notes(found: Crosstab, table: CrosstabTable, reader: Reader) -> Iterator[str]:
    titles = _banner_titles(found.columns, reader)
    for number, test in table.tests.items():
        words = {
            "banner": titles[number],
            "df": test.degrees,
            "statistic": formats.fixed(test.statistic),
            "p": probability(test.p),
            "v": formats.fixed(test.v),
        }
        yield _("%(banner)s: χ² (%(df)s) = %(statistic)s, p %(p)s, Cramér’s V = %(v)s") % words
        if test.is_doubtful:
            yield _("%(banner)s: expected counts are small, so p is only rough.") % words
    if table.variable.kind == "set":
        yield _("Several answers were possible, so the percentages add up to more than 100.")
    for number in sorted(found.overlapping):
        if number in titles:
            yield _("%(banner)s: a response can be in several of these groups.") % {"banner": titles[number]}


def probability(p: float) -> str:
    """How a p-value is written: = 0.032, or < 0.001."""
    return f"< {formats.decimal(0.001, 3)}" if p < 0.001 else f"= {formats.fixed(p, 3)}"


def _banner_titles(columns: Iterable[CrosstabColumn], reader: Reader) -> dict[int, str]:
    return {
        column.banner: " › ".join(column_words(level, reader) for level, _value in column.path)
        for column in columns
        if column.path
    }


def _adds_up(table: CrosstabTable) -> bool:
    return table.variable.kind != "set" and 1 < len(table.rows) <= MOST_SERIES


def _chart(found: Crosstab, table: CrosstabTable, reader: Reader) -> Iterator[ChartRow]:
    for place, column in enumerate(found.columns):
        base = table.bases[place]
        cells = [row.cells[place] for row in table.rows]
        if base is None or not base.weight or any(cell.column is None for cell in cells):
            continue
        parts = [
            (value_words(table.variable, row.value, reader), cell.column or 0.0, colour)
            for row, cell, colour in zip(table.rows, cells, _colours(table), strict=True)
        ]
        made = slices(parts, 1.0, counts=[cell.n or 0 for cell in cells])
        yield ChartRow(column_name(column, reader), tuple(made), formats.whole(base.n))


def _legend(table: CrosstabTable, reader: Reader) -> Iterator[tuple[int, str]]:
    for colour, row in zip(_colours(table), table.rows, strict=True):
        yield colour, value_words(table.variable, row.value, reader)


def _colours(table: CrosstabTable) -> list[int]:
    """Of a scale shades from its low end to its high one, else colours apart."""
    question, count = table.variable.question, len(table.rows)
    is_scale = question is not None and is_rated(question.summary_kind)
    return ramp(count) if is_scale else list(range(1, count + 1))
