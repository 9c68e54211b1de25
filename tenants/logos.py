"""Logos: what may come in, and what is kept of it.

The uploaded bytes are never served. Pillow decodes the picture, whatever its name says it is, and
what is stored is a new WebP of at most 512 pixels a side, without the metadata and without anything
that may have hidden behind the pixels. SVG is refused: it is a document that may run scripts.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from tenants.exceptions import LogoInvalid

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 512
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def checked_logo(content: bytes) -> bytes:
    """Return the picture as WebP of at most 512 pixels a side; raise LogoInvalid."""
    if len(content) > MOST_BYTES:
        raise LogoInvalid("too_large")
    if _is_svg(content):
        raise LogoInvalid("svg")
    picture = _opened(content)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    picture.save(out, "WEBP", lossless=True, method=4)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height <= MOST_PIXELS:
                return ImageOps.exif_transpose(picture).convert("RGBA")
    except UNREADABLE as problem:
        raise LogoInvalid("not_a_picture") from problem
    raise LogoInvalid("too_many_pixels")


def _is_svg(content: bytes) -> bool:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in start
