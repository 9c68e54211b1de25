"""Reading whatever file a translator sent: what it is, its first bytes say."""

from django.utils.translation import gettext as _

from surveys.translating.files.csv_files import read_csv
from surveys.translating.files.delivery import MOST_BYTES, Delivery
from surveys.translating.files.xliff_reading import read_xliff
from surveys.translating.files.xlsx_files import read_xlsx
from surveys.translating.refusals import FileRefused

_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def read_file(content: bytes, *, survey: str, rich: frozenset[str]) -> tuple[Delivery, ...]:
    """What a file delivers for the survey of this id; ``rich`` are the keys of its texts that are HTML.

    Raises ``FileRefused``: ``missing``, ``too_large``, ``other_survey``, and those of each kind of file.
    """
    if not content.strip():
        raise FileRefused(_("Please choose a file first."), "missing")
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is too large: at most 20 MB are possible."), "too_large")
    deliveries = _read(content, rich)
    for delivery in deliveries:
        if delivery.survey != survey:
            raise FileRefused(_("The file belongs to another survey. Nothing was read."), "other_survey")
    return deliveries


def _read(content: bytes, rich: frozenset[str]) -> tuple[Delivery, ...]:
    if content.startswith(b"PK"):
        return read_xlsx(content)
    if content.lstrip(_BEFORE_XML).startswith(b"<"):
        return (read_xliff(content, rich=rich),)
    return (read_csv(content),)
