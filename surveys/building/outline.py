"""The builder's outline: all pages with their questions, and what is to be known of each at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from surveys.building.condition_words import shown_if_words
from surveys.building.places import Place
from surveys.building.severities import severities
from surveys.building.subjects import Subjects
from surveys.definition import Definition, Element, Page
from surveys.question_types import question_type
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the outline. ``severity`` is that of its worst problem, ``""`` for none; ``condition``
    says when it is shown, ``depth`` is in how many repeat groups it is; ``sensitive`` whether its answers are
    marked so."""

    id: str
    icon: str
    words: str
    required: bool
    severity: str
    is_current: bool
    condition: str = ""
    depth: int = 0
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """A page in the outline with its questions; ``jumps`` is how many lead away from it."""

    id: str
    title: str
    rows: tuple[Row, ...]
    is_current: bool
    condition: str = ""
    jumps: int = 0


class Outliner:
    """Makes the rows of the outline of a definition, in the language of a place."""

    def __init__(self, definition: Definition, place: Place, subjects: Subjects | None = None) -> None:
        self.definition = definition
        self._place = place
        self._subjects = subjects or Subjects(definition, place.language)

    @cached_property
    def severities(self) -> dict[str, str]:
        """The severities of the questions' worst problems, by id."""
        return severities(self.definition)

    @cached_property
    def _outer(self) -> dict[str, str | None]:
        return {part.id: part.in_group for part in self.definition.elements}

    def pages(self) -> tuple[OutlinePage, ...]:
        """All pages with their questions."""
        return tuple(self.page(page) for page in self.definition.pages)

    def page(self, page: Page) -> OutlinePage:
        """A page with its questions."""
        return replace(self.head(page), rows=tuple(self.row(element) for element in page.elements))

    def head(self, page: Page) -> OutlinePage:
        """A page without its questions."""
        return OutlinePage(
            id=page.id,
            title=self._words(page.title),
            rows=(),
            is_current=self._place.is_page_edited and page.id == self._place.page_id,
            condition=self.condition(page),
            jumps=len(page.jumps),
        )

    def row(self, element: Element[Any]) -> Row:
        """The row of a question."""
        return Row(
            id=element.id,
            icon=question_type(element.type).icon,
            words=self._words(element.text),
            required=element.required,
            severity=self.severities.get(element.id, ""),
            is_current=element.id == self._place.element_id,
            condition=self.condition(element),
            depth=self.depth(element),
            sensitive=element.sensitive,
        )

    def condition(self, part: Element[Any] | Page) -> str:
        """When a question or page is shown, in words; ``""`` for always."""
        return shown_if_words(part, self._subjects)

    def depth(self, element: Element[Any]) -> int:
        """In how many repeat groups a question is."""
        if element.in_group is None:
            return 0
        return 2 if self._outer.get(element.in_group) else 1

    def _words(self, text: Mapping[str, str]) -> str:
        return localised(text, self._place.language, self._place.base_language)


def page_options(definition: Definition, place: Place) -> list[tuple[str, str]]:
    """The pages by id, each with its number and title, to choose one."""
    titles = (
        (page.id, localised(page.title, place.language, place.base_language)) for page in definition.pages
    )
    return [
        (identity, f"{number} · {title}" if title else _("Page %(number)d") % {"number": number})
        for number, (identity, title) in enumerate(titles, start=1)
    ]
