"""Brand colours that can be read: contrast by WCAG 2.2, and the nearest colour that works.

An organisation chooses one colour. In the light theme it is used as it is, so it must carry white
text and stand out from the pages' backgrounds; one that doesn't is refused, with the nearest that
does. Everything else is derived by moving the lightness in OKLCH, hue kept and chroma kept as far
as screens allow, until the pairs named in ``static/css/tokens.css`` reach their contrast:
``docs/decisions/0006-brand-colours.md`` tells why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tenants.colours import HEX, Oklch, contrast, hex_of, oklch_of

DEFAULT_BRAND = "#00705f"

TEXT = 4.5
SHAPE = 3.0
STEP = 0.005
DARK_BRAND = 0.74


@dataclass(frozen=True)
class Ground:
    """A theme's backgrounds and text, from ``tokens.css``, and the way to more contrast."""

    backgrounds: tuple[str, ...]
    ink: str
    on_brand: Oklch
    soft: Oklch
    towards: int


LIGHT = Ground(
    backgrounds=tuple(hex_of(Oklch(*each)) for each in ((0.985, 0.004, 95), (1, 0, 0), (0.962, 0.005, 95))),
    ink=hex_of(Oklch(0.24, 0.012, 250)),
    on_brand=Oklch(0.99, 0.005, 0),
    soft=Oklch(0.955, 0.022, 0),
    towards=-1,
)
DARK = Ground(
    backgrounds=tuple(
        hex_of(Oklch(*each)) for each in ((0.185, 0.008, 250), (0.225, 0.009, 250), (0.165, 0.008, 250))
    ),
    ink=hex_of(Oklch(0.94, 0.005, 95)),
    on_brand=Oklch(0.18, 0.02, 0),
    soft=Oklch(0.3, 0.035, 0),
    towards=1,
)


@dataclass(frozen=True)
class Shades:
    """The four custom properties of one theme, each ``#rrggbb``."""

    brand: str
    strong: str
    soft: str
    on_brand: str


def normal(colour: str) -> str | None:
    """Return a typed colour as ``#rrggbb`` in small letters; None when it is none (#abc is one)."""
    typed = colour.strip().lower().removeprefix("#")
    if len(typed) == 3:
        typed = "".join(digit * 2 for digit in typed)
    return f"#{typed}" if HEX.match(f"#{typed}") else None


@lru_cache(maxsize=1024)
def is_readable(colour: str, ground: Ground = LIGHT) -> bool:
    """Say whether a ``#rrggbb`` colour can be a brand colour as it is, on a light ground."""
    return _carries(colour, ground, oklch_of(colour))


@lru_cache(maxsize=1024)
def nearest_readable(colour: str, ground: Ground = LIGHT) -> str:
    """Return the nearest colour that works: the same hue, as little darker as is enough."""
    if is_readable(colour, ground):
        return colour
    wanted = oklch_of(colour)
    return _first(wanted, ground, lambda shade: is_readable(shade, ground))


@lru_cache(maxsize=1024)
def light_shades(colour: str, ground: Ground = LIGHT) -> Shades:
    """Return the shades of the light theme for a colour that is readable on its ground."""
    return _shades(colour, oklch_of(colour), ground)


@lru_cache(maxsize=1024)
def dark_shades(colour: str, ground: Ground = DARK) -> Shades:
    """Return the shades of the dark theme: the same hue, light enough to be seen on dark."""
    wanted = oklch_of(colour)
    start = wanted._replace(lightness=max(wanted.lightness, DARK_BRAND))
    brand = _first(start, ground, lambda shade: _carries(shade, ground, wanted))
    return _shades(brand, wanted, ground)


def _shades(brand: str, wanted: Oklch, ground: Ground) -> Shades:
    soft = hex_of(_tinted(ground.soft, wanted))
    on_brand = hex_of(_tinted(ground.on_brand, wanted))

    def strong_enough(shade: str) -> bool:
        texts = all(contrast(shade, each) >= TEXT for each in (*ground.backgrounds, soft))
        return texts and contrast(shade, on_brand) >= TEXT

    start = oklch_of(brand)
    start = start._replace(lightness=start.lightness + ground.towards * 0.08)
    return Shades(brand=brand, strong=_first(start, ground, strong_enough), soft=soft, on_brand=on_brand)


def _carries(shade: str, ground: Ground, wanted: Oklch) -> bool:
    on_brand = hex_of(_tinted(ground.on_brand, wanted))
    shapes = all(contrast(shade, each) >= SHAPE for each in ground.backgrounds)
    return shapes and contrast(shade, on_brand) >= TEXT


def _tinted(base: Oklch, wanted: Oklch) -> Oklch:
    """The base in the wanted hue; grey stays grey."""
    return Oklch(base.lightness, min(base.chroma, wanted.chroma), wanted.hue)


def _first(start: Oklch, ground: Ground, fits: Callable[[str], bool]) -> str:
    return next(shade for shade in _walk(start, ground.towards) if fits(shade))


def _walk(start: Oklch, towards: int) -> Iterator[str]:
    """Shades from a lightness on, step by step; the last is black or white."""
    lightness = min(max(start.lightness, 0.0), 1.0)
    while 0.0 < lightness < 1.0:
        yield hex_of(start._replace(lightness=lightness))
        lightness += towards * STEP
    yield "#ffffff" if towards > 0 else "#000000"
