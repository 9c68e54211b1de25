"""Scores of a response: of a question, of the survey, of a section with its bands, and of a quiz."""

from collections.abc import Iterable, Mapping
from typing import Any

from surveys.compiled import CompiledElement, CompiledSurvey
from surveys.definition import Score
from surveys.definition.documents import Band, ScoreTerm
from surveys.question_types import AnswerValue
from surveys.question_types.missing import refusal_of

type Given = Mapping[str, AnswerValue | None]


def question_score(question: CompiledElement, value: AnswerValue | None) -> float | None:
    """What an answer counts; ``None`` without an answer, or where the type counts nothing."""
    if value is None or refusal_of(value):
        return None
    return question.type.score(question.element, value)


def total_score(survey: CompiledSurvey, answers: Given) -> float | None:
    """The sum of what all answers count; ``None`` where none counts."""
    return _sum(
        question_score(question, answers.get(question.id)) for question in survey.question_by_id.values()
    )


def score_of(survey: CompiledSurvey, name: str, answers: Given) -> float | None:
    """The score called ``name``; ``None`` with fewer answers than it wants, or where there is none."""
    score = next((each for each in survey.definition.scores if each.name == name), None)
    return None if score is None else _scored(survey, score, answers)


def scores_of(survey: CompiledSurvey, answers: Given) -> dict[str, float | None]:
    """All scores of the survey by name."""
    return {score.name: _scored(survey, score, answers) for score in survey.definition.scores}


def band_of(score: Score, value: float | None) -> Band | None:
    """The band that ``value`` falls into: the last one that begins at or below it."""
    if value is None:
        return None
    reached = [band for band in score.bands if value >= band.at_least]
    return max(reached, key=lambda band: band.at_least, default=None)


def _scored(survey: CompiledSurvey, score: Score, answers: Given) -> float | None:
    """Weighted sum or weighted mean over what is answered: sum(w * x), or that over sum(|w|)."""
    given = [(term, value) for term in score.terms if (value := _term(survey, term, answers)) is not None]
    if len(given) < score.least_answered:
        return None
    total = sum(term.weight * value for term, value in given)
    if score.method == "sum":
        return total
    weight = sum(abs(term.weight) for term, _value in given)
    return total / weight if weight else None


def _term(survey: CompiledSurvey, term: ScoreTerm, answers: Given) -> float | None:
    question = survey.question_by_id.get(term.question)
    value = question_score(question, answers.get(term.question)) if question else None
    if question is None or value is None or not term.reversed:
        return value
    limits = question.type.score_range(question.element)
    return limits[0] + limits[1] - value if limits else -value


def _sum(values: Iterable[float | None]) -> float | None:
    counted: list[Any] = [value for value in values if value is not None]
    return sum(counted) if counted else None
