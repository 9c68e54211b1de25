"""The dictionary of an SPSS system file: names, labels, missing values and formats of all variables."""

import datetime
import struct
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils import timezone

from analytics.exporting.numeric import StatColumn, reason_labels
from analytics.exporting.shapes import Kind, Measure

LONGEST_PLAIN = 255
_EFFECTIVE = 252
_STRING, _FIXED, _DATE, _TIME, _MOMENT = 1, 5, 39, 21, 22
"""Codes of print formats: A, F, SDATE (1990/01/30), TIME, DATETIME."""
_FORMATS: dict[Kind, tuple[int, int, int]] = {
    "category": (_FIXED, 8, 0),
    "flag": (_FIXED, 8, 0),
    "whole": (_FIXED, 8, 0),
    "number": (_FIXED, 12, 2),
    "date": (_DATE, 10, 0),
    "time": (_TIME, 8, 0),
    "moment": (_MOMENT, 20, 0),
}
_MEASURES: dict[Measure, int] = {"nominal": 1, "ordinal": 2, "scale": 3}
_LONGEST_LABEL = 255
_LONGEST_VALUE_LABEL = 120
_NOTE = 80


def storage_of(width: int) -> int:
    """How many bytes of a row a variable takes; ``width`` is 0 for numbers."""
    return sum(-(-segment // 8) * 8 for segment in segments_of(width)) if width else 8


def segments_of(width: int) -> list[int]:
    """The widths of the parts that a text is stored in: more than 255 bytes take several of 255."""
    if width <= LONGEST_PLAIN:
        return [width]
    count = -(-width // _EFFECTIVE)
    return [LONGEST_PLAIN] * (count - 1) + [width - (count - 1) * _EFFECTIVE]


class Dictionary:
    """Everything before the rows."""

    def __init__(
        self, columns: Sequence[StatColumn], rows: int, *, label: str, notes: Sequence[str] = ()
    ) -> None:
        self.columns, self.rows, self.label, self.notes = columns, rows, label, notes
        self.short = _ShortNames()
        self.shorts = [[self.short.next() for _ in segments_of(column.width)] for column in columns]
        self.places: list[int] = []
        place = 1
        for column in columns:
            self.places.append(place)
            place += storage_of(column.width) // 8

    def content(self) -> bytes:
        """The bytes, from the file's first on."""
        parts = [self._header(), *self._variables(), *self._value_labels(), self._documents()]
        parts += [self._machine(), self._floats(), self._sets(), self._displays(), self._long_names()]
        parts += [self._very_long(), self._count(), _extension(20, 1, b"UTF-8"), struct.pack("<ii", 999, 0)]
        return b"".join(parts)

    def _header(self) -> bytes:
        now = timezone.localtime()
        size = sum(storage_of(column.width) for column in self.columns) // 8
        return struct.pack(
            "<4s60siiiiid9s8s64s3x",
            b"$FL2",
            _padded("@(#) SPSS DATA FILE Canvass", 60),
            2,
            size,
            1,
            0,
            self.rows,
            100.0,
            _day(now).encode(),
            f"{now:%H:%M:%S}".encode(),
            _padded(self.label, 64),
        )

    def _variables(self) -> Iterator[bytes]:
        for column, shorts in zip(self.columns, self.shorts, strict=True):
            for number, (short, width) in enumerate(zip(shorts, segments_of(column.width), strict=True)):
                yield _variable(column, short, width, is_first=number == 0)

    def _value_labels(self) -> Iterator[bytes]:
        for column, place in zip(self.columns, self.places, strict=True):
            labels = [(float(number), label) for number, label in column.labels]
            labels += [(number, label) for _why, number, label in reason_labels(column)]
            if labels:
                yield struct.pack("<ii", 3, len(labels))
                yield from (_value_label(number, label) for number, label in labels)
                yield struct.pack("<iii", 4, 1, place)

    def _documents(self) -> bytes:
        """Lines of 80 bytes that tell about the file."""
        lines = b"".join(_padded(note, _NOTE) for note in self.notes)
        return struct.pack("<ii", 6, len(self.notes)) + lines if lines else b""

    def _machine(self) -> bytes:
        return _extension(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001))

    def _floats(self) -> bytes:
        largest = 1.7976931348623157e308
        return _extension(4, 8, struct.pack("<3d", -largest, largest, -1.7976931348623155e308))

    def _sets(self) -> bytes:
        """Multiple choices, each as a set of its columns of which 1 counts."""
        lines = []
        together = zip(self.columns, self.shorts, strict=True)
        for family, found in groupby(together, key=lambda pair: pair[0].column.family):
            members = list(found)
            if family and len(members) > 1:
                label = _cut(members[0][0].column.label.rpartition(" · ")[0], _LONGEST_LABEL)
                names = " ".join(shorts[0].lower() for _column, shorts in members)
                name = members[0][0].name.rpartition("_")[0][:60] or members[0][0].name
                lines.append(b"$%s=D1 1 %d %s %s\n" % (name.encode(), len(label), label, names.encode()))
        return _extension(7, 1, b"".join(lines)) if lines else b""

    def _displays(self) -> bytes:
        shown = [
            number
            for column in self.columns
            for width in segments_of(column.width)
            for number in (
                _MEASURES[column.measure],
                min(max(width, 8), 40) if column.is_text else 8,
                0 if column.is_text else 1,
            )
        ]
        return _extension(11, 4, struct.pack(f"<{len(shown)}i", *shown))

    def _long_names(self) -> bytes:
        pairs = (f"{s[0]}={column.name}" for column, s in zip(self.columns, self.shorts, strict=True))
        return _extension(13, 1, "\t".join(pairs).encode())

    def _very_long(self) -> bytes:
        long = [
            f"{shorts[0]}={column.width:05d}\0\t"
            for column, shorts in zip(self.columns, self.shorts, strict=True)
            if column.width > LONGEST_PLAIN
        ]
        return _extension(14, 1, "".join(long).encode()) if long else b""

    def _count(self) -> bytes:
        return _extension(16, 8, struct.pack("<qq", 1, self.rows))


class _ShortNames:
    """Names of at most eight letters, which nobody sees."""

    def __init__(self) -> None:
        self.number = 0

    def next(self) -> str:
        """A name that was not given before."""
        self.number += 1
        return f"V{self.number}"


def _variable(column: StatColumn, short: str, width: int, *, is_first: bool) -> bytes:
    is_point = column.kind == "number" and column.labels
    shown = (_STRING, width, 0) if column.is_text else _FORMATS["whole" if is_point else column.kind]
    packed = shown[0] << 16 | shown[1] << 8 | shown[2]
    label = _cut(column.column.label, _LONGEST_LABEL) if is_first else b""
    reasons = sorted(column.reasons.values())
    missing = struct.pack("<dd", reasons[0], reasons[-1]) if reasons else b""
    head = struct.pack(
        "<iiiiii8s",
        2,
        width,
        1 if label else 0,
        -2 if missing else 0,
        packed,
        packed,
        _padded(short, 8),
    )
    if label:
        head += struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4, b" ")
    more = max(0, -(-width // 8) - 1)
    return head + missing + struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8) * more


def _value_label(number: float, label: str) -> bytes:
    said = _cut(label, _LONGEST_VALUE_LABEL)
    size = -(-(len(said) + 1) // 8) * 8 - 1
    return struct.pack("<dB", number, len(said)) + said.ljust(size, b" ")


def _extension(subtype: int, size: int, content: bytes) -> bytes:
    return struct.pack("<iiii", 7, subtype, size, len(content) // size) + content


def _padded(text: str, size: int) -> bytes:
    return _cut(text, size).ljust(size, b" ")


def _cut(text: str, most: int) -> bytes:
    """A text of at most so many bytes, no character of it cut in two."""
    return text.encode()[:most].decode("utf-8", "ignore").encode()


def _day(moment: datetime.datetime) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{moment.day:02d} {months[moment.month - 1]} {moment.year % 100:02d}"
