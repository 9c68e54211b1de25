"""Counts that a process keeps of files which don't change, so that an answer that comes costs little.

They are kept by which files they are of and what was asked, and forgotten with the files: compacting takes
what was erased out of files, and so out of what is kept of them.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from pathlib import Path
from typing import Any

MOST_KEPT = 50_000
"""How many rows of counts a process keeps, those asked last."""

type Paths = tuple[Path, ...]
type Key = tuple[Paths, Hashable]

_kept: OrderedDict[Key, Collection[Any]] = OrderedDict()
_lock = threading.Lock()


def kept[T: Collection[Any]](paths: Paths, asked: Hashable, count: Callable[[], T]) -> T:
    """Return the counts of files that are kept under what was ``asked``; count if there are none."""
    key = (paths, asked)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[return-value]
    found = count()
    with _lock:
        _kept[key] = found
        while len(_kept) > 1 and sum(map(len, _kept.values())) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def forget_counts() -> None:
    """Drop all counts that this process keeps."""
    with _lock:
        _kept.clear()


def forget_counts_of_others(folder: Path, files: Collection[Path]) -> None:
    """Drop the counts of files in a folder that aren't among these."""
    with _lock:
        gone = [key for key in _kept if any(path.parent == folder and path not in files for path in key[0])]
        for key in gone:
            del _kept[key]
