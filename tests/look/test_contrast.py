"""The colours of the design tokens are readable: every pair that pages use, in both themes."""

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

from tests.gathering import gathered

STYLES = Path(__file__).parents[2] / "static" / "css"
THEMES = {
    "light": r"\n  :root \{(.*?)\n  \}",
    "dark": r'\n  :root\[data-theme="dark"\] \{(.*?)\n  \}',
    "dark by the system": r':root:not\(\[data-theme="light"\]\) \{(.*?)\n    \}',
}
BACKGROUNDS = ("paper", "surface", "sunken")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft") for ground in (*BACKGROUNDS, "brand-soft")),
    *((ink, ground) for ink in ("brand-strong", "bad-ink") for ground in BACKGROUNDS),
    ("ink", "raised"),
    ("brand-strong", "brand-soft"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-bad", "bad"),
    *((f"{kind}-ink", f"{kind}-soft") for kind in ("good", "warn", "bad", "note")),
    *((f"{kind}-ink", "surface") for kind in ("good", "warn", "note")),
    *(("ink", f"{kind}-soft") for kind in ("good", "warn", "bad", "note")),
    *(("on-series", f"series-{number}") for number in (1, 3, 4, 5, 6, 7, 8)),
    ("on-series-2", "series-2"),
]
LINE_PAIRS = [
    *(
        (line, ground)
        for line in ("line-strong", "brand", "good", "warn", "bad", "note")
        for ground in BACKGROUNDS
    ),
    *((f"series-{number}", "surface") for number in range(1, 9)),
]

type Rgb = tuple[float, float, float]


def colours(theme: str) -> dict[str, str]:
    """The OKLCH custom properties of one theme by name."""
    found: dict[str, str] = {}
    for name in ("tokens.css", "series.css"):
        block = re.search(THEMES[theme], (STYLES / name).read_text(), re.DOTALL)
        assert block is not None
        found |= re.findall(r"--([\w-]+): oklch\(([\d. ]+)\);", block.group(1))
    return found


def linear_rgb(oklch: str) -> Rgb:
    """OKLCH to linear sRGB, clipped to the gamut (Ottosson 2020, CSS Color 4 section 10)."""
    lightness, chroma, hue = (float(part) for part in oklch.split())
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in channels)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    weights = (0.2126, 0.7152, 0.0722)
    luminances = sorted(
        sum(weight * channel for weight, channel in zip(weights, linear_rgb(colour), strict=True))
        for colour in (one, other)
    )
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("0 0 0", "1 0 0") == pytest.approx(21, abs=0.01)


@gathered("theme", THEMES)
@gathered("ink, ground", TEXT_PAIRS)
def test_text_is_readable(theme: str, ink: str, ground: str) -> None:
    palette = colours(theme)

    assert contrast(palette[ink], palette[ground]) >= 4.5


@gathered("theme", THEMES)
@gathered("line, ground", LINE_PAIRS)
def test_lines_and_marks_are_visible(theme: str, line: str, ground: str) -> None:
    palette = colours(theme)

    assert contrast(palette[line], palette[ground]) >= 3


def test_both_ways_to_dark_are_the_same() -> None:
    assert colours("dark") == colours("dark by the system")
