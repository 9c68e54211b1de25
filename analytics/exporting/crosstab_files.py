"""Cross-tabs as CSV and as a spreadsheet: the same rows in both."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from analytics.results.crosstabs import Crosstab, CrosstabCell, CrosstabTable
from analytics.showing.columns import column_words, value_words
from analytics.showing.crosstabs import MEASURES, column_name, in_percent
from analytics.showing.reader import Reader
from tenants.spreadsheets import neutralised

type Figure = str | int | float | None

HIDDEN = "*"
"""What stands where a figure would speak of too few people."""


def crosstab_rows(found: Crosstab, reader: Reader, measures: Sequence[str]) -> Iterator[list[Figure]]:
    """Every table as rows: a head of groups with letters, bases, then a row for each answer and measure.

    Percentages have one decimal, as on the page. A figure of too few people is ``*``.
    """
    names = [column_name(column, reader) for column in found.columns]
    for table in found.tables:
        yield [column_words(table.variable, reader), _("Measure"), *names]
        yield ["", _("Letter"), *(column.letter for column in found.columns)]
        yield from _bases(found, table)
        for row in table.rows:
            label = value_words(table.variable, row.value, reader)
            for measure in measures:
                yield [label, str(MEASURES[measure]), *(_figure(cell, measure) for cell in row.cells)]
            yield [label, _("Higher than"), *(" ".join(cell.letters) for cell in row.cells)]
        yield from _means(table)
        yield []


def _bases(found: Crosstab, table: CrosstabTable) -> Iterator[list[Figure]]:
    yield [_("Base"), "", *(HIDDEN if base is None else base.n for base in table.bases)]
    if found.weighting:
        yield [_("Weighted base"), "", *(HIDDEN if base is None else base.weight for base in table.bases)]
        yield [
            _("Effective base"),
            "",
            *(HIDDEN if base is None else base.effective for base in table.bases),
        ]


def _figure(cell: CrosstabCell, measure: str) -> Figure:
    if cell.n is None:
        return HIDDEN
    if measure == "n":
        return cell.n
    if measure == "interval":
        return f"{in_percent(cell.interval.low)}–{in_percent(cell.interval.high)}" if cell.interval else None
    value = {"column": cell.column, "row": cell.row, "total": cell.total}[measure]
    return in_percent(value)


def _means(table: CrosstabTable) -> Iterator[list[Figure]]:
    if table.means:
        found = table.means
        yield [_("Mean"), "", *(HIDDEN if each is None else each.mean for each in found)]
        yield [_("Standard deviation"), "", *(HIDDEN if each is None else each.sd for each in found)]
        yield [
            _("Mean"),
            _("Higher than"),
            *("" if each is None else " ".join(each.letters) for each in found),
        ]


def crosstab_csv(rows: Iterable[list[Figure]]) -> str:
    """Rows as CSV after RFC 4180; what a spreadsheet would calculate begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutralised(each) if isinstance(each, str) else each for each in row])
    return out.getvalue()


def crosstab_xlsx(rows: Iterable[list[Figure]], *, title: str = "") -> bytes:
    """Rows as a sheet of a spreadsheet, texts as texts and numbers as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet((title or _("Cross-tab"))[:31])
    for place, row in enumerate(rows):
        for across, figure in enumerate(row):
            if isinstance(figure, str):
                sheet.write_string(place, across, figure)
            elif figure is not None:
                sheet.write_number(place, across, figure)
    sheet.set_column(0, 0, 36)
    sheet.freeze_panes(0, 2)
    book.close()
    return out.getvalue()
