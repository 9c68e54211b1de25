"""A definition compiled for running: everything looked up once, shared by all respondents, never changed.

Compiled parts are compared by identity: there is one of each per compiled survey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition import Definition, Page
from surveys.question_types import Element, QuestionType, question_type


@dataclass(frozen=True, slots=True, eq=False)
class CompiledElement:
    """A question or statement with its type. ``number`` counts questions from 1; a statement has ``None``."""

    element: Element[Any]
    type: QuestionType[Any]
    page_index: int
    number: int | None

    @property
    def id(self) -> str:
        """The element's id, the key of its answer."""
        return self.element.id

    @property
    def is_question(self) -> bool:
        """Whether it is answered, not only read."""
        return self.type.stores_answer


@dataclass(frozen=True, slots=True, eq=False)
class CompiledPage:
    """A page of the definition. Ask ``surveys.flow`` what of it is shown and what comes before and after."""

    index: int
    page: Page
    elements: tuple[CompiledElement, ...]

    @property
    def id(self) -> str:
        """The page's id, as stored."""
        return self.page.id


@dataclass(frozen=True, slots=True, eq=False)
class CompiledSurvey:
    """A survey ready to run; made by ``compile_definition``."""

    definition: Definition
    pages: tuple[CompiledPage, ...]
    page_by_id: Mapping[str, CompiledPage]
    question_by_id: Mapping[str, CompiledElement]
    languages: tuple[str, ...]

    @property
    def base_language(self) -> str:
        """The language that texts fall back to."""
        return self.definition.base_language


def compile_definition(definition: Definition) -> CompiledSurvey:
    """Compile a valid definition; do it once per version and keep the result."""
    number = 0
    pages = []
    for index, page in enumerate(definition.pages):
        elements = []
        for element in page.elements:
            kind = question_type(element.type)
            number += kind.stores_answer
            elements.append(CompiledElement(element, kind, index, number if kind.stores_answer else None))
        pages.append(CompiledPage(index, page, tuple(elements)))
    return CompiledSurvey(
        definition=definition,
        pages=tuple(pages),
        page_by_id={page.id: page for page in pages},
        question_by_id={part.id: part for page in pages for part in page.elements if part.is_question},
        languages=definition.languages,
    )
