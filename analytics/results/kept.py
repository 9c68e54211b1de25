"""Counts that a process keeps of files which don't change, so that an answer that comes costs little.

They are kept by which files they are of and what was asked, and forgotten with the files: compacting takes
what was erased out of files, and so out of what is kept of them.
"""

import threading
from collections.abc import Callable, Collection, Hashable
from pathlib import Path
from typing import Any

MOST_KEPT = 50_000
"""How many rows of counts a process keeps, those asked last."""

type Paths = tuple[Path, ...]
type Key = tuple[Paths, Hashable]

_kept: dict[Key, Collection[Any]] = {}
"""Those asked last at the end."""
_rows = 0
"""How many rows they have, and one for each."""
_lock = threading.Lock()


def kept[T: Collection[Any]](paths: Paths, asked: Hashable, count: Callable[[], T]) -> T:
    """Return the counts of files that are kept under what was ``asked``; count if there are none."""
    key = (paths, asked)
    with _lock:
        known = _kept.pop(key, None)
        if known is not None:
            _kept[key] = known
            return known  # type: ignore[return-value]
    found = count()
    with _lock:
        _forget(key)
        _keep(key, found)
    return found


def forget_counts() -> None:
    """Drop all counts that this process keeps."""
    with _lock:
        _forget(*_kept)


def forget_counts_of_others(folder: Path, files: Collection[Path]) -> None:
    """Drop the counts of files in a folder that aren't among these."""
    with _lock:
        gone = [key for key in _kept if any(path.parent == folder and path not in files for path in key[0])]
        _forget(*gone)


def _keep(key: Key, found: Collection[Any]) -> None:
    global _rows
    _kept[key] = found
    _rows += len(found) + 1
    while len(_kept) > 1 and _rows > MOST_KEPT:
        _forget(next(iter(_kept)))


def _forget(*keys: Key) -> None:
    global _rows
    for key in keys:
        if key in _kept:
            _rows -= len(_kept.pop(key)) + 1
