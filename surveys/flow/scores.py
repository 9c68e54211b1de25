"""Scores of a response: of a question, of the survey, of a section with its bands."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from surveys.compiled import CompiledElement, CompiledSurvey, in_instance_id
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


def score_inside(
    survey: CompiledSurvey, question: CompiledElement, answers: Given, instance: tuple[int, ...] = ()
) -> float | None:
    """What the answers to a question count: in a repeat group the sum over its instances.

    ``instance`` limits it to what lies in that instance of the groups around the question.
    """
    return _sum(question_score(question, value) for value in given_to(survey, question, answers, instance))


def given_to(
    survey: CompiledSurvey, question: CompiledElement, answers: Given, instance: tuple[int, ...] = ()
) -> Iterator[AnswerValue | None]:
    """The answers to a question: one, or that of every instance of the groups around it, in order."""
    if question.element.in_group is None:
        if question.id in answers:
            yield answers[question.id]
        return
    for numbers in _instances(survey, question.element.in_group, answers):
        if numbers[: len(instance)] == instance:
            yield answers.get(in_instance_id(question.id, numbers))


def _instances(survey: CompiledSurvey, group: str, answers: Given) -> Iterator[tuple[int, ...]]:
    """The instances of a group that were gone through, each with those around it, the outermost first."""
    head = survey.question_by_id[group]
    outer = head.element.in_group
    for numbers in _instances(survey, outer, answers) if outer else ((),):
        count = answers.get(in_instance_id(group, numbers), head.type.starting_count(head.element))
        most = min(count, head.element.settings.maximum) if isinstance(count, int) else 0
        for number in range(1, most + 1):
            yield (*numbers, number)


def total_score(survey: CompiledSurvey, answers: Given) -> float | None:
    """The sum of what all answers count, in repeat groups those of every instance; ``None`` where none
    counts."""
    return _sum(score_inside(survey, question, answers) for question in survey.question_by_id.values())


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
    """Weighted sum or weighted mean over what is answered: sum(w * x), or that over sum(|w|).

    Every instance of a repeat group gives an answer of its own.
    """
    given = [(term.weight, value) for term in score.terms for value in _values(survey, term, answers)]
    if len(given) < score.least_answered:
        return None
    total = sum(weight * value for weight, value in given)
    if score.method == "sum":
        return total
    weight = sum(abs(weight) for weight, _value in given)
    return total / weight if weight else None


def _values(survey: CompiledSurvey, term: ScoreTerm, answers: Given) -> Iterator[float]:
    """What the answers to the question of a term count."""
    question = survey.question_by_id.get(term.question)
    if question is None:
        return
    for given in given_to(survey, question, answers):
        value = question_score(question, given)
        if value is not None:
            yield _reversed(question, value) if term.reversed else value


def _reversed(question: CompiledElement, value: float) -> float:
    limits = question.type.score_range(question.element)
    return limits[0] + limits[1] - value if limits else -value


def _sum(values: Iterable[float | None]) -> float | None:
    counted: list[Any] = [value for value in values if value is not None]
    return sum(counted) if counted else None
