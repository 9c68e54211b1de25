"""Which points of a trend are too few to be told, or would give away others that are."""

from collections.abc import Iterable, Mapping, Sequence

type Place = tuple[int, int]
"""A line and a period, from 0 on."""


def hidden_points(
    sizes: Sequence[Sequence[int]],
    everybody: Sequence[int],
    refused: Iterable[Place],
    k: int,
    *,
    are_parts: bool,
) -> frozenset[Place]:
    """The points that aren't told: those refused, those of 1 to ``k - 1`` people, and as many more as it
    takes that what is hidden of a line, or of a period, is nobody or at least ``k``.

    ``sizes`` are the bases by line and period, ``everybody`` those of each period as a whole. ``are_parts``:
    lines share nobody, so that a period less its lines is a group as well; else each line is held against
    the rest of its period.
    """
    known = {(line, place): n for line, row in enumerate(sizes) for place, n in enumerate(row)}
    hidden = {place for place, n in known.items() if 0 < n < k} | {each for each in refused if each in known}
    if not are_parts:
        hidden |= {each for each, n in known.items() if 0 < everybody[each[1]] - n < k}
    while more := _too_few(known, hidden, everybody, k, are_parts=are_parts):
        hidden |= more
    return frozenset(hidden)


def _too_few(
    known: Mapping[Place, int], hidden: set[Place], everybody: Sequence[int], k: int, *, are_parts: bool
) -> set[Place]:
    """The next to hide: of each line and period where too few are hidden, the smallest that is told."""
    found: set[Place] = set()
    for line in {line for line, _period in known}:
        found |= _smallest(known, hidden, [each for each in known if each[0] == line], 0, k)
    for period, whole in enumerate(everybody) if are_parts else ():
        group = [each for each in known if each[1] == period]
        found |= _smallest(known, hidden, group, whole - sum(known[each] for each in group), k)
    return found


def _smallest(
    known: Mapping[Place, int], hidden: set[Place], group: Sequence[Place], rest: int, k: int
) -> set[Place]:
    untold = rest + sum(known[each] for each in group if each in hidden)
    told = [each for each in group if each not in hidden and known[each]]
    return {min(told, key=lambda each: known[each])} if 0 < untold < k and told else set()
