"""Pages of many questions: those around the one being edited are drawn at once, the rest when seen."""

from collections.abc import Iterator
from dataclasses import dataclass

MOST_AT_ONCE = 40
AROUND = 15
CHUNK = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Questions of a page from position ``first`` up to ``end``, which isn't one of them; ``is_later`` where
    they are still to be drawn."""

    first: int
    end: int
    is_later: bool = False

    @property
    def first_number(self) -> int:
        """The number of the first, from 1."""
        return self.first + 1


def stretches(count: int, here: int) -> Iterator[Stretch]:
    """The questions of a page of ``count``, in stretches; ``here`` is the position that is looked at."""
    if count <= MOST_AT_ONCE:
        yield Stretch(0, count)
        return
    first, end = max(here - AROUND, 0), min(here + AROUND + 1, count)
    yield from _later(0, first)
    yield Stretch(first, end)
    yield from _later(end, count)


def _later(first: int, end: int) -> Iterator[Stretch]:
    for place in range(first, end, CHUNK):
        yield Stretch(place, min(place + CHUNK, end), is_later=True)
