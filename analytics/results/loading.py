"""Responses out of PostgreSQL into Arrow tables: one row a response, one column a variable.

Beside the variables and, for every question, whether it was asked and how it was refused, a row holds what
``SYSTEM`` names. Moments are in UTC; ``started_on`` is a day in the organisation's time zone, ``seconds`` the
time on pages, ``pages`` the ids of the pages sent, ``last_page`` the last of them in the order of the
version. ``flag`` is what staff found (``none`` without), ``tags`` their words, ``marks`` the rules of quality
that marked it: never ``None``.
"""

import datetime
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from analytics.models import Tagging
from analytics.results.questions import Layout, refused_field
from analytics.results.readers import (
    BETWEEN,
    ReadQuestion,
    VersionReader,
    given_field,
    hashed,
    hashed_field,
    joined_field,
)
from responses.models import Response
from surveys.question_types.columns import Cell, ColumnKind
from surveys.question_types.missing import refusal_of

ROWS_AT_ONCE, CELLS_AT_ONCE = 2_000, 1_000_000
POSITION = "position"
COUNTING = ("shown", "route")
CONTACT = "contact"
"""What personal links say of people, by field; the relation has a column for each (``contact_field``)."""
CONTACT_TYPE = pa.map_(pa.string(), pa.string())

SYSTEM: dict[str, pa.DataType] = {
    "id": pa.string(),
    "status": pa.string(),
    "language": pa.string(),
    "channel": pa.string(),
    "device": pa.string(),
    "version": pa.int32(),
    "started_at": pa.timestamp("us"),
    "started_on": pa.date32(),
    "changed_at": pa.timestamp("us"),
    "completed_at": pa.timestamp("us"),
    "seconds": pa.float64(),
    "pages": pa.list_(pa.string()),
    "last_page": pa.string(),
    "flag": pa.string(),
    "tags": pa.list_(pa.string()),
    "marks": pa.list_(pa.string()),
}
NO_FLAG = "none"
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
    "device",
    "day",
    "started_at",
    "changed_at",
    "completed_at",
    "page_seconds",
    "answers",
    "position",
    "flag",
    "tags",
    "marks",
    CONTACT,
)

_AS_IT_IS = ("status", "language", "channel", "started_at", "changed_at", "completed_at")

type Positions = Sequence[tuple[int, int | None]]
"""Which transactions wrote rows: each from a first one to before another, ``None`` for all later ones."""
ALL: Positions = ((0, None),)


class VersionMissing(LookupError):
    """A response answers a version published after the layout was read."""


def schema_of(layout: Layout) -> pa.Schema:
    """The columns of the answers to the survey."""
    asked_questions = [question for question in layout.questions if not question.is_coded]
    asked = [(question.asked_field, pa.bool_()) for question in asked_questions]
    refused = [
        (refused_field(question.asked_field, way), pa.bool_())
        for question in asked_questions
        for way in question.refusals
    ]
    variables = [(variable.field, BY_KIND[variable.kind]) for variable in layout.variables]
    return pa.schema([*SYSTEM.items(), *asked, *refused, *variables])


def contact_field(name: str) -> str:
    """The column of the answers with what personal links say under a name."""
    return f"{CONTACT}:{name}"


def stored_schema(layout: Layout) -> pa.Schema:
    """The columns of tables and files: those of the answers, which transaction wrote the row, and those for
    counting alone (:mod:`analytics.results.tallies`)."""
    several = [question for question in layout.questions if len(question.variables) > 1]
    sets = [variable for variable in layout.variables if variable.kind == "set"]
    texts = [variable for variable in layout.variables if variable.kind == "text"]
    counting = [
        *((name, pa.string()) for name in COUNTING),
        *((given_field(question.asked_field), pa.bool_()) for question in several),
        *((joined_field(variable.field), pa.string()) for variable in sets),
        *((hashed_field(variable.field), pa.int64()) for variable in texts),
    ]
    columns = schema_of(layout)
    return pa.schema([*columns, (POSITION, pa.int64()), (CONTACT, CONTACT_TYPE), *counting])


def read_table(survey_id: UUID, layout: Layout, *, time_zone: str, positions: Positions = ALL) -> pa.Table:
    """Return the responses of these positions, as given. One query, read in portions.

    Raises ``VersionMissing``.
    """
    batches = read_batches(survey_id, layout, time_zone=time_zone, positions=positions)
    return pa.Table.from_batches(batches, schema=stored_schema(layout))


