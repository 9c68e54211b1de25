"""The address of a look's stylesheet, which says the whole look: nothing has to be looked up to answer it.

``/s/-/look/00705f.tinted.serif.soft.compact.css``, with the picture's id before the ending where there is
one. What it answers changes with a release at most, so it carries a stamp of its content and may be kept
for ever.
"""

import hashlib
import re
from functools import lru_cache

from tenants.branding import normal
from tenants.look_css import look_css
from tenants.looks import CORNERS, DENSITIES, FONTS, GROUNDS, Look

PICTURES = "/s/-/files/"
PICTURE = re.compile(r"a_[0-9a-f]{32}\Z")
_KNOWN = (GROUNDS, tuple(FONTS), tuple(CORNERS), DENSITIES)


@lru_cache(maxsize=1024)
def look_css_url(look: Look) -> str:
    """Return the path of the look's stylesheet, with its stamp."""
    words = [look.colour.removeprefix("#"), look.ground, look.font, look.corners, look.density]
    if look.picture:
        words.append(look.picture.removeprefix(PICTURES))
    return f"/s/-/look/{'.'.join(words)}.css?v={stamp_of(look)}"


@lru_cache(maxsize=1024)
def stamp_of(look: Look) -> str:
    """Return what changes whenever the look's stylesheet does."""
    return hashlib.sha256(look_css(look).encode()).hexdigest()[:10]


def look_at(name: str) -> Look | None:
    """Return the look that an address names, ``None`` where it names none."""
    colour, *words = name.split(".", 6)
    rest, picture = words[:4], words[4:]
    known = len(rest) == 4 and all(word in offered for word, offered in zip(rest, _KNOWN, strict=True))
    typed = normal(colour) if len(colour) == 6 else None
    if typed is None or not known or len(picture) > 1 or not all(map(PICTURE.match, picture)):
        return None
    ground, font, corners, density = rest
    return Look(typed, ground, font, corners, density, PICTURES + picture[0] if picture else "")
