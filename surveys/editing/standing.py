"""Where a new choice, row or column goes: above what stays at the end of its list."""

from collections.abc import Sequence
from itertools import takewhile

_STAYING = ("pinned", "other", "exclusive", "selects_all")


def stays_last(item: object) -> bool:
    """Whether it stays behind what is added to its list, as “Other, namely” and “None of these” do."""
    return any(getattr(item, name, False) for name in _STAYING)


def place_for_new(staying: Sequence[bool]) -> int:
    """The position of a new one in a list of which each stays last or not; the end where all of them do."""
    run = sum(1 for _each in takewhile(bool, reversed(staying)))
    return len(staying) if run == len(staying) else len(staying) - run
