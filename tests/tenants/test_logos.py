"""Logos from strangers: pictures are re-encoded, anything else is refused in words."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from tenants.exceptions import LogoInvalid
from tenants.logos import LONGEST_SIDE, MOST_BYTES, checked_logo


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20), **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#00705f").save(out, form, **save)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A small file that would be a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_becomes_webp(form: str) -> None:
    stored = Image.open(io.BytesIO(checked_logo(picture(form))))

    assert (stored.format, stored.size) == ("WEBP", (40, 20))


def test_a_large_picture_is_made_smaller() -> None:
    stored = Image.open(io.BytesIO(checked_logo(picture(size=(2000, 1000)))))

    assert stored.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_hid_in_the_file_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    hostile = picture(pnginfo=notes) + b"<?php evil(); ?><script>alert(2)</script>"

    stored = checked_logo(hostile)

    assert b"script" not in stored
    assert b"php" not in stored


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "svg"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "svg"),
        (b"<!-- x --><SVG/>", "svg"),
        (b"", "not_a_picture"),
        (b"GIF89a" + b"\x00" * 40, "not_a_picture"),
        (b"%PDF-1.7", "not_a_picture"),
        (picture("BMP"), "not_a_picture"),
        (picture("TIFF"), "not_a_picture"),
        (picture()[:60], "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 64, "not_a_picture"),
        (png_that_claims(60_000, 60_000), "not_a_picture"),
        (png_that_claims(6_000, 6_000), "too_many_pixels"),
        (b"\x89PNG" + b"\x00" * MOST_BYTES, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_anything_else_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(LogoInvalid) as caught:
        checked_logo(content)

    assert caught.value.reason == reason
