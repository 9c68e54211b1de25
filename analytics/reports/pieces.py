"""From cards of the results page to pieces of a report: the same figures in the same words.

A card's body is read by what it holds, not by the kind of its question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.reports.blocks import ChartChoice
from analytics.reports.drawn import box_picture, plot_picture, plot_table
from analytics.reports.shapes import (
    BarRow,
    Bars,
    Cell,
    Facts,
    HeadCell,
    Note,
    Part,
    Picture,
    Piece,
    Places,
    Quotes,
    Said,
    Score,
    Section,
    Stack,
    Stacks,
    Table,
    TableRow,
)
from analytics.showing.bars import Bar, Slice
from analytics.showing.charts import Chart
from analytics.showing.formats import whole
from analytics.showing.planes import Plot

type Body = Mapping[str, Any]


class Pieces:
    """What is to be shown of cards: ``chart`` and tables as a block asks for them, words only of who may
    read them. ``placed`` are the responses that are shown as places on earth."""

    def __init__(
        self,
        *,
        chart: ChartChoice = "usual",
        with_table: bool = True,
        may_read: bool = True,
        placed: tuple[str, ...] = (),
    ) -> None:
        self.chart, self.with_table, self.may_read, self.placed = chart, with_table, may_read, placed
        self.draws = chart not in ("table", "figures")

    def of(self, body: Body) -> tuple[Piece, ...]:
        """The pieces of a card's body, in the order in which they are read."""
        return tuple(self._each(body))

    def _each(self, body: Body) -> Iterator[Piece]:
        yield from self._score(body)
        yield from self._chart(body)
        is_plotted = body.get("plot") and not body.get("bars") and self.chart != "figures"
        for key, show in _BY_KEY.items():
            if body.get(key) and not (key == "parts" and is_plotted):
                yield from show(self, body)
        if body.get("facts"):
            yield Facts(facts=tuple((str(label), value) for label, value in body["facts"]))
        for key in ("definition", "note", "words"):
            if body.get(key):
                yield Note(words=str(body[key]))

    def _score(self, body: Body) -> Iterator[Piece]:
        if body.get("score"):
            yield Score(value=body["score"], note=body["interval"])
        if body.get("slices") and self.draws:
            yield stacks_of([("", body["slices"], "")])

    def _chart(self, body: Body) -> Iterator[Piece]:
        if body.get("chart") and self.draws:
            yield picture_of(body["chart"])
        if body.get("box") and self.draws:
            yield box_picture(body["box"])
        if body.get("plot"):
            drawn = tuple(self._plot(body["plot"]))
            yield from [Places(pieces=drawn, responses=self.placed)] if self.placed and drawn else drawn

    def _plot(self, plot: Plot) -> Iterator[Piece]:
        """Points, or chosen parts of a picture, of which other rows are the table."""
        if self.draws:
            yield plot_picture(plot)
        if plot.rows and (self.with_table or self.chart == "table"):
            yield plot_table(plot, _("Where"), _("Count"))

    def bars(self, body: Body) -> Iterator[Piece]:
        """Answers with bars; where something else is drawn they are the table."""
        is_table = body.get("score") or body.get("folded")
        if (is_table and not self.with_table) or self.chart == "figures":
            return
        rows: Sequence[Bar] = body["bars"]
        if self.chart == "table":
            yield _plain_table(rows, _("Answer"))
        else:
            yield Bars(head=(_("Percent"), _("Count")), rows=tuple(map(bar_row, rows)))

    def rows(self, body: Body) -> Iterator[Piece]:
        """Rows of figures: of a matrix, of lists with bars, of numbers, or of what a chart shows."""
        first = body["rows"][0]
        if isinstance(first, Bar):
            if self.with_table or self.chart == "table":
                yield _plain_table(body["rows"], body.get("first_column", ""))
        elif "bar" in first:
            yield Bars(head=tuple(body["head"]), rows=tuple(map(_listed_row, body["rows"])))
        elif "cells" in first:
            yield from self._matrix(body)
        else:
            yield _numbers(body)

    def _matrix(self, body: Body) -> Iterator[Piece]:
        drawn = body.get("drawn_as", "heat") if self.draws else "heat"
        if drawn == "stacked":
            rows = [row for row in body["rows"] if row.get("slices")]
            yield stacks_of((row["label"], row["slices"], f"n = {row['n']}") for row in rows)
        elif drawn == "means":
            yield Bars(head=(_("Mean"), "n"), rows=tuple(map(_mean_row, body["rows"])))
        if drawn == "heat" or self.with_table:
            yield _matrix(body)

    def parts(self, body: Body) -> Iterator[Piece]:
        """Parts of a question, each with pieces of its own."""
        for part in body["parts"]:
            yield Section(title=part.title, base=part.base, pieces=self.of(part.body))

    def quotes(self, body: Body) -> Iterator[Piece]:
        """The latest answers, for who may read them."""
        if self.may_read:
            yield Quotes(quotes=tuple(map(said_of, body["quotes"])))

    def distinct(self, body: Body) -> Iterator[Piece]:
        """How many different answers there are."""
        count = body["distinct"]
        words = ngettext("%(n)s different answer", "%(n)s different answers", count)
        yield Note(words=words % {"n": whole(count)})

    def files(self, body: Body) -> Iterator[Piece]:
        """How many files were sent."""
        count = body["files"]
        yield Note(words=ngettext("%(n)s file", "%(n)s files", count) % {"n": whole(count)})


