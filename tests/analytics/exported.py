"""Files of responses that are in no database."""

import csv
import datetime
import io
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from analytics.exporting.formats import FORMATS, entries, write_entries
from analytics.exporting.options import ExportOptions
from analytics.exporting.tables import tables_of
from analytics.exporting.wanted import Wanted
from analytics.results import Layout, Record, Selection
from analytics.results.loading import cells_of
from analytics.results.questions import Version
from analytics.results.relation import opened
from surveys.compiling import compile_definition
from tests.analytics.made import NOON, VERSION, definition, everything, results_of, row

EVERYBODY = Selection(status="all")
WANTED = Wanted("csv", ExportOptions(), EVERYBODY).as_json()
"""What an ``Export`` stores of a plain CSV of all responses."""


def rows_of(*answers: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Responses with these answers, in their order: their ids are 1, 2, 3 and so on."""
    return [row(each, id=UUID(int=number), **more) for number, each in enumerate(answers, start=1)]


def csv_of(*answers: dict[str, Any], merged: Layout | None = None, **options: Any) -> str:
    """The CSV of responses with these answers."""
    return file_of("csv", rows_of(*answers), merged, **options).decode()


def lines_of(*answers: dict[str, Any], merged: Layout | None = None, **options: Any) -> list[dict[str, str]]:
    """The lines of that CSV, read as programs read it."""
    text = csv_of(*answers, merged=merged, **options)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def file_of(
    key: str,
    rows: Iterable[dict[str, Any]],
    merged: Layout | None = None,
    *,
    zone: str = "UTC",
    **options: Any,
) -> bytes:
    """The content of a file; ``options`` are those of ``ExportOptions``, ``labels`` of links, and the
    ids of questions ``left_out``."""
    merged = merged or everything()
    labels, left_out = options.pop("labels", None), frozenset(options.pop("left_out", ()))
    chosen = FORMATS[key].fitted(ExportOptions(**options))
    with opened(results_of(rows, merged)._snapshot) as answers:
        found = tables_of(answers, EVERYBODY, chosen, time_zone=zone, labels=labels, left_out=left_out)
        parts = entries(key, found, chosen, merged, name="answers")
        target = io.BytesIO()
        write_entries(parts, target, lambda _rows: None, zipped=len(parts) > 1)
    return target.getvalue()


def record(answers: dict[str, Any], merged: Layout, **more: Any) -> Record:
    """A response of the first version."""
    read = row(answers, **more)
    return Record(
        id=UUID(int=1),
        status=read["status"],
        language=read["language"],
        channel=read["channel"],
        version=Version(str(VERSION), 1, compile_definition(definition())),
        started_at=NOON,
        changed_at=NOON,
        completed_at=NOON + datetime.timedelta(seconds=90),
        seconds=12.5,
        page_seconds={},
        answers=answers,
        cells=cells_of(read, merged),
    )
