"""Making a column file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import duckdb

from analytics.models import ColumnFile
from analytics.readmodel.codes import codes_of
from analytics.readmodel.files import being_made, keep, local_path
from analytics.results.engine import literal
from tenants.ids import uuid7

MOST_ROWS_IN_GROUP, LEAST_ROWS_IN_GROUP = 30_720, 2_048
CELLS_IN_GROUP = 4_000_000
"""What is held in memory while it is written: groups of rows, smaller ones of wide surveys."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: responses of a survey whose positions were from ``first`` to below ``until``, in
    columns of these names; days are those of ``time_zone``."""

    survey: UUID
    first: int
    until: int
    columns: Sequence[str]
    time_zone: str


def write_file(cursor: duckdb.DuckDBPyConnection, sql: str, content: Content) -> ColumnFile | None:
    """Write the rows of a query into a file, and note it; ``None`` when there are none.

    To be called inside a transaction. What goes wrong (``OSError``, ``duckdb.Error``) leaves no file.
    """
    identity = uuid7()
    with being_made() as path:
        rows = _copied(cursor, sql, path, columns=len(content.columns))
        if not rows:
            return None
        size = path.stat().st_size
        checksum = keep(content.survey, identity, path)
    codes_of(local_path(content.survey, identity))
    return ColumnFile.objects.create(
        id=identity,
        survey_id=content.survey,
        first=content.first,
        until=content.until,
        rows=rows,
        size=size,
        sha256=checksum,
        columns=sorted(content.columns),
        time_zone=content.time_zone,
    )


def _copied(cursor: duckdb.DuckDBPyConnection, sql: str, path: Path, *, columns: int) -> int:
    """Write the rows of a query, and return how many they are."""
    options = f"FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {rows_in_group(columns)}"
    written = cursor.execute(f"COPY ({sql}) TO {literal(str(path))} ({options})").fetchone()
    return int(written[0]) if written else 0


def rows_in_group(columns: int) -> int:
    """How many rows of so many columns are written at a time."""
    return max(LEAST_ROWS_IN_GROUP, min(MOST_ROWS_IN_GROUP, CELLS_IN_GROUP // columns))
