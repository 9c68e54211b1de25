"""The colours of paper and mail: the tokens of the light theme and the organisation's brand, as #rrggbb."""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

from tenants.branding import light_shades, nearest_readable
from tenants.colours import Oklch, hex_of

_TOKEN = re.compile(r"--([a-z0-9-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);")
_SHEETS = ("tokens.css", "series.css")
_USED = re.compile(r"var\(--([a-z0-9-]+)\)")


@lru_cache(maxsize=1)
def _tokens() -> Mapping[str, str]:
    """The tokens of the light theme, the first that each name has."""
    styles = settings.BASE_DIR / "static" / "css"
    text = "".join((styles / name).read_text(encoding="utf-8") for name in _SHEETS)
    found: dict[str, str] = {}
    for name, lightness, chroma, hue in _TOKEN.findall(text):
        found.setdefault(name, hex_of(Oklch(float(lightness), float(chroma), float(hue))))
    return found


@lru_cache(maxsize=256)
def colours_of(brand: str) -> Mapping[str, str]:
    """Every colour by the name of its token, of an organisation with this brand colour."""
    shades = light_shades(nearest_readable(brand))
    own = {
        "brand": shades.brand,
        "brand-strong": shades.strong,
        "brand-soft": shades.soft,
        "on-brand": shades.on_brand,
    }
    return {**_tokens(), **own}


def painted(svg: str, colours: Mapping[str, str]) -> str:
    """A picture as a file, with colours in the place of names of tokens; black for one that is none."""
    if "xmlns=" not in svg:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return _USED.sub(lambda found: colours.get(found[1], "#000000"), svg)
