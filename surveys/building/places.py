"""Where an editor is in the builder: a page, maybe one of its questions, and a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from surveys.definition import Definition, Element, Page
from surveys.question_types.elements import DocumentPart


@dataclass(frozen=True, slots=True)
class Place:
    """``element_id`` is the question being edited, ``adding_at`` where on the page the next one goes.

    Without both, ``is_page_edited`` says whether the page's own words are, or nothing yet.
    """

    page_id: str
    element_id: str | None
    language: str
    base_language: str
    adding_at: int | None = None
    is_page_edited: bool = False

    @property
    def at(self) -> str:
        """The id of what is being edited."""
        return self.element_id or self.page_id

    @property
    def query(self) -> str:
        """The place as the query of an address."""
        parts: dict[str, str | int] = {"at": self.at}
        if self.language != self.base_language:
            parts["language"] = self.language
        if self.adding_at is not None:
            parts["add"] = self.adding_at
        return urlencode(parts)

    def moved_to(self, definition: Definition, identity: str) -> "Place":
        """The place of another part of the survey, in the same language."""
        return find_place(definition, {"at": identity, "language": self.language})


def find_place(definition: Definition, query: Mapping[str, Any]) -> Place:
    """The place that an address names: ``at`` an id, ``language``, ``add`` a position.

    What the survey doesn't have falls back to its first page and its base language.
    """
    page, element = _located(definition, str(query.get("at", "")))
    language = str(query.get("language", ""))
    base = definition.base_language
    adding = str(query.get("add", ""))
    position = min(int(adding), len(page.elements)) if adding.isdecimal() and len(adding) < 6 else None
    return Place(
        page_id=page.id,
        element_id=element.id if element and position is None else None,
        language=language if language in definition.languages else base,
        base_language=base,
        adding_at=position,
        is_page_edited=position is None and page.id == query.get("at"),
    )


def owner_of(definition: Definition, identity: str) -> str:
    """The question that holds a choice, row or column of this id; else the id itself."""
    if identity.startswith(("c_", "r_")):
        for element in definition.elements:
            if any(item.id == identity for item in items_of(element)):
                return element.id
    return identity


def items_of(element: Element[Any]) -> list[Any]:
    """All choices, rows and columns of a question."""
    values = [getattr(element.settings, name) for name in type(element.settings).model_fields]
    return [
        item
        for value in values
        if isinstance(value, tuple)
        for item in value
        if isinstance(item, DocumentPart)
    ]


def _located(definition: Definition, identity: str) -> tuple[Page, Element[Any] | None]:
    wanted = owner_of(definition, identity)
    for page in definition.pages:
        if page.id == wanted:
            return page, None
        for element in page.elements:
            if element.id == wanted:
                return page, element
    return (definition.pages[0] if definition.pages else Page(id="p_00000000")), None
