"""What is rendered and kept: the pages used last, whichever surveys they belong to."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Shelf[K: Hashable, V]:
    """Keeps what was made for a key; the one used longest ago makes room for a new one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept for a key, made now if nothing is.

        Two threads that ask at the same moment may both make it; they make the same.
        """
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        return self.put(key, make())

    def put(self, key: K, made: V) -> V:
        """Keep something in the place of what there was, and return it."""
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made
