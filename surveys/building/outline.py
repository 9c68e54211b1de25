"""The builder's outline: all pages with their questions, and what is to be known of each at a glance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.building.condition_words import condition_words
from surveys.building.places import Place
from surveys.building.subjects import Subjects
from surveys.definition import Definition, Element, Page
from surveys.question_types import question_type
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the outline. ``severity`` is that of its worst problem, ``""`` for none; ``condition``
    says when it is shown, ``depth`` is in how many repeat groups it is."""

    id: str
    icon: str
    words: str
    required: bool
    severity: str
    is_current: bool
    condition: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """A page in the outline with its questions; ``jumps`` is how many lead away from it."""

    id: str
    number: int
    title: str
    rows: tuple[Row, ...]
    is_current: bool
    condition: str = ""
    jumps: int = 0


class Outliner:
    """Makes the rows of the outline."""

    def __init__(self, definition: Definition, place: Place, subjects: Subjects) -> None:
        self._definition = definition
        self._place = place
        self._subjects = subjects
        self._outer = {part.id: part.in_group for part in definition.elements}

    def pages(
        self, severities: Mapping[str, str], only: Collection[str] | None = None
    ) -> tuple[OutlinePage, ...]:
        """All pages, or ``only`` those of these ids; ``severities`` are those of the questions' worst
        problems, by id."""
        return tuple(
            OutlinePage(
                id=page.id,
                number=number,
                title=self._words(page.title),
                rows=tuple(self.row(element, severities) for element in page.elements),
                is_current=self._place.is_page_edited and page.id == self._place.page_id,
                condition=self.condition(page),
                jumps=len(page.jumps),
            )
            for number, page in enumerate(self._definition.pages, start=1)
            if only is None or page.id in only
        )

    def row(self, element: Element[Any], severities: Mapping[str, str]) -> Row:
        """The row of a question."""
        return Row(
            id=element.id,
            icon=question_type(element.type).icon,
            words=self._words(element.text),
            required=element.required,
            severity=severities.get(element.id, ""),
            is_current=element.id == self._place.element_id,
            condition=self.condition(element),
            depth=self._depth(element),
        )

    def condition(self, part: Element[Any] | Page) -> str:
        """When a question or page is shown, in words; ``""`` for always."""
        group = getattr(part, "in_group", None)
        return condition_words(part.visible_if, self._subjects, group) if part.visible_if else ""

    def _depth(self, element: Element[Any]) -> int:
        if element.in_group is None:
            return 0
        return 2 if self._outer.get(element.in_group) else 1

    def _words(self, text: Mapping[str, str]) -> str:
        return localised(text, self._place.language, self._place.base_language)
