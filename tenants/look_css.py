"""The stylesheet of a look: the custom properties of ``tokens.css`` that it changes, and a few rules.

It lies outside of all layers, so it wins over ``survey.css``. Every colour in it reaches the contrast of
WCAG AA whatever colour it is given, by the functions of ``tenants.branding``.
"""

from functools import lru_cache

from tenants.branding import Ground, Shades, dark_shades, light_shades, nearest_readable
from tenants.colours import Oklch, hex_of, oklch_of
from tenants.looks import CORNERS, FONTS, Look, grounds_of

CORNER_NAMES = ("--radius-s", "--radius", "--radius-l")
COMPACT = (
    ":root{--space-8:3rem;--space-7:1.75rem;--space-6:1.375rem;--text-2xl:1.25rem;--text-l:1rem}"
    ".choice,.input,.button{min-height:2.75rem}.survey-head{min-height:3.25rem;padding-block:var(--space-2)}"
    ".choices{gap:var(--space-1)}.question{gap:var(--space-3)}"
)
BANNER = (
    'body.survey::before{content:"";flex:none;height:clamp(5rem,20vw,13rem);'
    "background:var(--sunken) url(%s) center/cover}"
)
PICTURE = (
    "html{background:var(--sunken)}"
    'body.survey::after{content:"";position:fixed;inset:0;z-index:-1;background:url(%s) center/cover}'
    "body.survey{max-width:calc(var(--measure) + 8rem);margin-inline:auto;box-shadow:var(--shadow-l)}"
    ".survey-main .matrix.wide{width:100%%;margin-inline:0}"
)
ON_PHONES = "@media(max-width:52rem){" + BANNER + "}"
PRINT = "@media print{body.survey::before,body.survey::after{display:none}body.survey{box-shadow:none}}"


@lru_cache(maxsize=512)
def look_css(look: Look) -> str:
    """Return the stylesheet; a colour that can't be read on the look's ground gives way to the nearest."""
    light_ground, dark_ground = grounds_of(look.colour, look.ground)
    colour = nearest_readable(look.colour, light_ground)
    light = _properties(light_shades(colour, light_ground), light_ground, look)
    dark = _properties(dark_shades(colour, dark_ground), dark_ground, look)
    return "\n".join(
        (
            f":root{{{light}{_faces(look)}}}",
            f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}',
            f':root[data-theme="dark"]{{{dark}}}',
            COMPACT if look.density == "compact" else "",
            _pictured(look),
        )
    )


def _properties(shades: Shades, ground: Ground, look: Look) -> str:
    brand = (
        f"--brand:{shades.brand};--brand-strong:{shades.strong};"
        f"--brand-soft:{shades.soft};--on-brand:{shades.on_brand};"
    )
    if look.ground != "tinted":
        return brand
    paper, surface, sunken = ground.backgrounds
    line = hex_of(_line(look.colour, ground))
    return f"{brand}--paper:{paper};--surface:{surface};--sunken:{sunken};--line:{line};"


def _line(colour: str, ground: Ground) -> Oklch:
    """Decorative lines a little darker (lighter in the dark) than the tinted paper; nothing hangs on them."""
    hue = oklch_of(colour)
    return Oklch(0.885 if ground.towards < 0 else 0.335, min(0.025, hue.chroma), hue.hue)


def _faces(look: Look) -> str:
    font = f"--font:{FONTS[look.font]};" if FONTS[look.font] else ""
    pairs = zip(CORNER_NAMES, CORNERS[look.corners], strict=True)
    return font + "".join(f"{name}:{value};" for name, value in pairs if value)


def _pictured(look: Look) -> str:
    if not look.picture or look.ground not in ("banner", "picture"):
        return ""
    if look.ground == "banner":
        return BANNER % look.picture + PRINT
    return PICTURE % look.picture + ON_PHONES % look.picture + PRINT
