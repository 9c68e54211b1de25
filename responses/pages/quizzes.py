"""What is told of a quiz: which answers were right, what is right, what the editor says, the points."""

from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from surveys.expressions import format_value
from surveys.expressions.value_types import NUMBER
from surveys.flow import (
    CompiledElement,
    Journey,
    points_reached,
    quiz_result,
    quiz_results,
    right_answer,
    said_of_answer,
)
from surveys.question_types.wordings import worded_rich
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class ToldPoints:
    """Points reached of those possible, as numbers of the reader's language."""

    points: str
    possible: str

    @property
    def words(self) -> str:
        """Both in words, in the language that is active."""
        return _("Points: %(points)s of %(possible)s") % {"points": self.points, "possible": self.possible}


@dataclass(frozen=True, slots=True)
class ToldQuiz:
    """How a question went. ``right`` is the right answer in words, ``""`` where theirs was or where it can't
    be said; ``said`` is what the editor says, as HTML and as text; ``points`` is ``None`` for what is worth
    nothing."""

    is_right: bool
    right: str
    said: SafeString
    said_words: str
    points: ToldPoints | None

    @property
    def verdict(self) -> str:
        """Whether it was right, in the language that is active."""
        return _("Correct") if self.is_right else _("Not correct")

    @property
    def lines(self) -> list[str]:
        """All of it as lines of text, in the language that is active."""
        verdict = f"{self.verdict} · {self.points.words}" if self.points else self.verdict
        right = f"{_('Right answer:')} {self.right}" if self.right else ""
        return [line for line in (verdict, right, self.said_words) if line]


def quiz_told(journey: Journey, question: CompiledElement, language: str) -> ToldQuiz | None:
    """Return how a question went; ``None`` for one without a right answer."""
    result = quiz_result(journey, question)
    if result is None:
        return None
    is_right, base = result.is_right is True, journey.survey.base_language
    said = dict(said_of_answer(journey, question, is_right=is_right))
    points = _points(result.points, result.possible, language) if result.possible else None
    return ToldQuiz(
        is_right,
        "" if is_right else right_answer(journey, question, language),
        worded_rich(said, language, base),
        " ".join(strip_tags(localised(said, language, base)).split()),
        points,
    )


def tells_quiz(journey: Journey) -> bool:
    """Say whether respondents are told, sooner or later, which of their answers were right."""
    return journey.survey.definition.settings.quiz_feedback is not None


def points_told(journey: Journey, language: str) -> ToldPoints | None:
    """Return the points of the whole response; ``None`` where respondents are told none."""
    if not tells_quiz(journey):
        return None
    reached = points_reached(quiz_results(journey))
    return _points(reached.points, reached.possible, language) if reached.possible else None


def _points(points: float, possible: float, language: str) -> ToldPoints:
    return ToldPoints(format_value(points, NUMBER, language), format_value(possible, NUMBER, language))
