"""Random orders, from a response's seed alone, so that a response can be replayed exactly.

An item's place comes from a hash of the seed, the container's and the item's id (BLAKE2b), not from a random
generator: it is the same for ever, on any version of Python, and what is added or hidden later doesn't move
the rest.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b

from surveys.question_types.elements import Shuffle

_GOLDEN = 0.618_033_988_749_894_9


def ordered[T](
    items: Sequence[T],
    shuffle: Shuffle | None,
    *,
    container: str,
    seed: int,
    turn: int | None,
    identity: Callable[[T], str],
    is_pinned: Callable[[T], bool],
) -> tuple[T, ...]:
    """``items`` as one respondent gets them. Pinned ones are always shown and keep their places.

    ``turn`` is the response's number, by which ``evenly`` deals; without one, chance does.
    """
    if shuffle is None:
        return tuple(items)
    free = [item for item in items if not is_pinned(item)]
    dealt = _dealt(free, shuffle, container=container, seed=seed, turn=turn, identity=identity)
    kept = {identity(item) for item in dealt}
    order = iter(
        _in_order([item for item in free if identity(item) in kept], shuffle, container, seed, identity)
    )
    return tuple(
        item if is_pinned(item) else next(order)
        for item in items
        if is_pinned(item) or identity(item) in kept
    )


def fraction(*, container: str, seed: int, turn: int | None) -> float:
    """A number from 0 up to 1 to draw by: with ``turn``, spread evenly over any row of responses.

    Additive recurrence with the golden ratio (D. Knuth, The Art of Computer Programming 3, 6.4).
    """
    if turn is None:
        return _hash(seed, container) / 2**64
    return (_hash(0, container) / 2**64 + turn * _GOLDEN) % 1.0


def _dealt[T](
    free: list[T],
    shuffle: Shuffle,
    *,
    container: str,
    seed: int,
    turn: int | None,
    identity: Callable[[T], str],
) -> list[T]:
    """Those that are shown at all. In every row of as many turns as there are items, each is dealt ``show``
    times: a window of ``show`` goes round an order that changes with every such row."""
    count, show = len(free), shuffle.show
    if show is None or show >= count:
        return free
    if not shuffle.evenly or turn is None:
        return sorted(free, key=lambda item: _hash(seed, container, "dealt", identity(item)))[:show]
    round_, place = divmod(turn, count)
    circle = sorted(free, key=lambda item: _hash(round_, container, "circle", identity(item)))
    return [circle[(place * show + step) % count] for step in range(show)]


def _in_order[T](
    free: list[T], shuffle: Shuffle, container: str, seed: int, identity: Callable[[T], str]
) -> list[T]:
    if shuffle.order == "random":
        return sorted(free, key=lambda item: _hash(seed, container, identity(item)))
    drawn = _hash(seed, container)
    if shuffle.order == "flipped":
        return free[::-1] if drawn % 2 else free
    start = drawn % len(free) if free else 0
    return free[start:] + free[:start]


def _hash(seed: int, *parts: str) -> int:
    """64 bits that the parts and the seed determine."""
    return int.from_bytes(blake2b("|".join((str(seed), *parts)).encode(), digest_size=8).digest())
