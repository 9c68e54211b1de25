"""Finding, replacing and remaking the parts of a definition; what every operation is made of."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _
from pydantic import ValidationError

from surveys.definition import Definition, Element, Ending, Page, checked, problems_of, rebuilt
from surveys.exceptions import DefinitionInvalid, EditRefused
from surveys.ids import NewId
from surveys.question_types.elements import DocumentPart


class Identified(Protocol):
    """A part with an identity."""

    @property
    def id(self) -> str: ...


def page_of(definition: Definition, page_id: str) -> Page:
    """Return the page; raise ``EditRefused`` (``page_unknown``) when there is none of this id."""
    return _found(definition.pages, page_id, _("This page no longer exists."), "page_unknown")


def ending_with(definition: Definition, ending_id: str) -> Ending:
    """Return the ending; raise ``EditRefused`` (``ending_unknown``) when there is none of this id."""
    return _found(definition.endings, ending_id, _("This ending no longer exists."), "ending_unknown")


def element_of(definition: Definition, question_id: str) -> Element[Any]:
    """Return the question; raise ``EditRefused`` (``question_unknown``) when there is none of this id."""
    return _found(definition.elements, question_id, _("This question no longer exists."), "question_unknown")


def page_holding(definition: Definition, question_id: str) -> Page:
    """Return the page that a question stands on; raise ``EditRefused`` (``question_unknown``)."""
    element_of(definition, question_id)
    return next(page for page in definition.pages if any(part.id == question_id for part in page.elements))


def _found[P: Identified](parts: Sequence[P], identity: str, message: str, code: str) -> P:
    for part in parts:
        if part.id == identity:
            return part
    raise EditRefused(message, code)


def remade[P: DocumentPart](part: P, changes: dict[str, object]) -> P:
    """A copy of ``part`` with ``changes``, validated as if it came from outside. Raises ``EditRefused``."""
    data = {name: getattr(part, name) for name in type(part).model_fields} | changes
    return made(type(part), data)


def made[P: DocumentPart](model: type[P], data: dict[str, object]) -> P:
    """A new part from JSON-like data. Raises ``EditRefused`` with the first thing that is wrong with it."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problem = problems_of(error)[0]
        raise EditRefused(problem.message, problem.code) from error


def finished(definition: Definition) -> Definition:
    """Return ``definition`` if it is valid as a whole; raise ``EditRefused`` with the first reason if not."""
    try:
        return checked(definition)
    except DefinitionInvalid as error:
        problem = error.problems[0]
        raise EditRefused(problem.message, problem.code, problem=problem) from error


def with_pages(definition: Definition, pages: Sequence[Page]) -> Definition:
    """The definition with these pages instead of its own."""
    return finished(remade(definition, {"pages": tuple(pages)}))


def with_page(definition: Definition, page: Page) -> Definition:
    """The definition with ``page`` in place of the page of the same id."""
    return with_pages(definition, replaced(definition.pages, page))


def with_element(
    definition: Definition, element: Element[Any], *, in_place_of: str | None = None
) -> Definition:
    """The definition with ``element`` in place of the question of the same id, or of another."""
    former = in_place_of or element.id
    page = page_holding(definition, former)
    elements = tuple(element if other.id == former else other for other in page.elements)
    return with_page(definition, remade(page, {"elements": elements}))


def replaced[P: Identified](parts: Sequence[P], part: P) -> tuple[P, ...]:
    """``parts`` with ``part`` in place of the one of the same id."""
    return tuple(part if other.id == part.id else other for other in parts)


def without[P: Identified](parts: Sequence[P], identity: str) -> tuple[P, ...]:
    """``parts`` but for the one of this id."""
    return tuple(part for part in parts if part.id != identity)


def inserted[P](parts: Sequence[P], part: P, position: int | None) -> tuple[P, ...]:
    """``parts`` with ``part`` at ``position``, at the end for ``None``."""
    place = len(parts) if position is None else min(max(position, 0), len(parts))
    return (*parts[:place], part, *parts[place:])


def moved[P: Identified](parts: Sequence[P], identity: str, position: int | None) -> tuple[P, ...]:
    """``parts`` with the one of this id brought to ``position``."""
    part = next(part for part in parts if part.id == identity)
    return inserted(without(parts, identity), part, position)


def reworded(text: dict[str, str], language: str, words: str) -> dict[str, str]:
    """``text`` saying ``words`` in ``language``; without words, nothing in it."""
    return {**text, language: words}


def with_fresh_ids[P: DocumentPart](part: P, ids: NewId) -> P:
    """A copy of ``part`` with ids of its own all through, also where one part refers to another."""
    fresh: dict[str, str] = {}

    def renew(inner: DocumentPart) -> dict[str, object]:
        identity = getattr(inner, "id", None)
        return {"id": fresh.setdefault(identity, ids(identity[0]))} if identity else {}

    def follow(inner: DocumentPart) -> dict[str, object]:
        values = ((name, getattr(inner, name)) for name in type(inner).model_fields)
        return {name: fresh[value] for name, value in values if isinstance(value, str) and value in fresh}

    return rebuilt(rebuilt(part, renew), follow)
