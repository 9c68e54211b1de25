"""Tables of choices from files, as spreadsheets write them: CSV in UTF-8 or UTF-16."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.exceptions import TableRefused, TextRefused
from surveys.languages import is_known_language
from surveys.question_types.tables import LABEL
from surveys.texts import clean_plain

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 30
LONGEST_CELL = 1_000
CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table as a file has it: the columns after the code, and the cells of each row, its code first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(content: bytes) -> TableRead:
    """Read a file: in its first line ``code``, ``label`` or ``label:<language>``, and other columns.

    Empty lines are skipped. Raises ``TableRefused``, which names line and column.
    """
    return table_in(lines_of(content))


def table_in(lines: Iterator[tuple[int, list[str]]]) -> TableRead:
    """Read the cells of numbered lines, the first of which names the columns. Raises ``TableRefused``."""
    _number, head = next(lines, (1, []))
    columns = _columns(head)
    rows: list[tuple[str, ...]] = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        if len(rows) >= MOST_ROWS:
            raise TableRefused(_("This file has more than 50,000 rows."), "too_many_rows")
        row = _row(number, cells, columns)
        if row[0] in seen:
            raise _duplicate(row[0], seen[row[0]], number)
        seen[row[0]] = number
        rows.append(row)
    if not rows:
        raise TableRefused(_("This file has no rows below its headings."), "no_rows")
    at = columns.index("code")
    return TableRead((*columns[:at], *columns[at + 1 :]), tuple(rows))


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Return the cells of the lines of a CSV file that hold something, with their numbers from 1.

    Raises ``TableRefused``, at once or at the line that can't be read.
    """
    if len(content) > MOST_BYTES:
        raise TableRefused(_("This file is too large: at most 5 MB are possible."), "too_large")
    return _lines(_decoded(content))


def _decoded(content: bytes) -> str:
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _("Line %(line)d can't be read. Save the file as CSV UTF-8.") % {"line": line}
        raise TableRefused(message, "not_a_text") from error
    if "\x00" in text:
        raise TableRefused(_("This is no text file. Save the table as CSV UTF-8."), "not_a_text")
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers from 1."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text), strict=True, skipinitialspace=True
    )
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        message = _("Line %(line)d can't be read: its quotation marks don't match.") % {"line": before + 1}
        raise TableRefused(message, "not_a_text") from error


def _separator(text: str) -> str:
    """What divides the first line most often, outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip().split("\n", 1)[0])
    return max(_SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))


def _columns(head: Sequence[str]) -> tuple[str, ...]:
    while head and not head[-1].strip():
        head = head[:-1]
    columns = tuple(_column(cell, at) for at, cell in enumerate(head, start=1))
    if len(columns) > MOST_COLUMNS:
        raise TableRefused(_("This file has more than 30 columns."), "too_many_columns")
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        message = _("Line 1: two columns are called “%(column)s”.") % {"column": twice}
        raise TableRefused(message, "columns_wrong")
    if "code" not in columns:
        raise TableRefused(_("Line 1 must name the columns; “code” is missing."), "columns_wrong")
    if not any(column == LABEL or column.startswith(f"{LABEL}:") for column in columns):
        message = _("Line 1 must name the columns; “label”, or “label:en” and so on, is missing.")
        raise TableRefused(message, "columns_wrong")
    return columns


def _column(cell: str, at: int) -> str:
    name = _clean(cell, 1, str(at)).casefold()
    kind, colon, language = name.partition(":")
    if not name or len(name) > 64:
        message = _("Line 1: column %(column)d needs a name of at most 64 characters.") % {"column": at}
        raise TableRefused(message, "columns_wrong")
    if kind.strip() != LABEL or not colon:
        return name
    tag = _tag(language.strip())
    if not is_known_language(tag):
        message = _("Line 1: “%(column)s” names no language.") % {"column": name}
        raise TableRefused(message, "columns_wrong")
    return f"{LABEL}:{tag}"


def _row(number: int, cells: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        message = _("Line %(line)d has more cells than there are columns.") % {"line": number}
        raise TableRefused(message, "ragged")
    padded = [*cells[: len(columns)], *[""] * (len(columns) - len(cells))]
    clean = {name: _clean(cell, number, name) for name, cell in zip(columns, padded, strict=True)}
    code = clean.pop("code")
    if not CODE.fullmatch(code):
        message = _(
            "Line %(line)d, column “code”: “%(code)s” is no code. A code has up to 64 letters a–z, digits, "
            "points, hyphens and underscores."
        ) % {"line": number, "code": code[:70]}
        raise TableRefused(message, "code_wrong")
    if not any(words for name, words in clean.items() if name.partition(":")[0] == LABEL):
        message = _("Line %(line)d has no label.") % {"line": number}
        raise TableRefused(message, "label_missing")
    return (code, *clean.values())


def _clean(cell: str, line: int, column: str) -> str:
    try:
        return " ".join(clean_plain(cell, maximum=LONGEST_CELL).split())
    except TextRefused as refusal:
        message = _("Line %(line)d, column “%(column)s”: at most 1,000 characters are possible.")
        raise TableRefused(message % {"line": line, "column": column}, "text_refused") from refusal


def _duplicate(code: str, first: int, second: int) -> TableRefused:
    message = _("Lines %(first)d and %(second)d have the same code, “%(code)s”.")
    return TableRefused(message % {"first": first, "second": second, "code": code}, "duplicate_code")


def _tag(language: str) -> str:
    """A language as its tag is written: ``pt-BR``, ``zh-Hans``."""
    first, *others = language.replace("_", "-").split("-")
    return "-".join((first, *(part.upper() if len(part) == 2 else part.title() for part in others)))