_BY_KEY: Mapping[str, Callable[[Pieces, Body], Iterator[Piece]]] = {
    "bars": Pieces.bars,
    "rows": Pieces.rows,
    "quotes": Pieces.quotes,
    "distinct": Pieces.distinct,
    "files": Pieces.files,
    "parts": Pieces.parts,
}


def said_of(quote: Any) -> Said:
    """What somebody wrote, shortened where it is very long."""
    text = quote.text if len(quote.text) <= LONGEST_QUOTE else quote.text[:LONGEST_QUOTE].rstrip() + "…"
    return Said(text=text, language=quote.language, response=quote.response_id)


LONGEST_QUOTE = 1_200


def picture_of(chart: Chart) -> Picture:
    """A chart of a page."""
    return Picture(wide=str(chart.wide), narrow=str(chart.narrow), text=chart.text)


def stacks_of(stacks: Iterable[tuple[str, Sequence[Slice], str]]) -> Stacks:
    """Stacked bars by name, parts and base."""
    made = [Stack(label=label, parts=tuple(map(_part, slices)), base=base) for label, slices, base in stacks]
    named = {part.series: part.label for stack in made for part in stack.parts}
    order = [part.series for part in made[0].parts] if made else []
    legend = [*order, *(series for series in named if series not in order)]
    return Stacks(stacks=tuple(made), legend=tuple((series, named[series]) for series in legend))


def bar_row(bar: Bar) -> BarRow:
    """A bar of a page."""
    return BarRow(
        label=bar.label, figures=(bar.percent, bar.n), width=_size(bar.width), is_removed=bar.is_removed
    )


def _part(piece: Slice) -> Part:
    return Part(
        label=str(piece.label),
        percent=piece.percent,
        n=piece.n,
        width=_size(piece.width),
        series=piece.series,
    )


def _size(percent: str) -> float:
    return float(percent.rstrip("%"))


def _listed_row(row: Mapping[str, Any]) -> BarRow:
    bar: Bar = row["bar"]
    return BarRow(
        label=bar.label, figures=tuple(row["figures"]), width=_size(bar.width), is_removed=bar.is_removed
    )


def _mean_row(row: Mapping[str, Any]) -> BarRow:
    bar: Bar = row["bar"]
    return BarRow(label=row["label"], figures=(row["mean"], row["n"]), width=_size(bar.width))


def _plain_table(rows: Sequence[Bar], first: str) -> Table:
    head = (HeadCell(words=_("Percent")), HeadCell(words=_("Count")))
    shown = (TableRow(label=row.label, cells=(Cell(words=row.percent), Cell(words=row.n))) for row in rows)
    return Table(head=(head,), rows=tuple(shown), corner=first)


def _matrix(body: Body) -> Table:
    head = (*(HeadCell(words=label) for label in body["head"]), HeadCell(words="n"))
    return Table(head=(head,), rows=tuple(map(_matrix_row, body["rows"])))


def _matrix_row(row: Mapping[str, Any]) -> TableRow:
    cells = [Cell(words=cell["percent"], more=(cell["n"],), heat=cell["heat"]) for cell in row["cells"]]
    return TableRow(label=row["label"], cells=(*cells, Cell(words=row["n"])))


def _numbers(body: Body) -> Table:
    head = tuple(HeadCell(words=str(label)) for label in body["head"])
    rows = (
        TableRow(label=row["label"], cells=tuple(Cell(words=figure) for figure in row["figures"]))
        for row in body["rows"]
    )
    return Table(head=(head,), rows=tuple(rows))
