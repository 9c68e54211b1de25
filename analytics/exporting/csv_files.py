"""CSV: RFC 4180, UTF-8, one row a response. Whole lines are made in DuckDB; Python only passes them on."""

import csv
import io
from collections.abc import Iterator

import pyarrow as pa

from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Table
from analytics.exporting.shapes import FileColumn
from analytics.exporting.sql import enclosed, guarded, literal, mapped, pieces_of
from analytics.exporting.texts import as_text
from tenants.spreadsheets import neutralised

BOM = "\ufeff"
ENDING = "\r\n"
_BARE = frozenset({"flag", "whole", "number"})
_SAFE = frozenset({"date", "time", "moment"})


def csv_portions(table: Table, options: ExportOptions) -> Iterator[tuple[bytes, int]]:
    """Yield the file in portions, each with the number of its rows, the header first."""
    yield _header(table, options), 0
    if not table.columns:
        return
    separators = [literal(options.separator)] * (len(table.columns) - 1) + [literal(ENDING)]
    cells = (cell(column, options) for column in table.columns)
    parts = [part for pair in zip(cells, separators, strict=True) for part in pair]
    for batch in table.portions(pieces_of(parts)):
        yield text_of(batch), batch.num_rows


def text_of(batch: pa.RecordBatch) -> bytes:
    """All texts of a batch, row by row; those of an only column lie so in memory already."""
    lines = batch.column(0)
    if batch.num_columns > 1 or lines.offset or len(lines) == 0:
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        return "".join(piece for row in rows for piece in row).encode()
    _validity, _offsets, text = lines.buffers()
    found: bytes = text.to_pybytes()
    return found


def cell(column: FileColumn, options: ExportOptions) -> str:
    """SQL: a cell as it stands in the file. Texts are quoted, numbers are not."""
    text = as_text(column, options)
    if column.kind in _BARE:
        return text
    if column.kind == "category":
        in_codes = column.is_plain or options.values == "codes"
        words = {code.value: neutralised(code.code if in_codes else code.label) for code in column.codes}
        return enclosed(mapped(column.sql, words))
    return enclosed(text if column.kind in _SAFE else guarded(text))


def _header(table: Table, options: ExportOptions) -> bytes:
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=options.separator, quoting=csv.QUOTE_ALL, lineterminator=ENDING)
    writer.writerow([neutralised(column.header) for column in table.columns])
    return ((BOM if options.bom else "") + line.getvalue()).encode()
