"""Making codes of a column file, column by column (:mod:`analytics.readmodel.codes`)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.results.readers import HASHED

type Numbers = npt.NDArray[Any]

MOST_IN_PACK = 4_096
_LEFT_OUT = frozenset(
    {
        "id",
        "started_at",
        "changed_at",
        "completed_at",
        "seconds",
        "pages",
        "tags",
        "marks",
        "position",
        "contact",
    }
)
"""Columns of responses that nobody counts by value."""
_NOT_CODED = ("asked:", "set:", "text:")
"""Nor these: ``shown``, ``joined:`` and ``hashed:`` stand for them."""


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
        self.open += codes * np.uint16(self.size)
        self.size *= len(values) + 1

    def write(self) -> None:
        """Write the pack that is open, and begin another."""
        self.packs.append((self.content.tell(), self.size))
        self.content.write(self.open.astype("<u2").tobytes())
        self.open, self.size = np.zeros(self.rows, np.uint16), 1


def write_codes(content: BinaryIO, path: Path) -> dict[str, Any]:
    """Write the arrays of a column file's codes; return what is to be said of them."""
    hashes: dict[str, tuple[int, int, int]] = {}
    with pq.ParquetFile(path, read_dictionary=_texts(path)) as file:
        rows = file.metadata.num_rows
        packs = _Packs(content, rows, np.zeros(rows, np.uint16))
        names = (name for name in file.schema_arrow.names if _is_counted(name))
        for name in names:
            column = _column(file, name)
            if name.startswith(HASHED):
                hashes[name] = _write_hashes(content, column)
            packs.add(name, *_coded(column, is_hashed=name in hashes))
        packs.write()
        moments = content.tell()
        content.write(_column(file, "changed_at").cast(pa.int64()).to_numpy().astype("<i8").tobytes())
    return {
        "rows": rows,
        "packs": packs.packs,
        "columns": packs.columns,
        "hashes": hashes,
        "moments": moments,
    }


def _is_counted(name: str) -> bool:
    return name not in _LEFT_OUT and not name.startswith(_NOT_CODED)


def _texts(path: Path) -> list[str]:
    """The columns of texts, whose values are told apart in the file itself."""
    return [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)]


def _column(file: pq.ParquetFile, name: str) -> pa.Array:
    return file.read(columns=[name], use_threads=False).column(0).unify_dictionaries().combine_chunks()


def _write_hashes(content: BinaryIO, column: pa.Array) -> tuple[int, int, int]:
    """Write hashes in their order, and their rows; return where both begin, and how many there are."""
    rows = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
    values = column.drop_null().to_numpy()
    order = np.argsort(values)
    begin = content.tell()
    content.write(values[order].astype("<i8").tobytes())
    then = content.tell()
    content.write(rows[order].astype("<u4").tobytes())
    return begin, then, len(rows)


def _coded(column: pa.Array, *, is_hashed: bool) -> tuple[Numbers, str, list[Any]]:
    """The codes of a column, how its values are to be read, and these."""
    if not is_hashed and (found := _few(column)):
        indices, values = found
        return indices, "date" if pa.types.is_date(column.type) else "value", values
    return column.is_valid().to_numpy(zero_copy_only=False).astype(np.uint16), "flag", [True]


def _few(column: pa.Array) -> tuple[Numbers, list[Any]] | None:
    """The codes of a column of few values; ``None`` of others."""
    if pa.types.is_floating(column.type):
        column = pa.array(column.to_numpy(zero_copy_only=False) + 0.0, from_pandas=True)  # noughts are one
    elif not _can_be_coded(column.type):
        return None
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if len(coded.dictionary) >= MOST_IN_PACK:
        return None
    codes = coded.indices.fill_null(-1).to_numpy() + 1
    return codes.astype(np.uint16), coded.dictionary.to_pylist()


def _can_be_coded(type_: pa.DataType) -> bool:
    can = (pa.types.is_dictionary, pa.types.is_boolean, pa.types.is_integer, pa.types.is_date)
    return any(is_such(type_) for is_such in can)
