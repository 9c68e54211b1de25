"""Who has the builder of a survey open, and at which question: known for some seconds, kept in the cache."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from tenants.people.models import User

type _Sign = tuple[str, str, str, float]
"""A ``Present`` and the time of the last sign of it, as the cache keeps them."""

STAYS = 20.0
"""How many seconds somebody is here after the last sign of them."""
RENEWED_AFTER = 8.0
"""A sign that says nothing new is written down this many seconds after the one before."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in a window of the builder; ``at`` is the id of what they are editing."""

    person: str
    name: str
    at: str

    @property
    def initials(self) -> str:
        """One or two letters that stand for the name."""
        words = self.name.replace(".", " ").partition("@")[0].split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def present_with(
    *, survey: UUID, person: User, window: str, at: str, now: Callable[[], float] = time.time
) -> list[Present]:
    """Note that a person is at a place of a survey, and return who else is, in the order of their names."""
    key, moment, mine = f"builder:{survey}", now(), f"{person.pk}:{window}"
    signs: dict[str, _Sign] = cache.get(key) or {}
    known = {window: sign for window, sign in signs.items() if moment - sign[3] < STAYS}
    sign = known.get(mine)
    if sign is None or sign[2] != at or moment - sign[3] > RENEWED_AFTER:
        known[mine] = (str(person.pk), str(person), at, moment)
        cache.set(key, known, STAYS * 3)
    others = {sign[0]: Present(*sign[:3]) for sign in known.values() if sign[0] != str(person.pk)}
    return sorted(others.values(), key=lambda each: (each.name, each.person))
