"""Translations as CSV: UTF-8 with its mark, commas, as spreadsheets open it."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.translating.files.delivery import Delivery, Pair
from surveys.translating.files.tables import delivery_from, table_of
from surveys.translating.refusals import FileRefused
from tenants.spreadsheets import neutralised


def csv_of(pair: Pair) -> bytes:
    """The file of a language."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in line] for line in table_of(pair))
    return out.getvalue().encode("utf-8-sig")


def read_csv(content: bytes) -> Delivery:
    """What a file delivers. Raises ``FileRefused`` (``not_a_text``, ``not_a_table``, and those of tables)."""
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        return delivery_from(_rows(text, delimiter))
    except csv.Error as error:
        raise FileRefused(_("The file can't be read as a table."), "not_a_table") from error


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
        yield [_as_meant(cell) for cell in cells]


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = _("The file is not a text in UTF-8. Save it as “CSV UTF-8”.")
        raise FileRefused(message, "not_a_text") from error


def _takes_mark(cell: str) -> bool:
    """Whether a cell stands behind an apostrophe: what spreadsheets would calculate, and apostrophes."""
    return cell.startswith("'") or neutralised(cell) != cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if _takes_mark(cell) else cell


def _as_meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _takes_mark(cell[1:]) else cell
