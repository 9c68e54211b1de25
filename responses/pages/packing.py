"""Pages compressed ahead of time, with one place left open.

A respondent's page is the same for everybody but for the hidden fields that say whose form it is, which
stand near its end. What is before them is compressed once, as hard as can be; the fields follow as they are,
in a block that the format keeps for what isn't compressed, and so does the little behind them. That costs
some microseconds a page where compressing it anew would cost most of a request, and what is secret is not
compressed together with what others may have chosen.
"""

import gzip
import zlib
from functools import lru_cache
from typing import Literal

import brotli

type Coding = Literal["br", "gzip", ""]
"""How a body is compressed, as HTTP names it; "" for not at all."""

HARD, QUICK = (11, 9), (5, 6)
"""Levels of brotli and gzip: for what is kept, and for what is sent once."""
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
GZIP_LAST = b"\x01\x00\x00\xff\xff"
BROTLI_LAST = b"\x03"
MOST_IN_BLOCK = 0xFFFF
WINDOW = 18
"""Of brotli, as the logarithm of bytes: pages are smaller."""


class Packed:
    """A text in two parts that something is put between; the first is compressed when it is first sent so."""

    __slots__ = ("_codings", "_levels", "after", "before")

    def __init__(self, before: str, after: str, *, is_kept: bool = True) -> None:
        self.before = before.encode()
        self.after = after.encode()
        self._levels = HARD if is_kept else QUICK
        self._codings: dict[str, bytes] = {}

    def coded(self, middle: bytes, coding: Coding) -> bytes:
        """Return the whole with ``middle`` between the parts, compressed so."""
        if not coding:
            return b"".join((self.before, middle, self.after))
        before = self._codings.get(coding)
        if before is None:  # two threads that ask at the same moment make the same
            before = self._codings[coding] = self._begun(coding)
        end = middle + self.after
        return _brotli_ended(before, end) if coding == "br" else self._gzip_ended(before, end)

    def _begun(self, coding: Coding) -> bytes:
        if coding == "br":
            compressor = brotli.Compressor(brotli.MODE_TEXT, self._levels[0], WINDOW)
            return bytes(compressor.process(self.before) + compressor.flush())
        deflate = zlib.compressobj(level=self._levels[1], wbits=-15)
        packed = deflate.compress(self.before) + deflate.flush(zlib.Z_FULL_FLUSH)
        return GZIP_HEADER + packed + zlib.crc32(self.before).to_bytes(4, "little")

    def _gzip_ended(self, begun: bytes, end: bytes) -> bytes:
        """End a gzip member (RFC 1952) with stored blocks of DEFLATE (RFC 1951, section 3.2.4)."""
        crc = zlib.crc32(end, int.from_bytes(begun[-4:], "little"))
        size = (len(self.before) + len(end)) & 0xFFFFFFFF
        return b"".join(
            (
                begun[:-4],
                *(part for block in _blocks(end) for part in (_stored_head(len(block)), block)),
                GZIP_LAST,
                crc.to_bytes(4, "little"),
                size.to_bytes(4, "little"),
            )
        )


def compressed(content: bytes, coding: Coding) -> bytes:
    """Return what is sent once, compressed so, quickly."""
    if coding == "br":
        return bytes(brotli.compress(content, brotli.MODE_TEXT, QUICK[0], WINDOW))
    return gzip.compress(content, compresslevel=QUICK[1], mtime=0) if coding else content


@lru_cache(maxsize=256)
def coding_in(accepted: str) -> Coding:
    """Return how to compress for this ``Accept-Encoding``: brotli where that is accepted, else gzip."""
    offered = {name.strip().lower(): weight for name, _sep, weight in _weighed(accepted)}
    for coding in ("br", "gzip"):
        if offered.get(coding, 0.0) > 0:
            return coding
    return ""


def _weighed(accepted: str) -> list[tuple[str, str, float]]:
    parts = (part.partition(";") for part in accepted.split(","))
    return [(name, sep, _weight(parameter)) for name, sep, parameter in parts]


def _weight(parameter: str) -> float:
    name, _equals, value = parameter.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


def _brotli_ended(begun: bytes, end: bytes) -> bytes:
    """End a brotli stream that was flushed with uncompressed meta-blocks (RFC 7932, section 9.2)."""
    return b"".join(
        (
            begun,
            *(part for block in _blocks(end) for part in (_uncompressed_head(len(block)), block)),
            BROTLI_LAST,
        )
    )


def _blocks(content: bytes) -> list[bytes]:
    return [content[start : start + MOST_IN_BLOCK] for start in range(0, len(content), MOST_IN_BLOCK)]


def _stored_head(size: int) -> bytes:
    return b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")


def _uncompressed_head(size: int) -> bytes:
    """Not the last, a length of four nibbles less one, uncompressed: 20 bits, filled up to three bytes."""
    return ((size - 1) << 3 | 1 << 19).to_bytes(3, "little")
