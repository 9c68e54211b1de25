"""Where an editor is in the builder: a page, maybe one of its questions, and a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from surveys.definition import Definition, Element, Page
from surveys.editing.choices import lists_of
from surveys.question_types import question_type
from surveys.question_types.elements import DocumentPart


@dataclass(frozen=True, slots=True)
class Place:
    """``element_id`` is the question being edited, ``adding_at`` where on the page the next one goes.

    ``choice_id`` is the choice of it whose details are shown. Without both, ``is_page_edited`` says whether
    the page's own words are, or nothing yet.
    """

    page_id: str
    element_id: str | None
    language: str
    base_language: str
    adding_at: int | None = None
    is_page_edited: bool = False
    choice_id: str = ""

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
        if self.choice_id:
            parts["choice"] = self.choice_id
        return urlencode(parts)

    def moved_to(self, definition: Definition, identity: str) -> "Place":
        """The place of another part of the survey, in the same language; of the same page if it is gone."""
        found = find_place(definition, {"at": identity, "language": self.language})
        if found.at != identity and not identity.startswith(("c_", "r_")) and identity != self.page_id:
            return self.moved_to(definition, self.page_id)
        return found

    def with_choice(self, definition: Definition, choice_id: str) -> "Place":
        """The same place, with the details of a choice."""
        return find_place(definition, {"at": self.at, "language": self.language, "choice": choice_id})


def find_place(definition: Definition, query: Mapping[str, Any]) -> Place:
    """The place that an address names: ``at`` an id, ``language``, ``add`` a position, ``choice`` an id.

    What the survey doesn't have falls back to its first page and its base language.
    """
    page, element = _located(definition, str(query.get("at", "")))
    language = str(query.get("language", ""))
    base = definition.base_language
    adding = str(query.get("add", ""))
    choice = str(query.get("choice", ""))
    position = min(int(adding), len(page.elements)) if adding.isdecimal() and len(adding) < 6 else None
    return Place(
        page_id=page.id,
        element_id=element.id if element and position is None else None,
        language=language if language in definition.languages else base,
        base_language=base,
        adding_at=position,
        is_page_edited=position is None and page.id == query.get("at"),
        choice_id=choice if element and any(item.id == choice for item in choices_of(element)) else "",
    )


def owner_of(definition: Definition, identity: str) -> str:
    """The question that holds a choice, row or column of this id; else the id itself."""
    if identity.startswith(("c_", "r_")):
        for element in definition.elements:
            if any(item.id == identity for item in items_of(element)):
                return element.id
    return identity


def choices_of(element: Element[Any]) -> list[Any]:
    """The choices, rows and columns of a question that have details of their own."""
    lists = question_type(element.type).item_fields
    return [item for name in lists for item in getattr(element.settings, name, ())]


def takes_condition(element: Element[Any], identity: str) -> bool:
    """Whether a choice, row or column of this id may be shown on a condition."""
    lists = question_type(element.type).item_fields.items()
    return any(
        item.id == identity
        for name, details in lists
        if "visible_if" in details
        for item in getattr(element.settings, name, ())
    )


def items_of(element: Element[Any]) -> list[Any]:
    """All choices, rows and columns of a question."""
    values = [getattr(element.settings, name) for name in type(element.settings).model_fields]
    items = [
        item
        for value in values
        if isinstance(value, tuple)
        for item in value
        if isinstance(item, DocumentPart) and "id" in type(item).model_fields
    ]
    return [*items, *(choice for item in items for choice in getattr(item, "choices", ()))]


def newest_of(before: Definition, after: Definition, question_id: str, list_name: str) -> str:
    """The last of what an edit added to a list of a question, by its id; ``""`` where it added nothing."""
    known = {item.id for item in _listed(before, question_id, list_name)}
    new = [item.id for item in _listed(after, question_id, list_name) if item.id not in known]
    return new[-1] if new else ""


def _listed(definition: Definition, question_id: str, list_name: str) -> tuple[Any, ...]:
    lists = (lists_of(element) for element in definition.elements if element.id == question_id)
    return next(lists, {}).get(list_name, ())


def _located(definition: Definition, identity: str) -> tuple[Page, Element[Any] | None]:
    wanted = owner_of(definition, identity)
    for page in definition.pages:
        if page.id == wanted:
            return page, None
        for element in page.elements:
            if element.id == wanted:
                return page, element
    return (definition.pages[0] if definition.pages else Page(id="p_00000000")), None
