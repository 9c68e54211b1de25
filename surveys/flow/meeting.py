"""What a respondent meets on a page: its elements with everything that the answers so far make of them."""

from dataclasses import dataclass, replace
from typing import Any

from surveys.compiled import CompiledElement, CompiledPage
from surveys.flow.journeys import Journey
from surveys.flow.situations import piped, situated
from surveys.flow.walking import as_answer
from surveys.question_types import AnswerValue, Element


@dataclass(frozen=True, slots=True)
class Met:
    """An element as a respondent meets it. ``proposed`` is the answer that stands there before they gave one;
    ``is_static``: it looks the same to everybody who hasn't answered it."""

    part: CompiledElement
    element: Element[Any]
    proposed: AnswerValue | None
    is_static: bool

    @property
    def id(self) -> str:
        """The element's id."""
        return self.part.id


def met(journey: Journey, page: CompiledPage) -> tuple[Met, ...]:
    """The elements that ``page`` shows, as this respondent meets them."""
    known = journey.way.known
    return tuple(
        Met(part, part.element, None, True)
        if part.logic.is_static
        else Met(part, situated(part, known), _proposed(journey, part), False)
        for part in journey.elements_on(page)
    )


def page_words(journey: Journey, page: CompiledPage) -> tuple[dict[str, str], dict[str, str]]:
    """Title and description of ``page``, answers piped in."""
    head = page.page.model_copy(update={"elements": (), "jumps": ()})
    told = piped(head, page.texts, journey.way.known)
    return told.title, told.description


def _proposed(journey: Journey, part: CompiledElement) -> AnswerValue | None:
    """The answer that the default expression proposes, where it fits what is asked."""
    if part.logic.default is None or part.id in journey.answers:
        return None
    known = journey.way.known
    with known.inside(part):
        return as_answer(replace(part, element=situated(part, known)), known.value_of(part.logic.default))
