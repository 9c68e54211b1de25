"""Which groups may stand apart so that no figure, and no difference of two, speaks of fewer than k people."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import Any


def hidden_among[K: Hashable](sizes: Mapping[K, int], k: int) -> frozenset[K]:
    """The parts of a whole that must not be told apart.

    ``sizes`` are those of all parts, which share nobody. Parts of 1 to k - 1 are hidden; where those hidden
    are together fewer than k, which the whole less the parts that are told would show, the smallest others
    are hidden with them. Empty parts tell of nobody. Of equal parts the first by name is hidden; ``None`` is
    the part without a name.
    """
    hidden = {key for key, n in sizes.items() if 0 < n < k}
    able = (key for key, n in sizes.items() if n >= k)
    others = sorted(able, key=lambda key: (sizes[key], "" if key is None else str(key)))
    while hidden and others and sum(sizes[key] for key in hidden) < k:
        hidden.add(others.pop(0))
    return frozenset(hidden)


def not_alone(sizes: Sequence[tuple[Hashable, int]], k: int, *, is_ordered: bool) -> frozenset[Hashable]:
    """The values of a column that may not be told apart by themselves; ``sizes`` are those of all its values,
    in order. In an order these are such as stand in a run with others."""
    if not is_ordered:
        return hidden_among(dict(sizes), k)
    together = (run for run in runs([n for _value, n in sizes], k) if len(run) > 1)
    return frozenset(sizes[place][0] for run in together for place in run)


def kept_together(
    sizes: Mapping[Any, int], k: int, *, is_ordered: bool, least: int = 0
) -> list[frozenset[Any]]:
    """The groups of values of a column that no filter may tell apart; ``None`` stands for having no value.

    In an order they are runs of neighbours of at least ``k`` people and at least ``least``. Those without a
    value stand with the first run where they are too few to stand alone: all others less all that are told
    would be them.
    """
    found = {value: n for value, n in sizes.items() if n}
    if not is_ordered:
        return [hidden_among(found, k)]
    order: list[Any] = sorted(value for value in found if value is not None)
    if found.get(None, k) < k:
        order.insert(0, None)
    together = runs([found[value] for value in order], max(k, least))
    return [frozenset(order[place] for place in run) for run in together]


def apart_from(whole: int, part: int, k: int) -> bool:
    """Whether a part may be told beside its whole: it and the rest are nobody, or at least k."""
    return all(n == 0 or n >= k for n in (part, whole - part))


def runs(sizes: Sequence[int], k: int) -> list[range]:
    """Neighbours in an order, put together from the first on until each run has at least k.

    What is left over at the end goes into the last run.
    """
    ends, gathered = [0], 0
    for place, n in enumerate(sizes, start=1):
        gathered += n
        if gathered >= k:
            ends.append(place)
            gathered = 0
    if gathered:
        ends = ends[:-1] if len(ends) > 1 else ends
        ends.append(len(sizes))
    return [range(first, last) for first, last in pairwise(ends)]
