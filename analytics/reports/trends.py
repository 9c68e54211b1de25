"""Trends in reports: responses by day, or any measure over time."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from analytics.reports.blocks import TrendBlock
from analytics.reports.content import ShownBlock
from analytics.reports.pieces import picture_of
from analytics.reports.shapes import Cell, HeadCell, Legend, Note, Piece, Table, TableRow
from analytics.reports.sources import NotShown, Source
from analytics.reports.weights import weights_told
from analytics.results import Day
from analytics.results.crosstabs import Scheme
from analytics.results.trends import Trend, TrendRequest, group_columns, read_measure
from analytics.showing import formats
from analytics.showing.headline import trend
from analytics.showing.trends import LineShown, TrendShown, trend_shown
from analytics.trending import survey_trend


def trend_block(block: TrendBlock, source: Source) -> ShownBlock:
    """The course of a measure; without one, responses by day."""
    shown = ShownBlock(id=block.id, kind="trend", title=block.title, about=source.about)
    scheme = source.scheme(block.weight)
    if not block.measure:
        pieces = (*_by_day(block, source), *_as_counted(is_asked=scheme is not None))
        return shown.model_copy(update={"title": block.title or _("Responses by day"), "pieces": pieces})
    found = _asked(block, source, scheme)
    told = trend_shown(found, source.columns, source.reader)
    weighed = weights_told(found.weighting) if found.weighting else _as_counted(is_asked=scheme is not None)
    pieces = (*_pieces(told, with_table=block.with_table), *weighed)
    return shown.model_copy(update={"title": block.title or told.title, "pieces": pieces})


def _asked(block: TrendBlock, source: Source, scheme: Scheme | None) -> Trend:
    """The trend that a block asks for; raise ``NotShown`` and ``SelectionInvalid``."""
    group = {each.field: each for each in group_columns(source.columns)}.get(block.compare)
    if block.compare and group is None:
        raise NotShown(_("A question that is named here is gone, or can’t stand here."))
    measure = read_measure(block.measure, source.columns)
    wanted = TrendRequest(measure, unit=block.unit, window=block.window, group=group)
    with source.opened() as answers:
        return survey_trend(source.survey.pk, answers, wanted, source.selection, scheme)


def _as_counted(*, is_asked: bool) -> Iterator[Piece]:
    """What to know where weights were asked for in vain."""
    if is_asked:
        yield Note(words=_("Numbers of responses, completion and time are not weighted."))


def _pieces(told: TrendShown, *, with_table: bool) -> Iterator[Piece]:
    if told.chart:
        yield picture_of(told.chart)
    else:
        yield Note(words=_("No answers yet"))
    yield Legend(lines=tuple((line.series, line.words, _latest(line)) for line in told.lines))
    if with_table:
        for line in told.lines:
            yield _table(line, told)
    for note in told.notes:
        yield Note(words=note)


def _latest(line: LineShown) -> str:
    return " · ".join(filter(None, (line.latest, line.changed)))


def _table(line: LineShown, told: TrendShown) -> Table:
    """The figures of a line; effective bases and moving figures where there are any."""
    columns = [(_("Figure"), "figure"), (_("Interval of 95 %"), "interval"), ("n", "n")]
    columns += [(_("Effective base"), "effective")] if told.is_weighted else []
    columns += [(_("Moving figure"), "moving")] if told.window > 1 else []
    columns += [(_("Change to the one before"), "before")]
    rows = (
        TableRow(label=row.label, cells=tuple(Cell(words=getattr(row, name)) for _head, name in columns))
        for row in line.rows
    )
    head = tuple(HeadCell(words=words) for words, _name in columns)
    return Table(corner=line.words, head=(head,), rows=tuple(rows))


def _by_day(block: TrendBlock, source: Source) -> Iterator[Piece]:
    overview = source.results.overview(source.selection)
    chart = trend(overview)
    yield picture_of(chart) if chart else Note(words=_("No answers yet"))
    if block.with_table and overview.days:
        yield _days(overview.days)


def _days(days: Sequence[Day]) -> Table:
    head = (HeadCell(words=_("Started")), HeadCell(words=_("Complete")))
    rows = (
        TableRow(
            label=formats.day(each.day),
            cells=(Cell(words=formats.whole(each.started)), Cell(words=formats.whole(each.complete))),
        )
        for each in days
    )
    return Table(corner=_("Day"), head=(head,), rows=tuple(rows))
