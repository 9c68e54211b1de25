"""How a journey ends: the ending, the quotas it counts for, what is stored."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from surveys.compiled import CompiledEnding
from surveys.definition import Ending, Quota
from surveys.expressions import Expression, ValueType, format_value
from surveys.flow.journeys import Journey
from surveys.question_types import AnswerValue
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class Settled:
    """Answers sorted: ``counted`` are those to questions on the way, ``aside`` all others, which come back
    when their question is shown again. Both by question id."""

    counted: dict[str, AnswerValue | None]
    aside: dict[str, AnswerValue | None]


def settled(journey: Journey) -> Settled:
    """Sort the answers of a journey into what counts and what is kept aside."""
    counted = journey.way.counted
    return Settled(counted, {key: value for key, value in journey.answers.items() if key not in counted})


def ending_of(journey: Journey) -> Ending | None:
    """The ending this respondent gets, as the document has it; ``None`` where the survey has none for them.

    That is the one a jump led to, else the first whose condition is true.
    """
    found = _compiled_ending(journey)
    return found.ending if found else None


def ending_with_id(journey: Journey, identity: str) -> Ending | None:
    """The ending of this id as the document has it, for one that a quota leads to."""
    return next((each.ending for each in journey.survey.endings if each.ending.id == identity), None)


def told_ending(journey: Journey, ending: Ending) -> Ending:
    """``ending`` as this respondent reads it: its sections that apply added, answers piped."""
    known, compiled = journey.way.known, _of(journey, ending)
    parts = [ending.text]
    for section, condition in zip(ending.sections, compiled.sections, strict=True):
        if known.holds(condition):
            parts.append(section.text)
    text: dict[str, str] = {}
    for part in parts:
        for language, words in part.items():
            told = compiled.texts.filled(words, known.facts, is_rich=True)
            text[language] = text.get(language, "") + told
    title = {
        language: compiled.texts.filled(words, known.facts, is_rich=False)
        for language, words in ending.title.items()
    }
    return ending.model_copy(update={"title": title, "text": text, "sections": ()})


def is_told_alike(journey: Journey, ending: Ending) -> bool:
    """Whether everybody who gets ``ending`` reads the same."""
    compiled = _of(journey, ending)
    return not compiled.texts and not compiled.sections


def address_after(journey: Journey, ending: Ending) -> str:
    """Where the respondent is sent, what is piped into it percent-encoded; ``""`` for nowhere."""
    known = journey.way.known
    words = localised(ending.url, known.language, journey.survey.base_language)
    template = _of(journey, ending).texts.by_wording.get((words, False))
    return template.render(known.facts, _encoded) if template else words


def quotas_met(journey: Journey) -> tuple[Quota, ...]:
    """The quotas that this response counts for as far as is known, in the order of the document."""
    conditions = journey.survey.quotas
    known = journey.way.known
    return tuple(
        quota
        for quota in journey.survey.definition.quotas
        if (condition := conditions[quota.id]) is None or known.holds(condition)
    )


def quotas_certain(journey: Journey) -> tuple[Quota, ...]:
    """Those of ``quotas_met`` whose conditions name nothing that the respondent is still to be asked."""
    met = quotas_met(journey)
    if not met:
        return ()
    way = journey.way
    to_come = {
        part.name
        for page in way.pages
        for part in way.elements[page.id]
        if part.is_asked and part.id not in way.counted
    }
    conditions = journey.survey.quotas
    return tuple(quota for quota in met if not _may_change(conditions[quota.id], to_come))


def _may_change(condition: Expression | None, to_come: set[str]) -> bool:
    """Whether answers that are still to come may decide a condition otherwise."""
    return condition is not None and bool(condition.names & to_come or (condition.scores and to_come))


def _encoded(value: Any, value_type: ValueType, language: str, style: str = "", /) -> str:
    return quote(format_value(value, value_type, language, style), safe="")


def _of(journey: Journey, ending: Ending) -> CompiledEnding:
    return next(each for each in journey.survey.endings if each.ending.id == ending.id)


def _compiled_ending(journey: Journey) -> CompiledEnding | None:
    way = journey.way
    if way.ending is not None:
        return next(each for each in journey.survey.endings if each.ending.id == way.ending)
    return next(
        (
            each
            for each in journey.survey.endings
            if each.visible_if is None or way.known.holds(each.visible_if)
        ),
        None,
    )
