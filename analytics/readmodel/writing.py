"""Making a column file."""

from collections.abc import Iterable
from uuid import UUID

import duckdb

from analytics.models import ColumnFile
from analytics.readmodel.files import being_made, keep
from analytics.results.engine import literal
from tenants.ids import uuid7

ROWS_IN_GROUP = 122_880


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
    identity = uuid7()
    with being_made() as path:
        options = f"FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROWS_IN_GROUP}"
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
        columns=sorted(columns),
        time_zone=time_zone,
    )
