"""Translations as a workbook: a sheet a language, in which only translations and states can be typed."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

import xlsxwriter
from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from surveys.languages import direction
from surveys.translating.files.delivery import MOST_LINES, Delivery, Pair
from surveys.translating.files.tables import COLUMNS, delivery_from, is_table_of_texts, table_of
from surveys.translating.refusals import FileRefused

MOST_UNPACKED = 60_000_000
MOST_PARTS = 1_000
MOST_TAGS_OF_CELLS, MOST_TAGS_OF_REST = 2_500_000, 50_000
"""Reading costs by the tag: 80 kB can unpack to ten million styles. 60,000 lines have 2.3 million."""
_OF_CELLS = ("xl/worksheets/", "xl/sharedStrings")
_PIECE = 1 << 20
_MOST_SHEETS = 100
_MOST_COLUMNS = 50
_WIDTHS = (26, 34, 60, 60, 12, 20)
_TYPED = (COLUMNS.index("translation"), COLUMNS.index("state"))
_STATES = ["missing", "changed", "translated", "final"]
_BROKEN = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError),
    *(ParseError, DefusedXmlException, InvalidFileException, zipfile.BadZipFile, zlib.error),
)
"""What reading raises for files that are no workbooks, or hold what no honest one does."""


def xlsx_of(pairs: Sequence[Pair]) -> bytes:
    """The workbook of these languages."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        looks = {
            "head": book.add_format({"bold": True, "bg_color": "#e6eeec", "border": 1}),
            "fixed": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555"}),
            "typed": book.add_format({"text_wrap": True, "valign": "top", "locked": False}),
            "rtl": book.add_format({"text_wrap": True, "valign": "top", "locked": False, "reading_order": 2}),
        }
        for pair in pairs:
            name = f"{pair.source_language} to {pair.target_language}"
            _fill(book.add_worksheet(name[:31]), pair, looks)
    return out.getvalue()


def read_xlsx(content: bytes) -> tuple[Delivery, ...]:
    """What the sheets of a workbook deliver; sheets that are no such tables are left out.

    Raises ``FileRefused`` (``too_large``, ``not_a_workbook``, ``columns_wrong`` where no sheet is one, and
    those of tables).
    """
    _check_size(content)
    try:
        tables = [list(rows) for rows in _sheets(content)]
    except _BROKEN as error:
        raise _no_workbook() from error
    found = tuple(delivery_from(rows) for rows in tables if rows and is_table_of_texts(rows[0]))
    return found or (delivery_from(tables[0] if tables else ()),)


def _fill(sheet: Any, pair: Pair, looks: dict[str, Any]) -> None:
    for number, cells in enumerate(table_of(pair)):
        for at, cell in enumerate(cells):
            look = "head" if number == 0 else "fixed"
            if number and at in _TYPED:
                is_rtl = COLUMNS[at] == "translation" and direction(pair.target_language) == "rtl"
                look = "rtl" if is_rtl else "typed"
            sheet.write_string(number, at, cell, looks[look])
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    last = max(len(pair.texts), 1)
    state = COLUMNS.index("state")
    sheet.data_validation(1, state, last, state, {"validate": "list", "source": _STATES})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})


def _check_size(content: bytes) -> None:
    """Refuse what unpacks to more than any survey has: no member gives more than it says it does."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            is_too_large = _is_too_large(packed)
    except _BROKEN as error:
        raise _no_workbook() from error
    if is_too_large:
        raise FileRefused(_("The workbook is too large."), "too_large")


def _is_too_large(packed: zipfile.ZipFile) -> bool:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    of_cells = of_rest = 0
    for part in parts:
        tags = _tags(packed, part)
        if part.filename.startswith(_OF_CELLS):
            of_cells += tags
        else:
            of_rest += tags
    return of_cells > MOST_TAGS_OF_CELLS or of_rest > MOST_TAGS_OF_REST


def _tags(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    with packed.open(part) as unpacked:
        return sum(piece.count(b"<") for piece in iter(lambda: unpacked.read(_PIECE), b""))


def _sheets(content: bytes) -> Iterator[Iterator[list[str]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets[:_MOST_SHEETS]:
            yield _cells(sheet.iter_rows(max_row=MOST_LINES + 2, max_col=_MOST_COLUMNS, values_only=True))
    finally:
        book.close()


def _cells(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if cell is None else str(cell) for cell in row]


def _no_workbook() -> FileRefused:
    return FileRefused(_("The file can't be read as an Excel workbook (XLSX)."), "not_a_workbook")
