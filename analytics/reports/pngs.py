"""Drawings as PNG for letters: mail programs show no SVG.

They stand on a ground of their own, for letters may be shown on a dark one, and their words are set in the
fonts that come along, whatever the machine has.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from analytics.reports.embedding import drawn_alone
from analytics.reports.fonts import FOLDER, put_all_fonts

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
    """Let drawings of this process find the fonts."""
    import vl_convert  # slow to import: it brings a JavaScript engine

    vl_convert.register_font_directory(str(unpacked_fonts()))


def unpacked_fonts() -> Path:
    """The folder of the fonts on this machine, unpacked by the first that asks for it."""
    named = hashlib.blake2s("|".join(sorted(each.name for each in FOLDER.iterdir())).encode(), digest_size=6)
    folder = Path(settings.RESULTS_DIR).resolve() / f"fonts-{named.hexdigest()}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="fonts-", dir=folder.parent))
        put_all_fonts(made / "all")
        try:
            (made / "all").rename(folder)
        except OSError:  # somebody else was quicker
            shutil.rmtree(made / "all")
        made.rmdir()
    return folder
