"""Drawings as PNG for letters: mail programs show no SVG.

They stand on a ground of their own, for letters may be shown on a dark one, and their words are set in the
fonts that come along, whatever the machine has.
"""

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from analytics.reports.embedding import drawn_alone
from analytics.reports.fonts import put_all_fonts

PIXELS = 2
"""For each one of a picture, so that it is sharp."""


def png_of(svg: str, colours: Mapping[str, str]) -> bytes:
    """A drawing of a page as a picture that stands alone."""
    import vl_convert  # slow to import: it brings a JavaScript engine

    _know_fonts()
    opening, _end, rest = drawn_alone(svg, colours).partition(">")
    ground = f'<rect width="100%" height="100%" fill="{colours["surface"]}"/>'
    return vl_convert.svg_to_png(f"{opening}>{ground}{rest}", scale=PIXELS)


@lru_cache(maxsize=1)
def _know_fonts() -> None:
    """Let drawings find the fonts; once a process, which takes their folder along when it ends."""
    import vl_convert  # slow to import: it brings a JavaScript engine

    folder = tempfile.mkdtemp(prefix="report-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    put_all_fonts(Path(folder) / "fonts")
    vl_convert.register_font_directory(str(Path(folder) / "fonts"))
