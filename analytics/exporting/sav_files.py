"""SPSS system files: the dictionary first, then rows in portions, packed as SPSS packs them.

The format is that of "System File Format" in the PSPP developers' guide. Written here, because libraries want
all rows in memory at once.
"""

from collections.abc import Mapping
from itertools import accumulate
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from analytics.exporting.arrays import SPACE, Bytes, put_numbers, put_texts, text_bytes
from analytics.exporting.legal_names import spss_names
from analytics.exporting.numeric import Package, StatColumn, notes_of, stat_columns
from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Progress, Table
from analytics.exporting.sav_dictionary import Dictionary, storage_of
from analytics.exporting.shapes import Kind
from surveys.question_types.missing import Missing

SYSTEM_MISSING = -1.7976931348623157e308
LONGEST_TEXT = 32_767
_DAYS = 12_219_379_200
"""Seconds from the first day of SPSS, 14 October 1582, to that of Unix."""
_SEGMENT = 255
_BIAS = 100
_PADDING, _RAW, _SPACES, _LACKING = 0, 253, 254, 255
_EIGHT_SPACES = int.from_bytes(b" " * 8, "little")
_BYTES_AT_ONCE = 24 * 1024 * 1024
_SINCE: Mapping[Kind, str] = {
    "date": f"epoch(({{}})::TIMESTAMP) + {_DAYS}",
    "time": "epoch({})",
    "moment": f"epoch({{}}) + {_DAYS}",
}
_REASONS: tuple[Missing, ...] = ("skipped", "refused", "dont_know", "not_shown")


def reasons_below(kind: Kind, least: float | None) -> Mapping[Missing, float]:
    """Four numbers in a row for missing answers, below every number of the column: -99 to -96 if they are.

    Days and times have none: SPSS would show them as days.
    """
    if kind in _SINCE:
        return {}
    for lowest in (-99, -999, -9_999, -999_999, -999_999_999):
        if least is None or least > lowest + 3:
            return {why: float(lowest + place) for place, why in enumerate(_REASONS)}
    return {}


SPSS = Package(
    names=spss_names,
    since=_SINCE,
    reasons=reasons_below,
    lacking=SYSTEM_MISSING,
    longest_text=LONGEST_TEXT,
)


def write_sav(table: Table, target: BinaryIO, options: ExportOptions, progress: Progress) -> None:
    """Write a table; texts of more than 32,767 bytes, the most that SPSS knows, are cut."""
    columns = stat_columns(table, options, SPSS)
    notes = notes_of(table)
    target.write(Dictionary(columns, table.source.count(), label=table.title, notes=notes).content())
    sizes = [storage_of(column.width) for column in columns]
    offsets = [0, *accumulate(sizes)]
    size = _rows_at_once(offsets[-1])
    packer = _Packer(columns, sizes)
    for batch in table.portions([column.sql for column in columns], size=size):
        rows = np.full((batch.num_rows, offsets[-1]), SPACE, np.uint8)
        for column, offset, cells in zip(columns, offsets, batch.columns, strict=False):
            if column.is_text:
                _put_text(rows, offset, cells, column.width)
            else:
                put_numbers(rows, offset, cells)
        target.write(packer.packed(rows))
        progress(batch.num_rows)
    target.write(packer.rest())


def _rows_at_once(row_bytes: int) -> int:
    """How many rows fit into the memory for them; always groups of eight."""
    return max(8, min(_BYTES_AT_ONCE // max(row_bytes, 1), 8_192) // 8 * 8)


def _put_text(rows: Bytes, offset: int, texts: object, width: int) -> None:
    """Write texts; those of columns of more than 255 bytes go in segments of 255, each on 256."""
    if width <= _SEGMENT:
        put_texts(rows, offset, texts, width)
        return
    lengths, content = text_bytes(texts)
    row = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.cumsum(lengths) - lengths
    place = np.arange(len(content)) - np.repeat(starts, lengths)
    rows[row, offset + place // _SEGMENT * (_SEGMENT + 1) + place % _SEGMENT] = content


class _Packer:
    """Rows as commands of a byte for every eight bytes; only what no command says follows as it is."""

    def __init__(self, columns: list[StatColumn], sizes: list[int]) -> None:
        numeric = [
            np.full(size // 8, not column.is_text) for column, size in zip(columns, sizes, strict=True)
        ]
        self._is_number = np.concatenate(numeric) if numeric else np.empty(0, bool)
        self._commands = np.empty(0, np.uint8)
        self._raw = np.empty(0, np.uint64)

    def packed(self, rows: Bytes) -> bytes:
        """The commands and blocks of rows, but for the last ones that don't fill a group of eight."""
        blocks = rows.view("<u8")
        commands = np.concatenate([self._commands, self._commands_of(blocks).ravel()])
        raw_here = blocks.ravel()[commands[len(self._commands) :] == _RAW]
        raw = np.concatenate([self._raw, raw_here])
        whole = len(commands) // 8 * 8
        used = int(np.count_nonzero(commands[:whole] == _RAW))
        self._commands, self._raw = commands[whole:], raw[used:]
        return _interleaved(commands[:whole], raw[:used])

    def rest(self) -> bytes:
        """The last group, filled up."""
        if not len(self._commands):
            return b""
        filled = np.zeros(8, np.uint8)
        filled[: len(self._commands)] = self._commands
        return _interleaved(filled, self._raw)

    def _commands_of(self, blocks: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
        commands = np.where(blocks == _EIGHT_SPACES, _SPACES, _RAW).astype(np.uint8)
        numbers = np.ascontiguousarray(blocks[:, self._is_number]).view("<f8")
        small = (numbers >= 1 - _BIAS) & (numbers <= 251 - _BIAS) & (numbers == np.rint(numbers))
        said = np.full(numbers.shape, _RAW, np.uint8)
        said[small] = (numbers[small] + _BIAS).astype(np.uint8)
        said[numbers == SYSTEM_MISSING] = _LACKING
        commands[:, self._is_number] = said
        return commands


def _interleaved(commands: npt.NDArray[np.uint8], raw: npt.NDArray[np.uint64]) -> bytes:
    """Groups of eight commands, each followed by the blocks that it says come raw."""
    if not len(commands):
        return b""
    groups = commands.reshape(-1, 8)
    follows = np.count_nonzero(groups == _RAW, axis=1)
    starts = np.arange(len(groups)) + np.cumsum(follows) - follows
    found = np.empty(len(groups) + len(raw), np.uint64)
    is_group = np.zeros(len(found), bool)
    is_group[starts] = True
    found[is_group] = np.ascontiguousarray(groups).view("<u8").ravel()
    found[~is_group] = raw
    return found.tobytes()
