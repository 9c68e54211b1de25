"""Rows of column files that count no more: of responses that were removed, or were written again since."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from uuid import UUID

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from analytics.models import RemovedRow
from analytics.readmodel.holding import OpenFile
from analytics.results.engine import engine, literal


def _no_ids() -> pa.Array:
    return pa.array([], type=pa.string())


def _no_positions() -> pa.Array:
    return pa.array([], type=pa.int64())


@dataclass(frozen=True, slots=True)
class Removed:
    """Responses that were deleted, and by which transaction each."""

    ids: pa.Array = field(default_factory=_no_ids)
    positions: pa.Array = field(default_factory=_no_positions)


def read_removed(survey_id: UUID, *, since: int = 0) -> Removed:
    """Return what was removed by transactions from ``since`` on. One query."""
    found = RemovedRow.objects.filter(survey=survey_id, position__gte=since)
    rows = list(found.values_list("response", "position"))
    return Removed(
        pa.array([str(response) for response, _ in rows], type=pa.string()),
        pa.array([position for _, position in rows], type=pa.int64()),
    )


def dead_rows(
    files: Iterable[OpenFile], *, newer: pa.Table, removed: Removed, known: Mapping[UUID, pa.Array]
) -> dict[UUID, pa.Array]:
    """Return the dead rows of files, by file: those ``known``, and those that ``newer`` rows or removals make
    so. Both have an effect on rows of earlier positions alone."""
    files = list(files)
    ids = pa.concat_arrays([*newer["id"].chunks, removed.ids])
    positions = pa.concat_arrays([*newer["position"].chunks, removed.positions])
    if not files or not len(ids):
        return {file.id: known[file.id] for file in files if file.id in known}
    with closing(engine().cursor()) as cursor:
        cursor.register("wanted", pa.table({"id": ids, "before": positions}))
        return {file.id: _with(known.get(file.id), _found(cursor, file)) for file in files}


def _found(cursor: duckdb.DuckDBPyConnection, file: OpenFile) -> pa.Array:
    """The rows of a file that are of the wanted responses."""
    rows = cursor.sql(
        "SELECT DISTINCT stored.file_row_number AS row"  # noqa: S608
        f" FROM read_parquet({literal(str(file.path))}, file_row_number = true) AS stored"
        " JOIN wanted ON stored.id = wanted.id AND stored.position < wanted.before"
    ).to_arrow_table()
    return rows["row"].combine_chunks().cast(pa.int64())


def _with(known: pa.Array | None, found: pa.Array) -> pa.Array:
    return found if known is None else pc.unique(pa.concat_arrays([known, found]))
