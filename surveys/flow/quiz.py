"""How a quiz went: which answers were right, and the points they are worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveys.compiled import CompiledElement
from surveys.question_types import AnswerValue
from surveys.question_types.missing import refusal_of

if TYPE_CHECKING:
    from surveys.flow.journeys import Journey
    from surveys.flow.known import Known


@dataclass(frozen=True, slots=True)
class QuizResult:
    """How a quiz question was answered. ``is_right`` is ``None`` where it wasn't."""

    question: CompiledElement
    is_right: bool | None
    points: float
    possible: float


@dataclass(frozen=True, slots=True)
class Reached:
    """The points of a response, of those that the questions it was asked are worth."""

    points: float
    possible: float


def quiz_results(journey: "Journey") -> list[QuizResult]:
    """How the quiz questions that were shown went, in the respondent's order.

    In a repeat group there is one for every instance.
    """
    shown = (part for page in journey.way.pages for part in journey.elements_on(page))
    return [result for part in shown if (result := quiz_result(journey, part)) is not None]


def quiz_result(journey: "Journey", question: CompiledElement) -> QuizResult | None:
    """How a question went that was shown; ``None`` for one without a right answer."""
    return result_of(journey.way.known, question, journey.way.counted.get(question.id))


def result_of(known: "Known", question: CompiledElement, value: AnswerValue | None) -> QuizResult | None:
    """How a question that has this answer goes; ``None`` for one without a right answer."""
    quiz, right_if = question.element.quiz, question.logic.right_if
    if quiz is None or right_if is None or not question.is_asked:
        return None
    if value is None or refusal_of(value):
        return QuizResult(question, None, 0, quiz.points)
    with known.inside(question):
        is_right = known.holds(right_if)
    return QuizResult(question, is_right, quiz.points if is_right else 0, quiz.points)


def points_reached(results: Iterable[QuizResult]) -> Reached:
    """The points of some questions together."""
    every = list(results)
    return Reached(sum(each.points for each in every), sum(each.possible for each in every))


def has_quiz(elements: Iterable[CompiledElement]) -> bool:
    """Whether any of these questions has a right answer."""
    return any(part.is_asked and part.logic.right_if is not None for part in elements)
