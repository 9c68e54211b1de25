"""Stata files of release 118 (Stata 14 and later): a head, rows in portions, and what belongs to them.

The format is that of "Description of .dta file format 118" of StataCorp. Written here, because libraries want
all rows in memory at once.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.exporting.arrays import Bytes, put_numbers, put_texts
from analytics.exporting.legal_names import stata_names
from analytics.exporting.numeric import Package, StatColumn, notes_of, reason_labels, stat_columns
from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Progress, Table
from analytics.exporting.shapes import Kind
from surveys.question_types.missing import Missing

LONGEST_PLAIN = 2_045
LONGEST_TEXT = 2_000_000
_LACKING = 2.0**1023
_FIRST_LACKING_CODE = 2_147_483_621
_DOUBLE, _LONG_TEXT = 65_526, 32_768
_REASONS: tuple[Missing, ...] = ("skipped", "refused", "dont_know", "not_shown")
_BYTES_AT_ONCE = 24 * 1024 * 1024
_FORMATS: Mapping[Kind, str] = {"date": "%td", "time": "%tcHH:MM:SS", "moment": "%tc", "number": "%10.0g"}


def reasons_apart(kind: Kind, least: float | None) -> Mapping[Missing, float]:
    """Stata's own: ``.a`` skipped, ``.b`` refused, ``.c`` not known, ``.d`` not shown."""
    return {why: _LACKING * (1 + place / 4096) for place, why in enumerate(_REASONS, start=1)}


STATA = Package(
    names=stata_names,
    since={
        "date": "date_diff('day', DATE '1960-01-01', {})",
        "time": "epoch({}) * 1000",
        "moment": "epoch_ms({}) + 315619200000",
    },
    reasons=reasons_apart,
    lacking=_LACKING,
    longest_text=LONGEST_TEXT,
)


@dataclass(slots=True)
class _Rows:
    """How rows lie, and the long texts that stand behind them, numbered as they come."""

    columns: list[StatColumn]
    count: int
    offsets: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.offsets = [0, *accumulate(_size(column) for column in self.columns)]

    @property
    def size(self) -> int:
        return self.offsets[-1]


def write_dta(table: Table, target: BinaryIO, options: ExportOptions, progress: Progress) -> None:
    """Write a table. Long texts are read a second time, for they stand behind the rows."""
    columns = stat_columns(table, options, STATA)
    rows = _Rows(columns, table.source.count())
    long = [number for number, column in enumerate(columns) if _is_long(column)]
    labels = _value_labels(columns)
    head = _Head(table.title, notes_of(table), _long_bytes(table, columns, long), len(labels))
    target.write(_head(columns, rows, head))
    _write_rows(table, rows, target, progress)
    target.write(b"</data><strls>")
    _write_long_texts(table, columns, long, target)
    target.write(b"</strls>" + labels + b"</stata_dta>")


def _is_long(column: StatColumn) -> bool:
    return column.width > LONGEST_PLAIN


def _size(column: StatColumn) -> int:
    return column.width if column.is_text and not _is_long(column) else 8


