"""A script for R beside a CSV of codes: it reads the file and says what its columns are."""

import json
from collections.abc import Iterator, Mapping

from analytics.exporting.rows import Table
from analytics.exporting.shapes import FileColumn, Kind
from tenants.spreadsheets import STARTS_FORMULA, neutralised

_MARKED = "^'(?=[\\t\\r\\n]|[[:space:]]*[" + "".join(sorted(STARTS_FORMULA - {"-"})) + "-])"
"""The apostrophe that keeps spreadsheets from calculating a text; in R the text is as it was given."""
_TIMES: Mapping[Kind, str] = {
    "date": 'as.Date({}, format = "%Y-%m-%d")',
    "moment": 'as.POSIXct({}, format = "%Y-%m-%d %H:%M:%S", tz = "UTC")',
}


def r_script(table: Table, *, file_name: str) -> str:
    """The script; ``file_name`` is that of the CSV, which lies in the same folder."""
    lines = [
        "# Reads the answers with their labels. Run it in the folder of both files:",
        f'#   source({_said(file_name.removesuffix(".csv") + ".R")}, encoding = "UTF-8")',
        f'answers <- read.csv({_said(file_name)}, fileEncoding = "UTF-8", check.names = FALSE,',
        '  na.strings = "", colClasses = "character")',
        f'as_given <- function(texts) sub({_said(_MARKED)}, "", texts, perl = TRUE)',
    ]
    lines += [f"# Left out, as personal: {_in_line(each.question)}" for each in table.left_out]
    for place, column in enumerate(table.columns, start=1):
        lines += _about(place, column)
    return "\n".join([*lines, "rm(as_given)", ""])


def _about(place: int, column: FileColumn) -> Iterator[str]:
    cells = f"answers[[{place}]]"
    yield f"# {_in_line(column.header)}"
    if column.kind in {"whole", "number"}:
        yield f"{cells} <- as.numeric({cells})"
    elif column.kind in _TIMES:
        yield f"{cells} <- {_TIMES[column.kind].format(cells)}"
    elif column.kind in {"text", "list"}:
        yield f"{cells} <- as_given({cells})"
    elif column.codes and column.kind in {"category", "flag"}:
        levels = [neutralised(code.code) for code in column.codes]
        ordered = ", ordered = TRUE" if column.measure == "ordinal" else ""
        yield f"{cells} <- factor({cells}, levels = {_listed(levels)},"
        yield f"  labels = {_listed(_told_apart(column))}{ordered})"
    yield f'attr({cells}, "label") <- {_said(column.label)}'


def _told_apart(column: FileColumn) -> list[str]:
    """The labels; those that several codes have get their code, for a factor can't have one twice."""
    labels = [code.label for code in column.codes]
    return [
        f"{code.label} ({code.code})" if labels.count(code.label) > 1 else code.label for code in column.codes
    ]


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _listed(texts: list[str]) -> str:
    return f"c({', '.join(map(_said, texts))})"


def _said(text: str) -> str:
    """A text as R writes it; its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
