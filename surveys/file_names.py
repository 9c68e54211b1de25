"""Names of files from strangers: words to show and to save under, never a path."""

import re

from surveys.texts import clean_plain

LONGEST = 120
_UNSAVABLE = re.compile(r'[<>:"|?*\n\t\x7f]+')


def clean_file_name(name: str) -> str:
    """Return the last part of a path as a name of at most 120 characters; the ending is kept.

    What can't be in a name on some system becomes ``_``; a name of nothing else is ``file``.
    """
    last = re.split(r"[/\\]", name[-2_000:].replace("\x00", ""))[-1]
    clean = _UNSAVABLE.sub("_", clean_plain(last.encode("utf-8", "replace").decode())).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        stem, ending = clean, ""
    ending = ending[:10]
    return f"{stem[: LONGEST - len(ending) - 1].strip('. ') or 'file'}{dot}{ending}" if clean else "file"
