"""XLSX: a sheet of data for each table, and the codebook.

The library makes the workbook with all that is small; the rows are put into its sheets as they are read.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

import xlsxwriter
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from analytics.exceptions import ExportImpossible
from analytics.exporting.codebook import codebook_header, codebook_lines, left_out_lines
from analytics.exporting.office_zip import OfficeZip
from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Progress, Table
from analytics.exporting.shapes import Kind
from analytics.exporting.xlsx_cells import LONGEST_CELL, Shared, Styles, numbered, rows_of
from surveys.languages import direction

MOST_ROWS = 1_048_575
MOST_COLUMNS = 16_384
_FORMATS: dict[Kind, str] = {
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "moment": "yyyy-mm-dd hh:mm:ss",
}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_END_OF_ROWS = b"</sheetData>"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of ``rows`` rows, the ``number``th of its table."""

    table: Table
    number: int
    rows: int

    @property
    def dimension(self) -> str:
        return f"A1:{xl_rowcol_to_cell(self.rows, max(len(self.table.columns) - 1, 0))}"


def write_xlsx(tables: Sequence[Table], target: BinaryIO, options: ExportOptions, progress: Progress) -> None:
    """Write tables, each to a sheet of its own; one with more rows than a sheet may have to several.

    Raises ``ExportImpossible`` for a table with more columns than a sheet may have.
    """
    if any(len(table.columns) > MOST_COLUMNS for table in tables):
        raise ExportImpossible("too_many_columns")
    sheets = [sheet for table in tables for sheet in _sheets(table)]
    named = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, start=1)}
    with zipfile.ZipFile(_frame(sheets, tables, options)) as frame:
        shared = _shared(frame)
        rows: Iterator[bytes] = iter(())
        archive = OfficeZip(target)
        for name in frame.namelist():
            content = frame.read(name)
            sheet = named.get(name)
            if sheet and sheet.number == 1:
                rows = rows_of(sheet.table, options, shared, _styles(content), progress)
            with archive.member(name) as write:
                for piece in _filled(sheet, content, rows) if sheet else [content]:
                    write(piece)
        archive.end()


def _sheets(table: Table) -> Iterator[_Sheet]:
    count = table.source.count()
    for number, first in enumerate(range(0, max(count, 1), MOST_ROWS), start=1):
        yield _Sheet(table, number, min(count - first, MOST_ROWS))


def _filled(sheet: _Sheet, frame: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    """The XML of a sheet, with its rows behind its header."""
    dimension = f'<dimension ref="{sheet.dimension}"'.encode()
    head, end, tail = frame.partition(_END_OF_ROWS)
    yield re.sub(rb'<dimension ref="[^"]*"', dimension, head, count=1)
    yield from numbered(islice(rows, MOST_ROWS), first=2)
    yield end + tail


def _shared(frame: zipfile.ZipFile) -> Shared:
    """The texts that the workbook holds once, by which other cells name them."""
    found = fromstring(frame.read("xl/sharedStrings.xml"))
    texts = (each.findtext(f"{_NAMESPACE}t") for each in found.iter(f"{_NAMESPACE}si"))
    return {text: number for number, text in enumerate(texts) if text}


def _styles(sheet: bytes) -> Styles:
    """The styles of columns, which cells have to repeat."""
    found = [
        column.attrib for column in fromstring(sheet).iter(f"{_NAMESPACE}col") if "style" in column.attrib
    ]
    return {
        place - 1: each["style"] for each in found for place in range(int(each["min"]), int(each["max"]) + 1)
    }


def _frame(sheets: Sequence[_Sheet], tables: Sequence[Table], options: ExportOptions) -> io.BytesIO:
    """The workbook with everything but rows; it is read as the language of its words is."""
    frame = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(frame, settings) as book:
        book.set_size(1600, 1000)
        head = book.add_format({"bold": True, "bottom": 1})
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        for sheet in sheets:
            _write_header(book, sheet, head, formats)
        _write_codebook(book, tables, head)
        if direction(options.language) == "rtl":
            for page in book.worksheets():
                page.right_to_left()
    return frame


def _write_header(
    book: xlsxwriter.Workbook, sheet: _Sheet, head: Format, formats: Mapping[Kind, Format]
) -> None:
    title = sheet.table.title or _("Data")
    page = book.add_worksheet(sheet_name(title if sheet.number == 1 else f"{title} {sheet.number}"))
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.table.columns):
        page.set_column(place, place, min(max(len(column.header) + 2, 10), 40), formats.get(column.kind))
        page.write_string(0, place, column.header[:LONGEST_CELL], head)


def sheet_name(wished: str) -> str:
    """A name that a sheet may have."""
    return wished.translate(_FORBIDDEN).strip()[:31] or _("Data")


def _write_codebook(book: xlsxwriter.Workbook, tables: Sequence[Table], head: Format) -> None:
    sheet = book.add_worksheet(sheet_name(_("Codebook")))
    sheet.freeze_panes(1, 0)
    for place, width in enumerate((24, 18, 60, 22, 18, 12, 32)):
        sheet.set_column(place, place, width)
    sheet.write_row(0, 0, codebook_header(), head)
    columns = (line for table in tables for line in codebook_lines(table.columns))
    lines = chain(columns, left_out_lines(tables))
    for row, line in enumerate(dict.fromkeys(lines), start=1):
        for place, text in enumerate(line):
            sheet.write_string(row, place, text[:LONGEST_CELL])