def read_batches(
    survey_id: UUID, layout: Layout, *, time_zone: str, positions: Positions
) -> Iterator[pa.RecordBatch]:
    """Yield the responses of these positions, as given, by thousands. Raises ``VersionMissing``."""
    columns = stored_schema(layout)
    rows = _rows(survey_id, time_zone, positions)
    at_once = max(1, min(ROWS_AT_ONCE, CELLS_AT_ONCE // len(columns)))
    for portion in _portions(_with_tags(rows) if layout.codings else rows, at_once):
        yield _batch(portion, layout, columns)


def table_of(portions: Iterable[list[dict[str, Any]]], layout: Layout) -> pa.Table:
    """Return rows, given as what ``_NEEDED`` names, as a table. Raises ``VersionMissing``."""
    columns = stored_schema(layout)
    return pa.Table.from_batches([_batch(portion, layout, columns) for portion in portions], schema=columns)


def _rows(survey_id: UUID, time_zone: str, positions: Positions) -> QuerySet[Response, dict[str, Any]]:
    found = Response.objects.filter(_at(positions), survey_id=survey_id).order_by()
    day = TruncDate("started_at", tzinfo=zoneinfo.ZoneInfo(time_zone))
    rows: QuerySet[Response, dict[str, Any]] = found.annotate(day=day).values(*_NEEDED)
    return rows


def _with_tags(rows: QuerySet[Response, dict[str, Any]]) -> QuerySet[Response, dict[str, Any]]:
    """The rows, with the ids of the tags that their answers have."""
    tags = Tagging.objects.filter(response=OuterRef("pk"), is_on=True).order_by().values("tag_id")
    return rows.annotate(answer_tags=ArraySubquery(tags))


def _at(positions: Positions) -> Q:
    """Rows of any of the ranges."""
    places = Q()
    for first, until in positions:
        places |= Q(position__gte=first) if until is None else Q(position__gte=first, position__lt=until)
    return places


def _portions(rows: QuerySet[Response, dict[str, Any]], at_once: int) -> Iterator[list[dict[str, Any]]]:
    source = rows.iterator(chunk_size=at_once)
    while portion := list(islice(source, at_once)):
        yield portion


def _batch(portion: Iterable[dict[str, Any]], layout: Layout, columns: pa.Schema) -> pa.RecordBatch:
    values: dict[str, list[Any]] = {name: [] for name in columns.names}
    for row in portion:
        cells = cells_of(row, layout, as_given=True)
        for name, column in values.items():
            column.append(cells.get(name))
    arrays = [pa.array(values[field.name], type=field.type) for field in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=columns)


def cells_of(row: Mapping[str, Any], layout: Layout, *, as_given: bool = False) -> dict[str, Any]:
    """The cells of a response, by field; fields that have none are left out. Raises ``VersionMissing``.

    Former choices are read as what they mean today, but ``as_given`` as what was clicked.
    """
    reader = layout.readers.get(str(row["version_id"]))
    if reader is None:
        raise VersionMissing(row["version_id"])
    sent = list(_pages_sent(row, reader))
    cells = _said_of(row) | {
        "version": reader.number,
        "pages": sent,
        "last_page": sent[-1] if sent else None,
        "route": BETWEEN.join(sent),
    }
    _add_answers(cells, row["answers"], reader, as_given=as_given)
    if given := row.get("answer_tags"):
        _add_tags(cells, [str(tag) for tag in given], layout)
    return cells


def _said_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a response itself."""
    seconds = row["page_seconds"]
    return {name: row[name] for name in _AS_IT_IS} | {
        "id": str(row["id"]),
        "device": row.get("device") or None,
        "started_on": row["day"],
        "seconds": round(float(sum(seconds.values())), 3) if seconds else None,
        "flag": row.get("flag") or NO_FLAG,
        "tags": list(row.get("tags") or ()),
        "marks": sorted(row.get("marks") or ()),
        POSITION: row.get(POSITION),
        CONTACT: list((row.get(CONTACT) or {}).items()) or None,
    }


def _pages_sent(row: Mapping[str, Any], reader: VersionReader) -> Iterator[str]:
    """The pages that a respondent sent, in the order of the version."""
    for page, questions in reader.pages:
        if page in row["page_seconds"] or any(question in row["answers"] for question in questions):
            yield page


def _add_answers(
    cells: dict[str, Any], answers: Mapping[str, Any], reader: VersionReader, *, as_given: bool
) -> None:
    shown = 0
    for place, question in enumerate(reader.questions):
        if question.id not in answers:
            continue
        shown |= 1 << place
        cells[question.asked_field] = True
        answer = answers[question.id]
        if way := refusal_of(answer):
            cells[refused_field(question.asked_field, way)] = True
        elif answer is not None:
            given = (question.given if as_given else question.meant)(answer)
            _add_cells(cells, given, question)
    cells["shown"] = f"{shown:x}"


def _add_cells(cells: dict[str, Any], given: Mapping[str, Cell], question: ReadQuestion) -> None:
    is_given = False
    for key, field in question.fields:
        cell: Any = given.get(key)
        if cell is not None:
            is_given = True
            kind, beside = _kind_of(field)
            if kind == "set":
                cells[beside] = BETWEEN.join(cell)
            elif kind == "text":
                cells[beside] = hashed(cell)
            elif read := _READ.get(kind):
                cell = read(str(cell))
        cells[field] = cell
    if is_given:
        cells[given_field(question.asked_field)] = True


@lru_cache(maxsize=65_536)
def _kind_of(field: str) -> tuple[str, str]:
    """The kind of a field, and the column beside it that counts it."""
    kind = field.partition(":")[0]
    return kind, joined_field(field) if kind == "set" else hashed_field(field)


def _add_tags(cells: dict[str, Any], tags: Sequence[str], layout: Layout) -> None:
    """The tags of answers; the relation says where there is an answer without any."""
    for coding in layout.codings:
        if counted := coding.given(tags):
            cells[coding.field] = counted
            cells[joined_field(coding.field)] = BETWEEN.join(counted)
