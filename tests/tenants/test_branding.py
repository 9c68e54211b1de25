"""Brand colours: what is refused, what is offered instead, and that every shade can be read."""

import re
from pathlib import Path

import pytest

from tenants.brand_css import admin_css, brand_css
from tenants.branding import (
    DARK,
    DEFAULT_BRAND,
    LIGHT,
    Ground,
    Shades,
    dark_shades,
    is_readable,
    light_shades,
    nearest_readable,
    normal,
)
from tenants.colours import contrast, hex_of, oklch_of
from tests.look.test_contrast import colours

SAMPLES = [
    f"#{red:02x}{green:02x}{blue:02x}"
    for red in range(0, 256, 51)
    for green in range(0, 256, 51)
    for blue in range(0, 256, 51)
]


def test_colours_survive_the_way_to_oklch_and_back() -> None:
    assert [hex_of(oklch_of(colour)) for colour in SAMPLES] == SAMPLES


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("#00705F", "#00705f"), ("abc", "#aabbcc"), (" #FFF ", "#ffffff"), ("teal", None), ("#12345g", None)],
)
def test_typed_colours(typed: str, stored: str | None) -> None:
    assert normal(typed) == stored


@pytest.mark.parametrize(
    ("colour", "nearest"),
    [(DEFAULT_BRAND, DEFAULT_BRAND), ("#ffe600", "#827500"), ("#ffffff", "#747474"), ("#000000", "#000000")],
)
def test_the_nearest_readable_colour(colour: str, nearest: str) -> None:
    assert nearest_readable(colour) == nearest
    assert is_readable(colour) is (colour == nearest)


def test_the_nearest_readable_colour_keeps_the_hue() -> None:
    for colour in ("#e8770e", "#ff66cc", "#66ddff"):
        assert abs(oklch_of(nearest_readable(colour)).hue - oklch_of(colour).hue) < 1.5


def pairs_held(shades: Shades, ground: Ground) -> list[bool]:
    """What ``tokens.css`` promises of the four properties."""
    return [
        *(contrast(shades.brand, each) >= 3 for each in ground.backgrounds),
        *(contrast(shades.strong, each) >= 4.5 for each in (*ground.backgrounds, shades.soft)),
        contrast(shades.on_brand, shades.brand) >= 4.5,
        contrast(shades.on_brand, shades.strong) >= 4.5,
        contrast(ground.ink, shades.soft) >= 4.5,
    ]


def test_every_shade_of_every_offered_colour_can_be_read() -> None:
    offered = {nearest_readable(colour) for colour in SAMPLES}

    assert [colour for colour in offered if not is_readable(colour)] == []
    assert [colour for colour in offered if not all(pairs_held(light_shades(colour), LIGHT))] == []
    assert [colour for colour in offered if not all(pairs_held(dark_shades(colour), DARK))] == []


@pytest.mark.parametrize(("theme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_the_backgrounds_are_those_of_the_tokens(theme: str, ground: Ground) -> None:
    tokens = colours(theme)
    numbers = [tuple(float(part) for part in tokens[name].split()) for name in ("paper", "surface", "sunken")]

    assert [hex_of(type(oklch_of("#000000"))(*each)) for each in numbers] == list(ground.backgrounds)


def test_the_stylesheet_sets_the_four_properties_in_light_and_dark() -> None:
    css = brand_css(DEFAULT_BRAND)

    assert (
        re.findall(r"--([\w-]+):#[0-9a-f]{6}", css) == ["brand", "brand-strong", "brand-soft", "on-brand"] * 3
    )
    assert f"--brand:{DEFAULT_BRAND}" in css


def test_the_admins_stylesheet_sets_the_whole_scale() -> None:
    steps = re.findall(r"--color-primary-(\d+):#[0-9a-f]{6}", admin_css(DEFAULT_BRAND))

    theme = Path(__file__).parents[2] / "static/css/admin.css"
    assert steps == ["50", "100", "200", "300", "400", "500", "600", "700", "800", "900", "950"]
    assert theme.read_text().count("--color-base-") >= 11
