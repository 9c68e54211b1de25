"""Responses out of PostgreSQL into Arrow tables: one row a response, one column a variable.

Beside the variables and, for every question, whether it was asked and how it was refused, a row holds what
``SYSTEM`` names. Moments are in UTC; ``started_on`` is a day in the organisation's time zone, ``seconds`` the
time on pages, ``pages`` the ids of the pages sent and ``last_page`` the last of them in the order of the version.
"""

import datetime
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from analytics.results.questions import Layout, VersionReader, refused_field
from responses.models import Response
from surveys.question_types.columns import Cell, ColumnKind
from surveys.question_types.missing import refusal_of

ROWS_AT_ONCE = 2_000

SYSTEM: dict[str, pa.DataType] = {
    "id": pa.string(),
    "status": pa.string(),
    "language": pa.string(),
    "channel": pa.string(),
    "version": pa.int32(),
    "started_at": pa.timestamp("us"),
    "started_on": pa.date32(),
    "changed_at": pa.timestamp("us"),
    "completed_at": pa.timestamp("us"),
    "seconds": pa.float64(),
    "pages": pa.list_(pa.string()),
    "last_page": pa.string(),
}
BY_KIND: dict[ColumnKind, pa.DataType] = {
    "category": pa.string(),
    "set": pa.list_(pa.string()),
    "number": pa.float64(),
    "text": pa.string(),
    "date": pa.date32(),
    "time": pa.time32("s"),
    "datetime": pa.timestamp("us"),
    "rank": pa.list_(pa.string()),
    "file": pa.list_(pa.string()),
}
_READ: dict[str, Callable[[str], object]] = {
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
}
_NEEDED = (
    "id",
    "version_id",
    "status",
    "language",
    "channel",
    "day",
    "started_at",
    "changed_at",
    "completed_at",
    "page_seconds",
    "answers",
)


class VersionMissing(LookupError):
    """A response answers a version published after the layout was read."""


def schema_of(layout: Layout) -> pa.Schema:
    """The columns of a snapshot of the survey."""
    asked = [(question.asked_field, pa.bool_()) for question in layout.questions]
    refused = [
        (refused_field(question.asked_field, way), pa.bool_())
        for question in layout.questions
        for way in question.refusals
    ]
    variables = [(variable.field, BY_KIND[variable.kind]) for variable in layout.variables]
    return pa.schema([*SYSTEM.items(), *asked, *refused, *variables])


def read_table(
    survey_id: UUID, layout: Layout, *, time_zone: str, changed_since: datetime.datetime | None = None
) -> pa.Table:
    """Return the survey's responses, all or those changed at or after a moment. One query, read in portions.

    Raises ``VersionMissing``.
    """
    return table_of(_portions(_rows(survey_id, time_zone, changed_since)), layout)


def table_of(portions: Iterable[list[dict[str, Any]]], layout: Layout) -> pa.Table:
    """Return rows, given as what ``_NEEDED`` names, as a table. Raises ``VersionMissing``."""
    columns = schema_of(layout)
    batches = [_batch(portion, layout, columns) for portion in portions]
    return pa.Table.from_batches(batches, schema=columns)


def _rows(
    survey_id: UUID, time_zone: str, changed_since: datetime.datetime | None
) -> QuerySet[Response, dict[str, Any]]:
    found = Response.objects.filter(survey_id=survey_id).order_by()
    if changed_since is not None:
        found = found.filter(changed_at__gte=changed_since)
    day = TruncDate("started_at", tzinfo=zoneinfo.ZoneInfo(time_zone))
    rows: QuerySet[Response, dict[str, Any]] = found.annotate(day=day).values(*_NEEDED)
    return rows


def _portions(rows: QuerySet[Response, dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = rows.iterator(chunk_size=ROWS_AT_ONCE)
    while portion := list(islice(source, ROWS_AT_ONCE)):
        yield portion


def _batch(portion: Iterable[dict[str, Any]], layout: Layout, columns: pa.Schema) -> pa.RecordBatch:
    values: dict[str, list[Any]] = {name: [] for name in columns.names}
    for row in portion:
        cells = cells_of(row, layout)
        for name, column in values.items():
            column.append(cells.get(name))
    arrays = [pa.array(values[field.name], type=field.type) for field in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=columns)


def cells_of(row: Mapping[str, Any], layout: Layout) -> dict[str, Any]:
    """The cells of a response, by field; fields that have none are left out. Raises ``VersionMissing``."""
    reader = layout.readers.get(str(row["version_id"]))
    if reader is None:
        raise VersionMissing(row["version_id"])
    seconds = row["page_seconds"]
    sent = [
        page
        for page, questions in reader.pages
        if page in seconds or any(question in row["answers"] for question in questions)
    ]
    cells = {
        "id": str(row["id"]),
        "status": row["status"],
        "language": row["language"],
        "channel": row["channel"],
        "version": reader.number,
        "started_at": row["started_at"],
        "started_on": row["day"],
        "changed_at": row["changed_at"],
        "completed_at": row["completed_at"],
        "seconds": float(sum(seconds.values())) if seconds else None,
        "pages": sent,
        "last_page": sent[-1] if sent else None,
    }
    _add_answers(cells, row["answers"], reader)
    return cells


def _add_answers(cells: dict[str, Any], answers: Mapping[str, Any], reader: VersionReader) -> None:
    for question_id, asked_field, read, fields in reader.questions:
        was_asked = question_id in answers
        cells[asked_field] = was_asked
        answer = answers.get(question_id)
        if way := refusal_of(answer):
            cells[refused_field(asked_field, way)] = True
        elif answer is not None:
            given = read(answer)
            for key, field in fields:
                cells[field] = _stored(given.get(key), field)


def _stored(cell: Cell, field: str) -> Any:
    read = _READ.get(field.partition(":")[0])
    return read(str(cell)) if read and cell is not None else cell
