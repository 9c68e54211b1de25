"""What an edit changes in the outline, row by row: nothing else of it is made or sent again."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.building.outline import OutlinePage, Outliner, Row
from surveys.definition import Element, Page
from surveys.question_types import question_type


@dataclass(frozen=True, slots=True)
class Put[I: (Row, OutlinePage)]:
    """A row or page to be put in: behind the one of the id ``behind``, or first in the list of ``page``,
    the whole outline's list for ``""``."""

    item: I
    behind: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class OutlineChanges:
    """``gone`` are ids of pages and questions to take out, before anything is put in: some are put in again
    elsewhere. ``renewed`` rows are shown anew, of ``reworded`` ones only the words and marks are;
    likewise the ``heads`` of pages, and the titles of those that are ``retitled``."""

    gone: tuple[str, ...]
    pages: tuple[Put[OutlinePage], ...]
    rows: tuple[Put[Row], ...]
    renewed: tuple[Row, ...]
    reworded: tuple[Row, ...]
    heads: tuple[OutlinePage, ...]
    retitled: tuple[OutlinePage, ...]


def outline_changes(before: Outliner, after: Outliner) -> OutlineChanges:
    """What leads from the outline of one definition to that of another."""
    return _Comparison(before, after).changes()


def in_place(former: Sequence[str], now: Sequence[str]) -> set[str]:
    """Those of ``now`` that can stay where they were in ``former``: the most that keep their order."""
    places = {identity: place for place, identity in enumerate(former)}
    ends: list[int] = []
    last: list[str] = []
    links: dict[str, str | None] = {}
    for identity in now:
        if (place := places.get(identity)) is None:
            continue
        at = bisect_left(ends, place)
        links[identity] = last[at - 1] if at else None
        ends[at : at + 1], last[at : at + 1] = [place], [identity]
    kept: set[str] = set()
    here = last[-1] if last else None
    while here is not None:
        kept.add(here)
        here = links[here]
    return kept


class _Comparison:
    def __init__(self, before: Outliner, after: Outliner) -> None:
        self._before, self._after = before, after
        self._old_pages = {page.id: page for page in before.definition.pages}
        self._old = {element.id: element for element in before.definition.elements}
        now = after.definition.pages
        self._kept_pages = in_place(list(self._old_pages), [page.id for page in now])
        self._kept_rows = {
            page.id: in_place(_ids(self._old_pages[page.id]), _ids(page))
            for page in now
            if page.id in self._kept_pages
        }
        self._renamed = self._names_of_changed()

    def changes(self) -> OutlineChanges:
        renewed, reworded = list[Row](), list[Row]()
        for element in self._touched():
            (renewed if self._looks_different(element) else reworded).append(self._after.row(element))
        return OutlineChanges(
            gone=tuple(self._gone()),
            pages=tuple(self._put_pages()),
            rows=tuple(self._put_rows()),
            renewed=tuple(renewed),
            reworded=tuple(reworded),
            heads=tuple(self._after.head(page) for page in self._kept() if self._has_other_marks(page)),
            retitled=tuple(self._after.head(page) for page in self._kept() if self._has_other_title(page)),
        )

    def _gone(self) -> Iterator[str]:
        for page in self._before.definition.pages:
            if page.id not in self._kept_pages:
                yield page.id
                continue
            yield from (identity for identity in _ids(page) if identity not in self._kept_rows[page.id])

    def _put_pages(self) -> Iterator[Put[OutlinePage]]:
        behind = ""
        for page in self._after.definition.pages:
            if page.id not in self._kept_pages:
                yield Put(self._after.page(page), behind)
            behind = page.id

    def _put_rows(self) -> Iterator[Put[Row]]:
        for page in self._after.definition.pages:
            if page.id not in self._kept_pages:
                continue
            behind = ""
            for element in page.elements:
                if element.id not in self._kept_rows[page.id]:
                    yield Put(self._after.row(element), behind, page.id)
                behind = element.id

    def _touched(self) -> Iterator[Element[Any]]:
        """The questions that stay, of which what the outline says may have changed."""
        marked = {identity for identity, _mark in self._marks(self._before) ^ self._marks(self._after)}
        for page in self._after.definition.pages:
            kept = self._kept_rows.get(page.id, ())
            for element in page.elements:
                if element.id in kept and (
                    self._old[element.id] is not element
                    or element.id in marked
                    or (element.visible_if and self._names_a_changed_one(element))
                    or (element.in_group and self._before.depth(element) != self._after.depth(element))
                ):
                    yield element

    def _marks(self, outliner: Outliner) -> set[tuple[str, str]]:
        return set(outliner.severities.items())

    def _looks_different(self, element: Element[Any]) -> bool:
        old = self._old[element.id]
        icons = {question_type(each.type).icon for each in (old, element)}
        return len(icons) > 1 or self._before.depth(old) != self._after.depth(element)

    def _kept(self) -> Iterator[Page]:
        return (page for page in self._after.definition.pages if page.id in self._kept_pages)

    def _has_other_marks(self, page: Page) -> bool:
        old = self._old_pages[page.id]
        marks = {(each.visible_if, len(each.jumps)) for each in (old, page)}
        return len(marks) > 1 or self._names_a_changed_one(page)

    def _has_other_title(self, page: Page) -> bool:
        return self._old_pages[page.id].title != page.title and not self._has_other_marks(page)

    def _names_a_changed_one(self, part: Element[Any] | Page) -> bool:
        return bool(part.visible_if) and any(name in part.visible_if for name in self._renamed)

    def _names_of_changed(self) -> set[str]:
        """The names of questions that say something else, which conditions then repeat."""
        changed = [part for part in self._after.definition.elements if self._old.get(part.id) is not part]
        return {each.name for part in changed for each in (part, self._old.get(part.id)) if each}


def _ids(page: Page) -> list[str]:
    return [element.id for element in page.elements]
