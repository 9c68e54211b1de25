"""Colleagues named in comments: ``@ada``, ``@ada@example.org``, ``@Ada Lovelace``."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_MENTIONED = 20
MOST_OFFERED = 8
_STARTS = re.compile(r"(?<![\w.@])@(?=\w)")
_BEING_TYPED = re.compile(r"(?<![\w.@])@([\w.+-]{0,60})$")


@dataclass(frozen=True, slots=True)
class Mentionable:
    """Somebody who can be named: ``id`` as text, and what they are called."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody to be named, from the character ``start`` of what was typed on; ``words`` say who it is."""

    text: str
    start: int
    words: str


def mentioned(words: str, people: Iterable[Mentionable]) -> list[str]:
    """The ids of those whom a text names, in its order; of several handles that fit, the longest."""
    handles = handles_of(list(people))
    found: dict[str, None] = {}
    for person in _named(words.casefold(), handles):
        found.setdefault(person)
    return list(found)[:MOST_MENTIONED]


def handles_of(people: Sequence[Mentionable]) -> dict[str, str]:
    """How each person can be named, in small letters: by address, and by name or the first part of the
    address where nobody else is called so."""
    short = Counter(handle for person in people for handle in _short(person))
    handles = {handle: person.id for person in people for handle in _short(person) if short[handle] == 1}
    return handles | {person.email.casefold(): person.id for person in people}


def offers(written: str, people: Sequence[Mentionable]) -> list[Offer]:
    """Who could be meant by what stands behind the last ``@``, if that is where ``written`` ends."""
    typed = _BEING_TYPED.search(written)
    if typed is None:
        return []
    wanted = typed[1].casefold()
    handles = handles_of(people)
    fitting = [person for person in people if _fits(person, wanted)]
    return [
        Offer(f"@{_shortest(person, handles)} ", typed.start(), person.name or person.email)
        for person in fitting[:MOST_OFFERED]
    ]


def _named(words: str, handles: Mapping[str, str]) -> Iterator[str]:
    longest_first = sorted(handles, key=len, reverse=True)
    for start in _STARTS.finditer(words):
        rest = words[start.end() :]
        for handle in longest_first:
            if rest.startswith(handle) and not re.match(r"[\w@]", rest[len(handle) :]):
                yield handles[handle]
                break


def _short(person: Mentionable) -> set[str]:
    return {person.email.partition("@")[0].casefold(), person.name.casefold()} - {""}


def _shortest(person: Mentionable, handles: Mapping[str, str]) -> str:
    local = person.email.partition("@")[0]
    return local if handles.get(local.casefold()) == person.id else person.email


def _fits(person: Mentionable, wanted: str) -> bool:
    words = [*person.name.casefold().split(), person.name.casefold(), person.email.casefold()]
    return any(word.startswith(wanted) for word in words)
