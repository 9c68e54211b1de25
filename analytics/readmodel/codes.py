"""Codes of column files: what is counted of them, as small numbers for each row, beside their local copies.

A column of few different values is told by their places in a list, from 1 on; 0 stands for none. As many
columns as have no more than 4,096 combinations together share one number a row, a *pack*: one pass over it
counts them all. Of other columns, a code says at least whether a row has anything (a *flag*). Hashes of texts
are there in their order, with the rows that have them, and the moments of change as they are.

A file of codes is made of the checked copy of its column file by whoever needs it first, is checked against
the checksum at its end once by every process, and made anew where it isn't as it was written.
"""

import hashlib
import json
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import structlog

from analytics.readmodel.coding import Numbers, write_codes
from analytics.readmodel.files import as_checked, being_made, codes_path, is_checked

_END = struct.Struct("<Q32s")
_AT_ONCE = 1024 * 1024
_making = threading.Lock()

logger = structlog.get_logger("canvass.results")


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """Where a column's codes are: numbers of a ``pack`` divided by ``stride``, modulo one more than there are
    ``values``. Of a flag, ``values`` are but ``True``, whatever rows have."""

    pack: int
    stride: int
    values: tuple[Any, ...]
    is_flag: bool = False

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.values) + 1


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a column file of so many ``rows``. ``packs`` say where each begins in the file of codes,
    and how many combinations it has; ``hashes`` where those of a column begin, where the numbers of their
    rows do, and how many there are; ``moments`` where these begin."""

    path: Path
    rows: int
    columns: Mapping[str, CodedColumn]
    packs: tuple[tuple[int, int], ...]
    hashes: Mapping[str, tuple[int, int, int]]
    moments: int

    def pack(self, number: int) -> Numbers:
        """The numbers of a pack, 16 bits each. Raises ``OSError``."""
        return self._array("<u2", self.packs[number][0], self.rows)

    def codes(self, name: str) -> Numbers:
        """The codes of a column, 16 bits each. Raises ``OSError``."""
        column = self.columns[name]
        return self.pack(column.pack) // np.uint16(column.stride) % np.uint16(column.size)

    def hashed(self, name: str) -> tuple[Numbers, Numbers]:
        """The hashes of a column in their order, and the row of each. Raises ``OSError``."""
        values, rows, count = self.hashes[name]
        return self._array("<i8", values, count), self._array("<u4", rows, count)

    def changed(self) -> Numbers:
        """When each row was changed, in microseconds since 1970. Raises ``OSError``."""
        return self._array("<i8", self.moments, self.rows)

    def is_flag(self, name: str) -> bool:
        """Whether of a column it is known only which rows have anything."""
        return name in self.columns and self.columns[name].is_flag

    def _array(self, form: str, begin: int, count: int) -> Numbers:
        found: Numbers = np.fromfile(self.path, form, count, offset=begin)
        if len(found) < count:
            raise OSError(f"{self.path.name} ends too early")
        return found


def codes_of(path: Path) -> Codes | None:
    """The codes of a column file, made if they aren't there; ``None`` where there is no room for them."""
    beside = codes_path(path)
    try:
        with _making:
            if not _is_as_written(beside):
                make_codes(path)
        return _read(beside)
    except OSError as problem:
        logger.warning("results_codes_missing", file=path.name, why=type(problem).__name__)
        return None


def make_codes(path: Path) -> None:
    """Write the codes of a column file. Raises ``OSError``; then nothing is left behind."""
    beside = codes_path(path)
    with being_made() as made:
        with made.open("wb") as content:
            head = write_codes(content, path)
        _end(made, head)
        made.replace(beside)
    as_checked(beside)


def _end(made: Path, head: Mapping[str, Any]) -> None:
    """Write what is said of the arrays, and the checksum of all that."""
    written = json.dumps(head, default=date.isoformat).encode()
    with made.open("ab") as content:
        content.write(written)
        content.write(struct.pack("<Q", len(written)))
    with made.open("rb") as content:
        checksum = hashlib.file_digest(content, "sha256").digest()
    with made.open("ab") as content:
        content.write(checksum)


def _is_as_written(beside: Path) -> bool:
    """Whether a file of codes is there, and whole."""
    if not beside.exists():
        return False
    if is_checked(beside):
        return True
    size = beside.stat().st_size
    with beside.open("rb") as content:
        is_whole = size >= _END.size and _checksum_before_end(content, size - 32) == content.read()
    if is_whole:
        as_checked(beside)
    return is_whole


def _checksum_before_end(content: BinaryIO, size: int) -> bytes:
    digest = hashlib.sha256()
    while size > 0 and (portion := content.read(min(size, _AT_ONCE))):
        digest.update(portion)
        size -= len(portion)
    return digest.digest()


def _head(beside: Path) -> dict[str, Any]:
    with beside.open("rb") as content:
        content.seek(-_END.size, 2)
        length, _checksum = _END.unpack(content.read())
        content.seek(-_END.size - length, 2)
        head: dict[str, Any] = json.loads(content.read(length))
        return head


def _read(beside: Path) -> Codes:
    head = _head(beside)
    columns = {
        name: CodedColumn(pack, stride, tuple(map(_READ.get(kind, _as_it_is), values)), kind == "flag")
        for name, (pack, stride, kind, values) in head["columns"].items()
    }
    packs = tuple((begin, size) for begin, size in head["packs"])
    return Codes(beside, head["rows"], columns, packs, head["hashes"], head["moments"])


def _as_it_is(value: Any) -> Any:
    return value


_READ = {"date": date.fromisoformat}
