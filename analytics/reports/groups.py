"""Groups side by side in reports: cross-tabs, and questions that are compared or weighted."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.reports.blocks import CrosstabBlock, QuestionBlock
from analytics.reports.content import ShownBlock
from analytics.reports.pieces import stacks_of
from analytics.reports.shapes import Cell, HeadCell, Note, Piece, Table, TableRow
from analytics.reports.sources import NotShown, Source
from analytics.reports.weights import weights_told
from analytics.results import Question
from analytics.results.crosstabs import (
    Crosstab,
    CrosstabRequest,
    banner_columns,
    crosstab_of,
    row_columns,
)
from analytics.results.filtering import FilterColumn
from analytics.showing.crosstabs import Line, TableShown, heads, tables


def crosstab_blocks(block: CrosstabBlock, source: Source) -> Sequence[ShownBlock]:
    """A block for each table of a cross-tab."""
    if not block.rows:
        raise NotShown(_("Choose a question for the rows."))
    wanted = CrosstabRequest(
        tuple(_offered(each, row_columns(source.columns)) for each in block.rows),
        tuple(
            tuple(_offered(each, banner_columns(source.columns)) for each in banner)
            for banner in block.banners
            if banner
        ),
        block.test,
    )
    found = _made(wanted, source, block.weight)
    return [
        ShownBlock(
            id=block.id if not number else f"{block.id}-{number}",
            kind="crosstab",
            title=block.title if block.title and not number else shown.title,
            about=source.about,
            pieces=tuple(_pieces(found, shown, source, with_chart=True)),
        )
        for number, shown in enumerate(tables(found, source.reader, block.measures))
    ]


def groups_of_question(
    shown: ShownBlock, block: QuestionBlock, question: Question, source: Source
) -> Sequence[ShownBlock]:
    """A question by the groups of another, or weighted."""
    offered = {column.field for column in row_columns(source.columns)}
    rows = tuple(each.field for each in question.variables if each.field in offered)
    if not rows:
        raise NotShown(_("Answers to this question can’t be compared or weighted."))
    banners = ((_offered(block.compare, banner_columns(source.columns)),),) if block.compare else ()
    found = _made(CrosstabRequest(rows, banners, "bh"), source, block.weight)
    pieces: list[Piece] = []
    for each in tables(found, source.reader, ("column", "n")):
        pieces += _pieces(found, each, source, with_chart=block.chart == "usual", with_table=block.with_table)
    return [shown.model_copy(update={"pieces": tuple(pieces)})]


def _offered(field: str, columns: Sequence[FilterColumn]) -> str:
    if field not in {column.field for column in columns}:
        raise NotShown(_("A question that is named here is gone, or can’t stand here."))
    return field


def _made(wanted: CrosstabRequest, source: Source, weight: UUID | None) -> Crosstab:
    scheme = source.scheme(weight)
    with source.opened() as answers:
        return crosstab_of(
            answers, wanted, source.selection, scheme=scheme, threshold=source.results.threshold
        )


def _pieces(
    found: Crosstab, shown: TableShown, source: Source, *, with_chart: bool, with_table: bool = True
) -> Iterator[Piece]:
    if with_chart and shown.chart:
        yield stacks_of((row.label, row.slices, f"n = {row.base}") for row in shown.chart)
    if with_table or not (with_chart and shown.chart):
        yield _table(found, shown, source)
    for note in shown.notes:
        yield Note(words=note)
    if found.weighting:
        yield from weights_told(found.weighting)


def _table(found: Crosstab, shown: TableShown, source: Source) -> Table:
    head = tuple(
        tuple(
            HeadCell(words=cell.words, across=cell.across, down=cell.down, letter=cell.letter) for cell in row
        )
        for row in heads(found, source.reader)
    )
    return Table(head=head, rows=tuple(map(_row, shown.lines)))


def _row(line: Line) -> TableRow:
    cells = tuple(
        Cell(
            words=cell.main,
            more=cell.more,
            letters=cell.letters,
            heat=cell.heat if line.kind == "answer" and not cell.is_hidden else None,
        )
        for cell in line.cells
    )
    return TableRow(label=line.label, cells=cells, kind=line.kind)
