"""Parquet: typed columns, with what was asked and what codes mean in the metadata."""

import json
from collections.abc import Mapping
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Progress, Table
from analytics.exporting.shapes import FileColumn, Kind
from analytics.exporting.texts import said

_TYPES: Mapping[Kind, pa.DataType] = {
    "category": pa.string(),
    "flag": pa.int8(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "text": pa.string(),
    "list": pa.list_(pa.string()),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "moment": pa.timestamp("us"),
}
ROWS_A_GROUP = 65_536


def write_parquet(table: Table, target: BinaryIO, options: ExportOptions, progress: Progress) -> None:
    """Write a table."""
    schema = pa.schema([_field(column) for column in table.columns], metadata=_about(table))
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in table.portions([said(column, options) for column in table.columns], size=ROWS_A_GROUP):
            arrays = [array.cast(field.type) for array, field in zip(batch.columns, schema, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
            progress(batch.num_rows)


def _about(table: Table) -> dict[str, str] | None:
    names = [each.question for each in table.left_out]
    return {"left_out_as_personal": json.dumps(names, ensure_ascii=False)} if names else None


def _field(column: FileColumn) -> pa.Field:
    about = {"label": column.label, "question": column.question, "type": str(column.type)}
    if column.codes:
        codes = {code.code: code.label for code in column.codes}
        about["values"] = json.dumps(codes, ensure_ascii=False)
    return pa.field(column.header, _TYPES[column.kind], metadata=about)
