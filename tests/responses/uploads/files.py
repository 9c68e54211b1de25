"""Files to send: honest ones, and others."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00\x03" + bytes(400)
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(200)
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2" + bytes(64)


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20), *, place: bool = False) -> bytes:
    """A picture; with ``place``, one that says where and by what it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x010E] = "taken in the secret garden"
    Image.new("RGB", size, (200, 30, 60)).save(out, kind, exif=exif)
    return out.getvalue()


def package(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # the same at any time
    return out.getvalue()


def word(*more: tuple[str, bytes]) -> bytes:
    """A document of a word processor."""
    return package([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"), *more])


@cache
def bomb() -> bytes:
    """A PNG of 60 kB that unpacks to 3.6 GB."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(60_000_000), 9))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")
