"""Patches: from one definition to another in steps that can be taken either way, exactly."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal
from zlib import crc32

from surveys.changes.orders import list_changes
from surveys.changes.pieces import Fields, Ids, Parts, marked, parts_of_unit, same, units_of
from surveys.definition import Definition

type Kind = Literal["part", "value", "splice", "place"]
type Patch = tuple["Step", ...]
type Touched = frozenset[tuple[str, ...]]

_LONG = 60
"""Values longer than this are told by what changed inside them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the part under ``key``; swapping ``before`` and ``after`` takes it back.

    ``part``: its fields, ``None`` where it isn't there. ``value``: that of the field at ``path``, in a list
    of one, ``[]`` where it isn't set. ``splice``: ``[the piece at position "at", checksum of the whole]``.
    ``place``: ``[the id before "at"]`` in the list at ``path``, ``[]`` where it isn't in it, ``None`` where
    the list is left out.
    """

    kind: Kind
    key: str
    path: tuple[str, ...]
    before: Any
    after: Any
    at: Any = None

    @property
    def subject(self) -> str:
        """The key of the part that it is about: for a place the part that stands there."""
        if self.kind != "place":
            return self.key
        inner = f"{self.key}/{self.at}"
        return inner if self.key and not self.key.startswith("p_") else self.at

    @property
    def address(self) -> tuple[str, ...]:
        """What it touches, from the outside in."""
        names = tuple(f":{name}" for name in self.path)
        ids = tuple(self.key.split("/")) if self.key else ()
        return (*ids, *names, f"@{self.at}") if self.kind == "place" else (*ids, *names)


def difference(before: Definition, after: Definition, about: str = "") -> Patch:
    """The patch from one definition to another; what they share is not even looked at.

    Where it could have been ``about`` that moved among others, it was.
    """
    old, new = units_of(before), units_of(after)
    steps: list[Step] = []
    for identity in old | new:
        was, now = old.get(identity), new.get(identity)
        if was is not now:
            old_parts = parts_of_unit(identity, was) if was else {}
            new_parts = parts_of_unit(identity, now) if now else {}
            steps.extend(_between(old_parts, new_parts, about))
    return tuple(steps)


def inverted(patch: Patch) -> Patch:
    """The patch that leads back."""
    return tuple(Step(s.kind, s.key, s.path, s.after, s.before, s.at) for s in reversed(patch))


def touched(patch: Iterable[Step]) -> Touched:
    """What a patch touches."""
    return frozenset(step.address for step in patch)


def overlapping(one: Touched, other: Touched) -> bool:
    """Whether something is touched by both, or lies in what the other touches."""
    around = {address[:length] for address in other for length in range(len(address) + 1)}
    return any(
        address in around or any(address[:length] in other for length in range(len(address)))
        for address in one
    )


def patch_json(patch: Patch) -> list[list[Any]]:
    """A patch as JSON-like data."""
    return [[s.kind, s.key, list(s.path), s.before, s.after, s.at] for s in patch]


def patch_from_json(data: list[list[Any]]) -> Patch:
    """The patch that ``patch_json`` made data of."""
    return tuple(Step(kind, key, tuple(path), was, now, at) for kind, key, path, was, now, at in data)


def checksum(value: Any) -> int:
    """What tells one long value from another."""
    return crc32(json.dumps(value, sort_keys=True).encode())


def _between(old: Parts, new: Parts, about: str) -> Iterator[Step]:
    for key in old | new:
        if key not in old:
            yield Step("part", key, (), None, marked(new[key]))
        elif key not in new:
            yield Step("part", key, (), marked(old[key]), None)
        else:
            yield from _fields(key, (), old[key], new[key], about)


def _fields(key: str, path: tuple[str, ...], old: Fields, new: Fields, about: str) -> Iterator[Step]:
    for name in old | new:
        at = (*path, name)
        if name in old and name in new:
            yield from _values(key, at, old[name], new[name], about)
        elif isinstance(new.get(name), Ids):
            first, *rest = _values(key, at, Ids(), new[name], about)
            yield from (replace(first, before=None), *rest)
        elif isinstance(old.get(name), Ids):
            *rest, last = _values(key, at, old[name], Ids(), about)
            yield from (*rest, replace(last, after=None))
        else:
            was, now = ([marked(fields[name])] if name in fields else [] for fields in (old, new))
            yield Step("value", key, at, was, now)


def _values(key: str, path: tuple[str, ...], old: Any, new: Any, about: str) -> Iterator[Step]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _fields(key, path, old, new, about)
    elif _hold_ids(old, new):
        for is_in, item, neighbour in list_changes(old, new, about):
            was, now = ([], [neighbour]) if is_in else ([neighbour], [])
            yield Step("place", key, path, was, now, item)
    elif type(old) is type(new) and isinstance(old, str | list) and len(old) + len(new) > _LONG:
        yield _splice(key, path, old, new)
    else:
        yield Step("value", key, path, [marked(old)], [marked(new)])


def _hold_ids(old: Any, new: Any) -> bool:
    lists = isinstance(old, list) and isinstance(new, list)
    return lists and all(isinstance(each, Ids) or not each for each in (old, new))


def _splice(key: str, path: tuple[str, ...], old: Any, new: Any) -> Step:
    at, end = 0, 0
    shorter = min(len(old), len(new))
    while at < shorter and same(old[at], new[at]):
        at += 1
    while end < shorter - at and same(old[-1 - end], new[-1 - end]):
        end += 1
    was = [old[at : len(old) - end], checksum(old)]
    return Step("splice", key, path, was, [new[at : len(new) - end], checksum(new)], at)
