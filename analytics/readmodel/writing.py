"""Making a column file."""

from collections.abc import Iterable
from uuid import UUID

import duckdb

from analytics.models import ColumnFile
from analytics.readmodel.files import being_made, keep
from analytics.results.engine import literal
from tenants.ids import uuid7

MOST_ROWS_IN_GROUP, LEAST_ROWS_IN_GROUP = 30_720, 2_048
CELLS_IN_GROUP = 4_000_000
"""What is held in memory while it is written: groups of rows, smaller ones of wide surveys."""


def write_file(
    cursor: duckdb.DuckDBPyConnection,
    sql: str,
    *,
    survey: UUID,
    first: int,
    until: int,
    columns: Iterable[str],
    time_zone: str,
) -> ColumnFile | None:
    """Write the rows of a query into a file, and note it; ``None`` when there are none.

    To be called inside a transaction. What goes wrong (``OSError``, ``duckdb.Error``) leaves no file.
    """
    identity, names = uuid7(), sorted(columns)
    with being_made() as path:
        options = f"FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {rows_in_group(len(names))}"
        written = cursor.execute(f"COPY ({sql}) TO {literal(str(path))} ({options})").fetchone()
        rows = int(written[0]) if written else 0
        if not rows:
            return None
        size = path.stat().st_size
        checksum = keep(survey, identity, path)
    return ColumnFile.objects.create(
        id=identity,
        survey_id=survey,
        first=first,
        until=until,
        rows=rows,
        size=size,
        sha256=checksum,
        columns=names,
        time_zone=time_zone,
    )


def rows_in_group(columns: int) -> int:
    """How many rows of so many columns are written at a time."""
    return max(LEAST_ROWS_IN_GROUP, min(MOST_ROWS_IN_GROUP, CELLS_IN_GROUP // columns))
