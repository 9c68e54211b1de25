"""Pictures from strangers: decoded, whatever they are called, and drawn anew.

The bytes that came in are never kept. What is kept has the same pixels and nothing else: no place and
device in its metadata, and nothing that hid before, between or after them. SVG is refused: it is a document
that may run scripts.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from tenants.exceptions import PictureInvalid

MOST_PIXELS = 40_000_000
MOST_PIXELS_OF_FRAMES = 120_000_000
TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    MemoryError,
    EOFError,
    ImageCms.PyCMSError,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SAVED: dict[str, dict[str, object]] = {
    "PNG": {"optimize": False, "compress_level": 6},
    "JPEG": {"quality": 88, "progressive": True},
    "WEBP": {"quality": 88, "method": 4},
    "GIF": {},
    "AVIF": {"quality": 75, "speed": 8},
}
_PLAIN_MODES = frozenset({"L", "LA", "RGB", "RGBA"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew; ``width`` and ``height`` in pixels as people see it."""

    content: bytes
    content_type: str
    width: int
    height: int


def drawn_anew(content: bytes, *, longest_side: int | None = None) -> Picture:
    """Return the picture with nothing but its pixels, in its own format, shrunk where it is larger.

    Raises ``PictureInvalid`` (``svg``, ``not_a_picture``, ``too_many_pixels``).
    """
    if looks_like_svg(content):
        raise PictureInvalid("svg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content, longest_side)
    except PictureInvalid:
        raise
    except _BOMB as problem:
        raise PictureInvalid("too_many_pixels") from problem
    except _UNREADABLE as problem:
        raise PictureInvalid("not_a_picture") from problem


def looks_like_svg(content: bytes) -> bool:
    """Say whether this is an SVG, or another document in its place."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html")) or b"<svg" in start


def _drawn(content: bytes, longest_side: int | None) -> Picture:
    source = Image.open(io.BytesIO(content), formats=tuple(TYPES))
    frames = getattr(source, "n_frames", 1)
    pixels = source.width * source.height
    if pixels > MOST_PIXELS or pixels * frames > MOST_PIXELS_OF_FRAMES:
        raise PictureInvalid("too_many_pixels")
    kind = source.format or "PNG"
    kind = "JPEG" if kind == "MPO" else kind
    first, *others = (_fitting(_frame(frame, longest_side), kind) for frame in ImageSequence.Iterator(source))
    out = io.BytesIO()
    moving = {"save_all": True, "append_images": others, **_timing(source)} if others else {}
    first.save(out, kind, **_SAVED[kind], **moving)
    return Picture(out.getvalue(), TYPES[kind], first.width, first.height)


def _frame(frame: Image.Image, longest_side: int | None) -> Image.Image:
    """A frame, upright, in sRGB, no larger than wanted, and of a plain mode."""
    upright = _in_srgb(ImageOps.exif_transpose(frame))
    if longest_side:
        upright.thumbnail((longest_side, longest_side))
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    return plain


def _in_srgb(frame: Image.Image) -> Image.Image:
    profile = frame.info.get("icc_profile")
    if frame.mode.startswith("I"):
        frame = frame.point(lambda value: value / 256).convert("L")
    if profile and frame.mode in ("RGB", "RGBA", "CMYK"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if frame.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(frame, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        return changed or frame
    if frame.mode in ("1", "P"):
        return frame.convert("RGBA" if frame.mode == "P" else "L")
    return frame if frame.mode in _PLAIN_MODES else frame.convert("RGB")


def _fitting(frame: Image.Image, kind: str) -> Image.Image:
    """A frame in a mode that the format can hold."""
    if kind == "JPEG":
        return frame if frame.mode in ("L", "RGB") else frame.convert("RGB")
    if kind in ("WEBP", "AVIF"):
        return frame if frame.mode in ("RGB", "RGBA") else frame.convert("RGBA")
    return frame


def _timing(source: Image.Image) -> dict[str, object]:
    timing: dict[str, object] = {"loop": int(source.info.get("loop", 0))}
    duration = source.info.get("duration")
    return timing | {"duration": int(duration)} if duration else timing
