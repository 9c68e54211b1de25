"""The order of lists: what was taken out and put in between two of them, and orders without some changes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from surveys.changes.patches import Step

type Order = list[str]

FIRST = ""
"""What stands before the first of a list."""
MARK = "$"
"""What a list of ids is kept under in JSON; no field and no language is called so."""


def longest_rising(items: Sequence[str], rank: Mapping[str, int]) -> set[str]:
    """The longest subsequence of ``items`` whose ranks rise, by patience sorting."""
    piles: list[int] = []
    tops: list[str] = []
    before: dict[str, str | None] = {}
    for item in items:
        place = bisect_left(piles, rank[item])
        before[item] = tops[place - 1] if place else None
        piles[place : place + 1], tops[place : place + 1] = [rank[item]], [item]
    chain: set[str] = set()
    at = tops[-1] if tops else None
    while at is not None:
        chain.add(at)
        at = before[at]
    return chain


def list_changes(
    before: Sequence[str], after: Sequence[str], about: str = ""
) -> Iterator[tuple[bool, str, str]]:
    """Yield ``(whether put in, item, the one before it)``: first what is taken out, then what is put in.

    As few as explain the new order, ``about`` among them if that is as few; each names its neighbour as the
    list is at that moment.
    """
    rank = {item: place for place, item in enumerate(before)}
    stayed = [item for item in after if item in rank]
    kept = longest_rising(stayed, rank)
    if about in kept and len(kept) < len(stayed):
        others = longest_rising([item for item in stayed if item != about], rank)
        kept = others if len(others) == len(kept) else kept
    now = list(before)
    for item in before:
        if item not in kept:
            at = now.index(item)
            yield False, item, now[at - 1] if at else FIRST
            del now[at]
    for at, item in enumerate(after):
        if item not in kept:
            yield True, item, after[at - 1] if at else FIRST


def carried_over(before: Sequence[str], after: Sequence[str], onto: Sequence[str]) -> list[str]:
    """The order ``onto`` with what was done between ``before`` and ``after``, as far as it has the items."""
    if list(onto) == list(before):
        return list(after)
    result = list(onto)
    places = {item: place for place, item in enumerate(after)}
    for is_in, item, _neighbour in list_changes(before, after):
        if item in result:
            result.remove(item)
        elif not is_in or item in before:
            continue
        if is_in:
            result.insert(_place_after(result, after[: places[item]]), item)
    return result


def _place_after(items: Sequence[str], earlier: Sequence[str]) -> int:
    """Behind the nearest of ``earlier`` that is there, else in front."""
    known = {item: place for place, item in enumerate(items)}
    return next((known[item] + 1 for item in reversed(earlier) if item in known), 0)


def order_before(after: Order, patch: Iterable["Step"], key: str, path: tuple[str, ...]) -> Order:
    """The order of the list at ``path`` of the part ``key`` before a patch that led to ``after``.

    A list that the patch made, or took away with its part, was empty before, or as it was taken away.
    """
    order = list(after)
    for step in reversed(tuple(patch)):
        if step.key != key:
            continue
        if step.kind == "part":
            order = _listed(step.before, path)
        elif step.kind == "place" and step.path == path:
            if step.after:
                order.remove(step.at)
            if step.before:
                neighbour = step.before[0]
                order.insert(order.index(neighbour) + 1 if neighbour else 0, step.at)
    return order


def _listed(fields: Any, path: tuple[str, ...]) -> Order:
    """The ids in the list at ``path`` of a part as a step keeps it."""
    found = fields
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return list(found.get(MARK, ())) if isinstance(found, dict) else []
