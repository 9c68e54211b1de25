"""Labels of personal links out of files, and links into files."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from responses.models import PersonalLink
from responses.personal.codes import code_of, spelt
from responses.personal.fields import fields_of
from responses.personal.listing import base_address, state_of
from surveys.exceptions import TableRefused
from surveys.models import Survey
from surveys.table_files import lines_of
from tenants.spreadsheets import neutralised

HEADINGS = ("number", "label", "state", "link", "code")
BOM = "\ufeff"
ROWS_AT_ONCE = 500


def labels_in(content: bytes, column: str = "") -> dict[str, dict[str, str]]:
    """Return the cells below a heading of a CSV file, ``""`` for the first, and of each what stands beside
    it, by heading; empty ones are left out, and of the same one twice the last says what stands beside it.

    Raises ``TableRefused``.
    """
    lines = lines_of(content)
    _number, head = next(lines, (1, []))
    headings = [" ".join(cell.split()).casefold() for cell in head]
    wanted = " ".join(column.split()).casefold()
    if wanted and wanted not in headings:
        message = _("Line 1 has no column “%(column)s”.") % {"column": column[:60]}
        raise TableRefused(message, "columns_wrong")
    at = headings.index(wanted) if wanted else 0
    beside = [
        (place, " ".join(cell.split())) for place, cell in enumerate(head) if place != at and cell.strip()
    ]
    found = {
        cells[at]: {
            name: cells[place] for place, name in beside if len(cells) > place and cells[place].strip()
        }
        for _line, cells in lines
        if len(cells) > at and cells[at].strip()
    }
    if not found:
        raise TableRefused(_("This file has no rows below its headings."), "no_rows")
    return found


def links_csv(links: Iterable[PersonalLink], survey: Survey) -> Iterator[str]:
    """Yield a file of links in portions: RFC 4180, with the mark by which Excel knows UTF-8.

    What a spreadsheet would take for a formula is led by an apostrophe.
    """
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    writer = csv.writer(buffer, lineterminator="\r\n")
    fields, base = fields_of(survey.pk), base_address(survey)
    writer.writerow([*HEADINGS, *map(neutralised, fields)])
    for count, link in enumerate(links, start=1):
        label, state, code = neutralised(link.label), state_of(link), code_of(link)
        said = [neutralised(link.fields.get(name, "")) for name in fields]
        writer.writerow([link.number, label, state, base + code, spelt(code), *said])
        if count % ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
