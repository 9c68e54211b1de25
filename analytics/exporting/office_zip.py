"""A ZIP that Excel opens whatever it holds.

A sheet of a million rows has more than the 2 GB from which on ``zipfile`` adds what Excel takes for damage.
Here a member of less than 4 GB has the plainest header there is. One of more says in its header that its size
follows it, and that it is of version 4.5: the only such headers that Excel takes (found out by
https://github.com/rzymek/opczip, which Apache POI follows).
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from analytics.exceptions import ExportImpossible

MOST = 0xFFFFFFFF
"""As many bytes can be told in 32 bits."""
_LEVEL = 1
_PLAIN, _LARGE = (20, 0), (45, 8)
_DEFLATED, _MIDNIGHT, _FIRST_DAY = 8, 0, 0x21
_HEADER = struct.Struct("<4s5H3I2H")
_FOLLOWING = struct.Struct("<4sI2Q")
_LISTED = struct.Struct("<4s6H3I5H2I")
_SIZE = struct.Struct("<2HQ")
_END = struct.Struct("<4s4H2IH")

type Write = Callable[[bytes], object]


@dataclass(slots=True)
class _Member:
    name: bytes
    offset: int
    crc: int = 0
    size: int = 0
    packed: int = 0

    @property
    def is_large(self) -> bool:
        return self.size > MOST

    def header(self) -> bytes:
        version, flags = _LARGE if self.is_large else _PLAIN
        told = (0, 0, 0) if self.is_large else (self.crc, self.packed, self.size)
        stamp = (_DEFLATED, _MIDNIGHT, _FIRST_DAY)
        return _HEADER.pack(b"PK\3\4", version, flags, *stamp, *told, len(self.name), 0) + self.name

    def following(self) -> bytes:
        return _FOLLOWING.pack(b"PK\7\10", self.crc, self.packed, self.size) if self.is_large else b""

    def listed(self) -> bytes:
        version, flags = _LARGE if self.is_large else _PLAIN
        more = _SIZE.pack(1, 8, self.size) if self.is_large else b""
        told = (self.crc, self.packed, min(self.size, MOST), len(self.name), len(more))
        stamp = (_DEFLATED, _MIDNIGHT, _FIRST_DAY)
        line = _LISTED.pack(b"PK\1\2", version, version, flags, *stamp, *told, 0, 0, 0, 0, self.offset)
        return line + self.name + more


class OfficeZip:
    """Members are written one after the other into a file in which one can go back."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._members: list[_Member] = []

    @contextmanager
    def member(self, name: str) -> Iterator[Write]:
        """Give what writes the bytes of a member; raise ``ExportImpossible`` where the ZIP got too large."""
        member = _Member(name.encode("ascii"), self._place())
        packing = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS)

        def write(content: bytes) -> None:
            member.crc = zlib.crc32(content, member.crc)
            member.size += len(content)
            self._put(member, packing.compress(content))

        self._target.write(member.header())
        yield write
        self._put(member, packing.flush())
        self._target.seek(member.offset)
        self._target.write(member.header())
        self._target.seek(0, 2)
        self._target.write(member.following())
        self._members.append(member)

    def end(self) -> None:
        """Write the list of members, by which a ZIP is read."""
        start, count = self._place(), len(self._members)
        listed = b"".join(member.listed() for member in self._members)
        self._target.write(listed + _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), start, 0))

    def _put(self, member: _Member, packed: bytes) -> None:
        if packed:
            member.packed += len(packed)
            self._target.write(packed)

    def _place(self) -> int:
        place = self._target.tell()
        if place > MOST:
            raise ExportImpossible("too_large")
        return place