def _write_rows(table: Table, rows: _Rows, target: BinaryIO, progress: Progress) -> None:
    at_once = max(1, min(_BYTES_AT_ONCE // max(rows.size, 1), 8_192))
    first = 1
    for batch in table.portions([column.sql for column in rows.columns], size=at_once):
        block = np.zeros((batch.num_rows, rows.size), np.uint8)
        for number, (column, offset) in enumerate(zip(rows.columns, rows.offsets, strict=False), start=1):
            cells = batch.column(number - 1)
            if _is_long(column):
                put_references(block, offset, cells, variable=number, first=first)
            elif column.is_text:
                put_texts(block, offset, cells, column.width)
            else:
                put_numbers(block, offset, cells)
        target.write(block.tobytes())
        first += batch.num_rows
        progress(batch.num_rows)


def put_references(block: Bytes, offset: int, texts: pa.Array, *, variable: int, first: int) -> None:
    """Write where long texts stand: by variable (two bytes) and row (six), noughts for an empty one."""
    here = np.arange(first, first + len(texts), dtype="<u8")
    references = here << np.uint64(16) | np.uint64(variable)
    references[np.asarray(pc.equal(texts.fill_null(""), "").to_numpy(zero_copy_only=False))] = 0
    block[:, offset : offset + 8] = references.view(np.uint8).reshape(len(references), 8)


def _long_bytes(table: Table, columns: Sequence[StatColumn], long: Sequence[int]) -> int:
    """How many bytes the long texts take, with what stands before and behind each."""
    if not long:
        return 0
    each = (f"sum(CASE WHEN {columns[n].sql} <> '' THEN strlen({columns[n].sql}) + 21 END)" for n in long)
    return sum(int(size or 0) for size in table.source.ask(", ".join(each)))


def _write_long_texts(
    table: Table, columns: Sequence[StatColumn], long: Sequence[int], target: BinaryIO
) -> None:
    row = 0
    for batch in table.portions([columns[number].sql for number in long], size=512) if long else ():
        for texts in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row += 1
            for number, text in zip(long, texts, strict=True):
                if text:
                    content = text.encode() + b"\0"
                    target.write(struct.pack("<3sIQBI", b"GSO", number + 1, row, 130, len(content)) + content)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the rows beside the columns, and how many bytes what stands behind them takes."""

    title: str
    notes: Sequence[str]
    long_bytes: int
    label_bytes: int


def _head(columns: list[StatColumn], rows: _Rows, about: _Head) -> bytes:
    """Everything before the rows; the map says where each part begins."""
    said = _cut(about.title, 320)
    header = (
        b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>"
        + b"<K>%s</K><N>%s</N>" % (struct.pack("<H", len(columns)), struct.pack("<Q", rows.count))
        + b"<label>%s</label>" % (struct.pack("<H", len(said)) + said)
        + b"<timestamp>\0</timestamp></header>"
    )
    parts = _parts(columns, about.notes)
    begins = [0, len(header)]
    place = len(header) + len(b"<map></map>") + 14 * 8
    for part in parts:
        begins.append(place)
        place += len(part)
    begins.append(place)
    place += len(b"<data></data>") + rows.count * rows.size
    begins.append(place)
    place += len(b"<strls></strls>") + about.long_bytes
    place_of_end = place + about.label_bytes
    begins += [place, place_of_end, place_of_end + len(b"</stata_dta>")]
    return header + b"<map>" + struct.pack("<14Q", *begins) + b"</map>" + b"".join(parts) + b"<data>"


def _parts(columns: Sequence[StatColumn], notes: Sequence[str]) -> list[bytes]:
    labelled = [(column.name if _labels_of(column) else "") for column in columns]
    return [
        _tagged(b"variable_types", b"".join(struct.pack("<H", _type(column)) for column in columns)),
        _tagged(b"varnames", b"".join(_fixed(column.name, 129) for column in columns)),
        _tagged(b"sortlist", bytes(2 * (len(columns) + 1))),
        _tagged(b"formats", b"".join(_fixed(_format(column), 57) for column in columns)),
        _tagged(b"value_label_names", b"".join(_fixed(name, 129) for name in labelled)),
        _tagged(b"variable_labels", b"".join(_label(column) for column in columns)),
        _tagged(b"characteristics", b"".join(_notes(notes))),
    ]


def _notes(notes: Sequence[str]) -> Iterator[bytes]:
    """Notes on the whole file: how many there are, and each."""
    said = [f"{len(notes)}", *notes] if notes else []
    for number, note in enumerate(said):
        content = _fixed("_dta", 129) + _fixed(f"note{number}", 129) + _cut(note, 32_000) + b"\0"
        yield _tagged(b"ch", struct.pack("<I", len(content)) + content)


def _type(column: StatColumn) -> int:
    if not column.is_text:
        return _DOUBLE
    return _LONG_TEXT if _is_long(column) else column.width


def _format(column: StatColumn) -> str:
    if column.is_text:
        return f"%-{min(column.width, 40)}s"
    return _FORMATS.get(column.kind, "%10.0g")


def _label(column: StatColumn) -> bytes:
    return column.column.label[:80].encode()[:320].ljust(321, b"\0")


def _value_labels(columns: Sequence[StatColumn]) -> bytes:
    tables = (_value_label_table(column.name, labels) for column in columns if (labels := _labels_of(column)))
    return b"<value_labels>" + b"".join(tables) + b"</value_labels>"


def _labels_of(column: StatColumn) -> list[tuple[int, str]]:
    lacking = [
        (_FIRST_LACKING_CODE + 1 + _REASONS.index(why), label) for why, _n, label in reason_labels(column)
    ]
    return [*column.labels, *lacking]


def _value_label_table(name: str, labels: Sequence[tuple[int, str]]) -> bytes:
    ordered = sorted(labels)
    texts = [_cut(label, 32_000) + b"\0" for _number, label in ordered]
    offsets = [0, *accumulate(len(text) for text in texts)]
    table = struct.pack("<II", len(ordered), offsets[-1])
    table += struct.pack(f"<{len(ordered)}I", *offsets[:-1])
    table += struct.pack(f"<{len(ordered)}i", *(number for number, _label in ordered)) + b"".join(texts)
    return b"<lbl>" + struct.pack("<I", len(table)) + _fixed(name, 129) + b"\0\0\0" + table + b"</lbl>"


def _tagged(name: bytes, content: bytes) -> bytes:
    return b"<%s>%s</%s>" % (name, content, name)


def _fixed(text: str, size: int) -> bytes:
    return text.encode()[: size - 1].ljust(size, b"\0")


def _cut(text: str, most: int) -> bytes:
    """A text of at most so many bytes, no character of it cut in two."""
    return text.encode()[:most].decode("utf-8", "ignore").encode()
