"""What pages of surveys can look like: a colour, a ground, a face, corners, and how close things stand.

An organisation's house look is a few of these words; a survey may choose others for itself. Nothing
here is free text, so a look can be part of an address (``tenants.look_links``) and of a stylesheet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tenants.branding import DARK, DEFAULT_BRAND, LIGHT, Ground
from tenants.colours import Oklch, hex_of, oklch_of

GROUNDS = ("plain", "tinted", "banner", "picture")
HOUSE_GROUNDS = ("plain", "tinted")
FONTS: Mapping[str, str] = {
    "sans": "",
    "humanist": 'Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif',
    "serif": 'Charter,"Bitstream Charter","Sitka Text",Cambria,"Noto Serif",Georgia,serif',
    "rounded": 'ui-rounded,"Hiragino Maru Gothic ProN",Quicksand,Comfortaa,Manjari,'
    '"Arial Rounded MT Bold",Calibri,"Noto Sans",sans-serif',
    "mono": 'ui-monospace,"SF Mono","Cascadia Code","Source Code Pro",Menlo,Consolas,'
    '"DejaVu Sans Mono",monospace',
}
"""Stacks of faces that systems bring along; nothing is loaded. An empty one is the one of ``tokens.css``."""
CORNERS: Mapping[str, tuple[str, str, str]] = {
    "rounded": ("12px", "18px", "24px"),
    "soft": ("", "", ""),
    "square": ("0", "0", "0"),
}
DENSITIES = ("comfortable", "compact")


@dataclass(frozen=True, slots=True)
class Look:
    """A look as a whole. ``colour`` is ``#rrggbb``; ``picture`` the address of the ground's picture or ""."""

    colour: str = DEFAULT_BRAND
    ground: str = "plain"
    font: str = "sans"
    corners: str = "soft"
    density: str = "comfortable"
    picture: str = ""

    def with_words(self, words: Mapping[str, Any]) -> "Look":
        """Return the look with what is chosen in ``words``; "" and unknown words choose nothing."""
        chosen = {key: words[key] for key, known in WORDS.items() if words.get(key) in known}
        return replace(self, **chosen)


WORDS: Mapping[str, tuple[str, ...]] = {
    "ground": GROUNDS,
    "font": tuple(FONTS),
    "corners": tuple(CORNERS),
    "density": DENSITIES,
}
HOUSE_WORDS: Mapping[str, tuple[str, ...]] = {**WORDS, "ground": HOUSE_GROUNDS}


@lru_cache(maxsize=1024)
def house_look(colour: str, words: str) -> Look:
    """Return an organisation's look from its colour and its row's JSON text, "" for none."""
    return Look(colour=colour).with_words(json.loads(words) if words else {})


@lru_cache(maxsize=1024)
def grounds_of(colour: str, ground: str) -> tuple[Ground, Ground]:
    """Return what a colour has to be readable on, in the light and in the dark theme."""
    if ground != "tinted":
        return LIGHT, DARK
    hue = oklch_of(colour)
    light = (_tint(0.962, 0.018, hue), "#ffffff", _tint(0.942, 0.022, hue))
    dark = (_tint(0.2, 0.02, hue), _tint(0.24, 0.022, hue), _tint(0.175, 0.018, hue))
    return replace(LIGHT, backgrounds=light), replace(DARK, backgrounds=dark)


def _tint(lightness: float, chroma: float, hue: Oklch) -> str:
    return hex_of(Oklch(lightness, min(chroma, hue.chroma), hue.hue))
