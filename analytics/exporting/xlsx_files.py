"""XLSX: a sheet of data for each table, and the codebook. Rows go to disk as they are written."""

import datetime
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.exceptions import ExportImpossible
from analytics.exporting.codebook import codebook_header, codebook_lines, left_out_lines
from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Progress, Table
from analytics.exporting.shapes import FileColumn, Kind
from analytics.exporting.texts import as_text

MOST_ROWS = 1_048_575
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767
_FIRST_DAY = datetime.date(1900, 1, 1)
_FORMATS: Mapping[Kind, str] = {
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "moment": "yyyy-mm-dd hh:mm:ss",
}
_NUMBERS = frozenset({"flag", "whole", "number"})
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

type Write = Callable[[int, int, Any], object]


def write_xlsx(tables: Sequence[Table], target: BinaryIO, options: ExportOptions, progress: Progress) -> None:
    """Write tables, each to a sheet of its own; one with more rows than a sheet may have to several.

    Raises ``ExportImpossible`` for a table with more columns than a sheet may have.
    """
    if any(len(table.columns) > MOST_COLUMNS for table in tables):
        raise ExportImpossible("too_many_columns")
    with _workbook(target) as book:
        book.set_size(1600, 1000)
        head = book.add_format({"bold": True, "bottom": 1})
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        for table in tables:
            _write_table(book, table, options, progress, head, formats)
        _write_codebook(book, tables, head)


@contextmanager
def _workbook(target: BinaryIO) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that is put together once all is written; nothing of one that isn't stays on the disk."""
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(target, {**settings, "tmpdir": folder})
        book.use_zip64()
        try:
            yield book
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet._opt_close()


def _write_table(
    book: xlsxwriter.Workbook,
    table: Table,
    options: ExportOptions,
    progress: Progress,
    head: Format,
    formats: Mapping[Kind, Format],
) -> None:
    sheets = _sheets(book, table, head)
    sheet, row = next(sheets), 0
    writes = [_write(sheet, column.kind, formats) for column in table.columns]
    for batch in table.portions([_sql(column, options) for column in table.columns], size=4_096):
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if row == MOST_ROWS:
                sheet, row = next(sheets), 0
                writes = [_write(sheet, column.kind, formats) for column in table.columns]
            row += 1
            for place, (write, value) in enumerate(zip(writes, cells, strict=True)):
                if value is not None:
                    write(row, place, value)
        progress(batch.num_rows)


def _sheets(book: xlsxwriter.Workbook, table: Table, head: Format) -> Iterator[Worksheet]:
    """Yield as many sheets as are asked for, with their header row."""
    title, number = table.title or _("Data"), 1
    while True:
        sheet = book.add_worksheet(sheet_name(title if number == 1 else f"{title} {number}"))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, min(max(len(column.header) + 2, 10), 40))
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.header[:LONGEST_CELL], head)
        yield sheet
        number += 1


def sheet_name(wished: str) -> str:
    """A name that a sheet may have."""
    return wished.translate(_FORBIDDEN).strip()[:31] or _("Data")


def _sql(column: FileColumn, options: ExportOptions) -> str:
    """SQL: what goes into a cell; numbers and times as such, everything else as text that is none of both."""
    if column.kind in _NUMBERS or column.kind in _FORMATS:
        return column.sql
    text = as_text(column, options)
    return f"left({text}, {LONGEST_CELL})" if column.kind in {"text", "list"} else text


def _write(sheet: Worksheet, kind: Kind, formats: Mapping[Kind, Format]) -> Write:
    plain: Write = sheet.write_number if kind in _NUMBERS else sheet.write_string
    if kind not in formats:
        return plain
    shown = formats[kind]

    def moment(row: int, place: int, value: Any) -> object:
        if isinstance(value, datetime.date) and _day(value) < _FIRST_DAY:
            return sheet.write_string(row, place, str(value))
        return sheet.write_datetime(row, place, value, shown)

    return moment


def _day(value: datetime.date) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value


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
