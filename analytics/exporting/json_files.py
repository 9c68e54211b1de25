"""JSON lines: one object a response, UTF-8, made in DuckDB as the lines of CSV are."""

import json
from collections.abc import Iterator

from analytics.exporting.csv_files import text_of
from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Table
from analytics.exporting.shapes import FileColumn
from analytics.exporting.sql import literal, mapped, pieces_of
from analytics.exporting.texts import as_text

_BARE = frozenset({"flag", "whole", "number"})


def json_portions(table: Table, options: ExportOptions) -> Iterator[tuple[bytes, int]]:
    """Yield the file in portions, each with the number of its rows."""
    parts = []
    for number, column in enumerate(table.columns):
        key = ("," if number else "") + json.dumps(column.header, ensure_ascii=False) + ":"
        parts += [literal(key), f"coalesce({_value(column, options)}, 'null')"]
    for batch in table.portions(pieces_of(["'{'", *parts, "'}' || chr(10)"])):
        yield text_of(batch), batch.num_rows


def _value(column: FileColumn, options: ExportOptions) -> str:
    """SQL: the value as JSON, ``NULL`` for none."""
    if column.kind in _BARE:
        return as_text(column, options)
    if column.kind == "list":
        return f"to_json({column.sql})::VARCHAR"
    if column.kind == "category":
        in_codes = column.is_plain or options.values == "codes"
        said = {code.value: code.code if in_codes else code.label for code in column.codes}
        words = {value: json.dumps(word, ensure_ascii=False) for value, word in said.items()}
        return mapped(column.sql, words)
    return f"to_json({as_text(column, options)})::VARCHAR"
