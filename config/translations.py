"""Compiled translations: made from the ``.po`` files where they are missing or older."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_translations(folder: Path) -> list[Path]:
    """Compile every catalogue below a folder that has changed; return the files written."""
    stale = [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(po)]
    return [_compile(po) for po in stale]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> Path:
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    mo, unfinished = po.with_suffix(".mo"), po.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("wb") as target:
        write_mo(target, catalogue)
    unfinished.replace(mo)  # whole or not at all: other processes may be reading
    return mo
