"""Making codes of a column file, column by column (:mod:`analytics.readmodel.codes`)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

type Numbers = npt.NDArray[Any]

MOST_IN_PACK = 4_096
_LEFT_OUT = frozenset(
    {"id", "started_at", "completed_at", "seconds", "pages", "tags", "marks", "position", "contact"}
)
"""Columns of responses that nobody counts by value."""
_NOT_CODED = ("asked:", "set:", "text:")
"""Nor these: ``shown``, ``joined:`` and ``hashed:`` stand for them."""
_AS_THEY_ARE = ("hashed:", "changed_at")


@dataclass(slots=True)
class _Packs:
    """Packs in the making: written one after the other as they are full."""

    content: BinaryIO
    rows: int
    open: Numbers
    size: int = 1
    packs: list[tuple[int, int]] = field(default_factory=list)
    columns: dict[str, tuple[int, int, str, list[Any]]] = field(default_factory=dict)

    def add(self, name: str, codes: Numbers, kind: str, values: list[Any]) -> None:
        """Add a column."""
        if self.size * (len(values) + 1) > MOST_IN_PACK:
            self.write()
        self.columns[name] = (len(self.packs), self.size, kind, values)
        self.open += (codes * self.size).astype(np.uint16)
        self.size *= len(values) + 1

    def write(self) -> None:
        """Write the pack that is open, and begin another."""
        self.packs.append((self.content.tell(), self.size))
        self.content.write(self.open.astype("<u2").tobytes())
        self.open, self.size = np.zeros(self.rows, np.uint16), 1


def write_codes(content: BinaryIO, path: Path) -> dict[str, Any]:
    """Write the arrays of a column file's codes; return what is to be said of them."""
    plain: dict[str, int] = {}
    with pq.ParquetFile(path) as file:
        rows = file.metadata.num_rows
        packs = _Packs(content, rows, np.zeros(rows, np.uint16))
        for name in file.schema_arrow.names:
            if name in _LEFT_OUT or name.startswith(_NOT_CODED):
                continue
            column = file.read(columns=[name], use_threads=False).column(0).combine_chunks()
            if name.startswith(_AS_THEY_ARE):
                plain[name] = content.tell()
                content.write(column.cast(pa.int64()).fill_null(0).to_numpy().astype("<i8").tobytes())
            packs.add(name, *_coded(column, is_plain=name in plain))
        packs.write()
    return {"rows": rows, "packs": packs.packs, "columns": packs.columns, "plain": plain}


def _coded(column: pa.Array, *, is_plain: bool) -> tuple[Numbers, str, list[Any]]:
    """The codes of a column, how its values are to be read, and these."""
    if not is_plain and (found := _few(column)):
        indices, values = found
        return indices, "date" if pa.types.is_date(column.type) else "value", values
    return column.is_valid().to_numpy(zero_copy_only=False).astype(np.int64), "flag", [True]


def _few(column: pa.Array) -> tuple[Numbers, list[Any]] | None:
    """The codes of a column of few values; ``None`` of others."""
    if pa.types.is_floating(column.type):
        column = pa.array(column.to_numpy(zero_copy_only=False) + 0.0, from_pandas=True)  # noughts are one
    elif not _can_be_coded(column.type):
        return None
    coded = column.dictionary_encode()
    values = coded.dictionary.to_pylist()
    if len(values) >= MOST_IN_PACK:
        return None
    return coded.indices.fill_null(-1).to_numpy().astype(np.int64) + 1, values


def _can_be_coded(type_: pa.DataType) -> bool:
    can = (pa.types.is_string, pa.types.is_boolean, pa.types.is_integer, pa.types.is_date)
    return any(is_such(type_) for is_such in can)
