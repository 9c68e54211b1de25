"""Pages compressed ahead of time, with one place left open.

A respondent's page is the same for everybody but for the hidden field that says whose form it is. The
two halves around it are compressed once, as hard as can be; the field goes between them as a stored
block of DEFLATE (RFC 1951, section 3.2.4), and the whole is one ordinary gzip member (RFC 1952). That
costs some microseconds a page where compressing it anew would cost most of a request.
"""

import gzip
import zlib
from dataclasses import dataclass

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
QUICK = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """A text in two halves, plain and compressed."""

    before: bytes
    after: bytes
    deflated_before: bytes
    deflated_after: bytes
    crc_before: int

    def plain(self, middle: bytes) -> bytes:
        """Return the whole with ``middle`` between the halves."""
        return b"".join((self.before, middle, self.after))

    def gzipped(self, middle: bytes) -> bytes:
        """Return the same as one gzip member; ``middle`` may have 65,535 bytes at most."""
        size = len(middle)
        crc = zlib.crc32(self.after, zlib.crc32(middle, self.crc_before))
        whole = (len(self.before) + size + len(self.after)) & 0xFFFFFFFF
        return b"".join(
            (
                self.deflated_before,
                b"\x00",
                size.to_bytes(2, "little"),
                (size ^ 0xFFFF).to_bytes(2, "little"),
                middle,
                self.deflated_after,
                crc.to_bytes(4, "little"),
                whole.to_bytes(4, "little"),
            )
        )


def packed(before: str, after: str) -> Packed:
    """Compress the halves of a text, for keeping."""
    first, second = before.encode(), after.encode()
    return Packed(
        before=first,
        after=second,
        deflated_before=HEADER + _deflated(first, zlib.Z_FULL_FLUSH),
        deflated_after=_deflated(second, zlib.Z_FINISH),
        crc_before=zlib.crc32(first),
    )


def gzipped(content: bytes) -> bytes:
    """Compress what is sent once, quickly."""
    return gzip.compress(content, compresslevel=QUICK, mtime=0)


def _deflated(content: bytes, flush: int) -> bytes:
    compressor = zlib.compressobj(level=9, wbits=-15)
    return compressor.compress(content) + compressor.flush(flush)
