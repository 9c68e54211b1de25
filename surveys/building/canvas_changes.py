"""What is sent of the canvas to a browser that shows the page already: what looks different, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString

from surveys.building.cards import Card
from surveys.building.places import Place, find_place
from surveys.building.screens import Screen
from surveys.definition import Definition, Page

HEADER = "Canvass-Shows"
"""The header in which a browser says what its canvas shows: a revision and the query of a place, with a space
between. It isn't sent where a form is kept that was filled from an older revision."""


@dataclass(frozen=True, slots=True)
class OnCanvas:
    """What a browser's canvas shows: ``revision`` is 0 where that isn't known."""

    revision: int
    query: Mapping[str, str]

    @classmethod
    def read(cls, header: str) -> "OnCanvas":
        """What the header says."""
        number, _space, query = header.partition(" ")
        known = number.isdecimal() and len(number) < 10
        return cls(int(number) if known else 0, QueryDict(query).dict() if known else {})

    def place(self, definition: Definition) -> Place:
        """The place in a definition."""
        return find_place(definition, self.query)


def left_for(screen: Screen, shown: OnCanvas) -> Card | None:
    """The question that was being edited, as a card, where only the question being edited is another one.

    ``None`` where more is, or where the browser doesn't show what is to be edited now.
    """
    if screen.element is None or shown.revision != screen.survey.draft_revision:
        return None
    before, now = shown.place(screen.definition), screen.place
    if before.element_id in (None, now.element_id) or not _is_drawn(screen, now.element_id):
        return None
    if (before.page_id, before.language) != (now.page_id, now.language):
        return None
    left = next(part for part in screen.page.elements if part.id == before.element_id)
    return screen.drawn_card(left)


def is_reordered(screen: Screen, shown: OnCanvas) -> bool:
    """Whether an edit put the questions of the page in another order, and did no more than that but for the
    question being edited."""
    before, current = screen.before, screen.element
    if before is None or current is None or not shown.revision or shown.place(before) != screen.place:
        return False
    was = next(page for page in before.pages if page.id == screen.place.page_id)
    old, new = ({part.id: part for part in page.elements} for page in (was, screen.page))
    if _head(was) != _head(screen.page) or old.keys() != new.keys():
        return False
    others = new.keys() - {current.id}
    stays = old[current.id].in_group == current.in_group
    return stays and all(new[key] is old[key] and _is_drawn(screen, key) for key in others)


def _head(page: Page) -> Page:
    return page.model_copy(update={"elements": ()})


def looking_different(screen: Screen) -> list[SafeString]:
    """The cards that the browser shows otherwise than they are now, as pieces that find their places."""
    shown = {name.partition(":")[0] for name in screen.known}
    others = (part for part in screen.page.elements if part is not screen.element and part.id in shown)
    cards = (screen.drawn_card(part) for part in others)
    return [card.swapped for card in cards if card.name not in screen.known]


def _is_drawn(screen: Screen, identity: str | None) -> bool:
    return any(name.startswith(f"{identity}:") for name in screen.known)
