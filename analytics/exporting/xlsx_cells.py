"""Rows of a sheet, as the XML that they are in the file; whole rows are made in DuckDB.

Every cell says where it stands, since some readers need it; the number of the row is put in afterwards. What
the codebook says already is named by its number there, other texts stand in their cells.
"""

from collections.abc import Iterator, Mapping
from itertools import batched

from xlsxwriter.utility import xl_col_to_name

from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Progress, Table
from analytics.exporting.shapes import FileColumn
from analytics.exporting.sql import literal, mapped, number_text, pieces_of
from analytics.exporting.texts import as_text

LONGEST_CELL = 32_767
"""How many characters a cell may have; those beyond U+FFFF count twice."""
ROW_NUMBER = b"\1"
"""Stands for the number of the row; texts hold no such character once they are XML."""
_AT_ONCE = 512
_IN_ORDER = 10_000
"""How many rows are put in order at once: they take some three times as much as lines of CSV."""
_TEXT = ('" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>")
_UNSAYABLE = "".join(map(chr, [*range(1, 9), *range(11, 32), 0xFFFE, 0xFFFF]))
_BEYOND = r"[\x{10000}-\x{10ffff}]"

type Shared = Mapping[str, int]
"""By text, its number among those that the workbook holds once."""
type Styles = Mapping[int, str]
"""By place of a column, the number of its style in the workbook, where it has one."""


def rows_of(
    table: Table, options: ExportOptions, shared: Shared, styles: Styles, progress: Progress
) -> Iterator[bytes]:
    """Yield the rows of a table, each with ``ROW_NUMBER`` where its number goes."""
    if not table.columns:
        return
    cells = (
        _cell(place, _content(column, options, shared, styles.get(place, "")))
        for place, column in enumerate(table.columns)
    )
    mark = ROW_NUMBER.decode()
    parts = [literal(f'<row r="{mark}">'), *cells, literal("</row>")]
    for batch in table.portions(pieces_of(parts), size=_AT_ONCE, at_once=_IN_ORDER):
        columns = (column.cast("binary").to_pylist() for column in batch.columns)
        yield from map(b"".join, zip(*columns, strict=True))
        progress(batch.num_rows)


def numbered(rows: Iterator[bytes], first: int) -> Iterator[bytes]:
    """Yield rows with their numbers, some hundred at once."""
    numbers = enumerate(rows, start=first)
    for portion in batched(numbers, _AT_ONCE, strict=False):
        yield b"".join(row.replace(ROW_NUMBER, b"%d" % number) for number, row in portion)


def _cell(place: int, content: str) -> str:
    """SQL: a cell, ``NULL`` where there is nothing in it."""
    start = f'<c r="{xl_col_to_name(place)}{ROW_NUMBER.decode()}'
    return f"{literal(start)} || {content}"


def _content(column: FileColumn, options: ExportOptions, shared: Shared, style: str) -> str:
    if column.kind in {"flag", "whole", "number"}:
        number = number_text(column.sql) if column.kind == "number" else f"({column.sql})::VARCHAR"
        return _number(number)
    if column.kind == "category":
        return _category(column, options, shared)
    if column.kind in {"date", "time", "moment"}:
        return _moment(column, style)
    text = as_text(column, options)
    return _text(_cut(text) if column.kind == "text" else f"left({text}, {LONGEST_CELL})")


def _number(number: str, style: str = "") -> str:
    start = f'" s="{style}"><v>' if style else '"><v>'
    return f"{literal(start)} || {number} || '</v></c>'"


def _category(column: FileColumn, options: ExportOptions, shared: Shared) -> str:
    """What stands in the codebook by its number, everything else as text."""
    in_codes = column.is_plain or options.values == "codes"
    words = {code.value: code.code if in_codes else code.label for code in column.codes}
    cells = {value: f'" t="s"><v>{shared[word]}</v></c>' for value, word in words.items() if word in shared}
    others = {value: word for value, word in words.items() if value not in cells}
    cases = " ".join(f"WHEN {literal(value)} THEN {literal(cell)}" for value, cell in cells.items())
    text = _text(mapped(column.sql, others))
    return f"CASE {column.sql} {cases} ELSE {text} END" if cases else text


def _moment(column: FileColumn, style: str) -> str:
    """Days since the last of 1899, with a 29th of February 1900, which Excel knows; earlier ones as text."""
    value = column.sql
    if column.kind == "time":
        return _number(f"(epoch({value}) / 86400)::VARCHAR", style)
    if column.kind == "date":
        days = f"date_diff('day', DATE '1899-12-31', {value})"
    else:
        days = f"(epoch_ms({value}) / 86400000::DOUBLE + 25568)"
    number = number_text(f"({days} + CASE WHEN {days} >= 60 THEN 1 ELSE 0 END)::DOUBLE")
    cell, text = _number(number, style), _text(f"({value})::VARCHAR")
    return f"CASE WHEN {value} < DATE '1900-01-01' THEN {text} ELSE {cell} END"


def _text(text: str) -> str:
    start, end = (literal(part) for part in _TEXT)
    return f"{start} || {_escaped(text)} || {end}"


def _cut(text: str) -> str:
    """SQL: as much of a text as a cell may have, ``NULL`` for an empty one.

    The text is named often and planned as often, so this is of columns, not of what is made of them.
    """
    beyond = f"regexp_matches({text}, {literal(_BEYOND)})"
    most = f"CASE WHEN {beyond} THEN {LONGEST_CELL // 2} ELSE {LONGEST_CELL} END"
    too_long = f"WHEN strlen({text}) > {LONGEST_CELL} THEN left({text}, {most})"
    return f"CASE WHEN {text} = '' THEN NULL {too_long} ELSE {text} END"


def _escaped(text: str) -> str:
    """SQL: a text as XML, without what XML can't hold; ``_x0041_`` would be read as the letter A."""
    said = f"translate({text}, {literal(_UNSAYABLE)}, '')"
    said = f"regexp_replace({said}, '_(x[0-9A-Fa-f]{{4}}_)', '_x005F_\\1', 'g')"
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        said = f"replace({said}, '{sign}', '{written}')"
    return said
