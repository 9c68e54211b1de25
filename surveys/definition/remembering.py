"""What was found out about parts of definitions, kept as long as the parts are: they never change."""

import weakref
from collections.abc import Callable

from surveys.question_types.elements import DocumentPart


class Remembered[P: DocumentPart, V]:
    """A function of a part that is asked again and again; each part is looked at once.

    Parts are told apart by being the same object, as an operation hands on what it doesn't touch.
    """

    def __init__(self, find: Callable[[P], V]) -> None:
        self._find = find
        self._known: dict[int, tuple[weakref.ref[P], V]] = {}
        self.__doc__ = find.__doc__

    def __call__(self, part: P) -> V:
        known = self._known.get(id(part))
        if known is not None and known[0]() is part:
            return known[1]
        found = self._find(part)
        self._known[id(part)] = (weakref.ref(part, self._forgetting(id(part))), found)
        return found

    def _forgetting(self, key: int) -> Callable[[object], None]:
        """What is called when the part is gone: another may have its number by then."""

        def forget(gone: object) -> None:
            known = self._known.get(key)
            if known is not None and known[0] is gone:
                del self._known[key]

        return forget
