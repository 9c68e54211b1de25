"""Columns as texts that people and programs read: labels or codes, numbers without needless noughts."""

from analytics.exporting.options import ExportOptions
from analytics.exporting.shapes import FileColumn
from analytics.exporting.sql import joined, mapped, number_text


def said(column: FileColumn, options: ExportOptions) -> str:
    """SQL: the value in words or as its code, where it has such; else as it is."""
    if column.kind != "category":
        return column.sql
    in_codes = column.is_plain or options.values == "codes"
    return mapped(column.sql, {code.value: code.code if in_codes else code.label for code in column.codes})


def as_text(column: FileColumn, options: ExportOptions) -> str:
    """SQL: the value as text, ``NULL`` for none."""
    if column.kind in {"category", "text"}:
        return said(column, options)
    if column.kind == "list":
        return joined(column.sql)
    if column.kind == "number":
        return number_text(column.sql)
    return f"({column.sql})::VARCHAR"
