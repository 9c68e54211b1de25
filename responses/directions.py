"""Where the button of a form leads, as the form says it."""

import re
from dataclasses import dataclass
from typing import Literal

GO = re.compile(r"(?:leave-)?to-(?P<page>[\w-]{1,60})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Direction:
    """On, back, to a page of this id, or away for now (``pause``).

    Everywhere but onwards what can be kept of the page is kept. ``loses``: without asking before letting go
    of the rest.
    """

    way: Literal["next", "back", "to", "pause"] = "next"
    page: str = ""
    loses: bool = False

    @property
    def leaving(self) -> str:
        """What the form says to go the same way without what can't be kept."""
        if self.way == "to":
            return f"leave-to-{self.page}"
        return "leave-pause" if self.way == "pause" else "leave"


ONWARDS = Direction()
BACK = Direction("back")
_KNOWN = {
    "back": BACK,
    "leave": Direction("back", loses=True),
    "pause": Direction("pause"),
    "leave-pause": Direction("pause", loses=True),
}


def direction_in(go: str) -> Direction:
    """Return what the form's ``_go`` says; onwards for anything unknown."""
    if found := GO.fullmatch(go):
        return Direction("to", found["page"], loses=go.startswith("leave-"))
    return _KNOWN.get(go, ONWARDS)
