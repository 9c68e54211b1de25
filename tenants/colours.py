"""Colours as numbers: sRGB, OKLCH and contrast. Pure; no Django.

OKLCH after Ottosson (2020), "A perceptual color space for image processing", with the matrices of
CSS Color Module Level 4, section 10; contrast after WCAG 2.2, "relative luminance".
"""

import re
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

HEX = re.compile(r"#[0-9a-f]{6}\Z")

type Rgb = tuple[float, float, float]


class Oklch(NamedTuple):
    """A colour by how light it is (0 to 1), how colourful (0 to about 0.37) and its hue (degrees)."""

    lightness: float
    chroma: float
    hue: float


def oklch_of(colour: str) -> Oklch:
    """Return a ``#rrggbb`` colour in OKLCH."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)


def hex_of(colour: Oklch) -> str:
    """Return a colour as ``#rrggbb``; what a screen can't show loses chroma, never lightness or hue."""
    if _fits(_rgb_of(colour)):
        return _hex(_rgb_of(colour))
    least, most = 0.0, colour.chroma
    for _ in range(20):
        middle = (least + most) / 2
        if _fits(_rgb_of(colour._replace(chroma=middle))):
            least = middle
        else:
            most = middle
    return _hex(_rgb_of(colour._replace(chroma=least)))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a ``#rrggbb`` colour, from 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _rgb_of(colour: Oklch) -> Rgb:
    a, b = colour.chroma * cos(radians(colour.hue)), colour.chroma * sin(radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(rgb: Rgb) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in rgb)


def _hex(rgb: Rgb) -> str:
    channels = (round(_curved(min(max(channel, 0.0), 1.0)) * 255) for channel in rgb)
    return "#" + "".join(f"{channel:02x}" for channel in channels)
