"""The stylesheets that put an organisation's colours into its pages and into its admin."""

from functools import lru_cache

from tenants.branding import Shades, dark_shades, light_shades, nearest_readable
from tenants.colours import Oklch, hex_of, oklch_of

# How light the steps of the admin's scale are; 600 carries white text, 400 and 500 stand on dark.
SCALE = {50: 0.975, 100: 0.945, 200: 0.89, 300: 0.82, 700: 0.43, 800: 0.37, 900: 0.31, 950: 0.24}


@lru_cache(maxsize=1024)
def brand_css(colour: str) -> str:
    """Return the four custom properties of ``tokens.css`` in light and in dark."""
    readable = nearest_readable(colour)
    light, dark = _properties(light_shades(readable)), _properties(dark_shades(readable))
    return (
        f":root{{{light}}}\n"
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}\n'
        f':root[data-theme="dark"]{{{dark}}}\n'
    )


@lru_cache(maxsize=1024)
def admin_css(colour: str) -> str:
    """Return the scale of the admin's primary colour, as its theme names it."""
    readable = nearest_readable(colour)
    hue = oklch_of(readable)
    dark = dark_shades(readable)
    steps = {
        step: hex_of(Oklch(lightness, _chroma(hue, lightness), hue.hue)) for step, lightness in SCALE.items()
    }
    steps |= {400: dark.strong, 500: dark.brand, 600: readable}
    properties = ";".join(f"--color-primary-{step}:{value}" for step, value in sorted(steps.items()))
    return f":root{{{properties}}}\n"


def _chroma(hue: Oklch, lightness: float) -> float:
    """Tints are paler than the colour itself; shades keep what the screen can show."""
    return hue.chroma * min(1.0, (1 - lightness) * 2)


def _properties(shades: Shades) -> str:
    return (
        f"--brand:{shades.brand};--brand-strong:{shades.strong};"
        f"--brand-soft:{shades.soft};--on-brand:{shades.on_brand}"
    )
