"""Respondents made up by chance who go through a survey as real ones do, to see what it does with them.

Pure, like the flow: the same survey and seed make the same respondent.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any

from surveys.compiled import CompiledPage, CompiledSurvey
from surveys.flow import (
    Journey,
    Met,
    Sent,
    ending_of,
    first_page,
    judge_page,
    met,
    next_page,
)
from surveys.question_types.missing import refusal

ATTEMPTS = 40
MOST_PAGES = 5_000
SKIPPED, REFUSED = 0.06, 0.03


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated respondent: the journey, the ids of the pages gone through, and how it ended.

    ``stuck_on`` is the page that no answers tried could get past, ``reasons`` what was wrong there, by the
    question's name; ``ending`` is the id of the ending, ``None`` where there was none.
    """

    journey: Journey
    pages: tuple[str, ...]
    ending: str | None
    stuck_on: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Simulation:
    """What came of many simulated respondents.

    Counts are of respondents: ``asked`` by question name, ``shown`` by page id, ``endings`` by ending id,
    ``dead_ends`` by page id and reason. ``lengths`` are the pages each went through.
    """

    survey: CompiledSurvey
    respondents: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    dead_ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)

    def add(self, walked: Simulated) -> None:
        """Count one respondent."""
        counted = walked.journey.way.counted
        self.respondents += 1
        self.asked.update({self._name(identity) for identity in counted})
        self.shown.update(set(walked.pages))
        self.lengths.append(len(walked.pages))
        self.questions.append(len(counted))
        if walked.stuck_on:
            self.dead_ends.update((walked.stuck_on, reason) for reason in walked.reasons)
        else:
            self.endings[walked.ending or ""] += 1

    @property
    def unreached_questions(self) -> list[str]:
        """The names of questions that nobody was asked, in order."""
        every = (part.name for page in self.survey.pages for part in page.elements if part.is_asked)
        return [name for name in every if not self.asked[name]]

    @property
    def unreached_endings(self) -> list[str]:
        """The ids of endings that nobody came to and no quota leads to, in order."""
        by_quota = {quota.ending for quota in self.survey.definition.quotas}
        every = (each.ending.id for each in self.survey.endings)
        return [identity for identity in every if not self.endings[identity] and identity not in by_quota]

    @property
    def pages_gone(self) -> tuple[int, float, int]:
        """The fewest, the median and the most pages that anybody went through; zeros for nobody."""
        return _spread(self.lengths)

    @property
    def questions_answered(self) -> tuple[int, float, int]:
        """The fewest, the median and the most questions that anybody was asked; zeros for nobody."""
        return _spread(self.questions)

    def _name(self, identity: str) -> str:
        question = self.survey.question(identity)
        return question.name if question else identity


def simulate(
    survey: CompiledSurvey,
    *,
    seed: int,
    turn: int | None = None,
    language: str = "",
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC),
) -> Simulated:
    """Send one respondent through a survey, answering at random what can be answered so."""
    chance = random.Random(seed)
    journey = Journey(survey, _from_link(survey, chance), seed, turn, language, now)
    gone: list[str] = []
    page = first_page(journey)
    while page is not None and len(gone) < MOST_PAGES:
        gone.append(page.id)
        answered, reasons = _answered(journey, page, chance)
        if answered is None:
            return Simulated(journey, tuple(gone), None, page.id, reasons)
        journey = answered
        page = next_page(journey, page)
    ending = ending_of(journey)
    return Simulated(journey, tuple(gone), ending.id if ending else None)


def _answered(
    journey: Journey, page: CompiledPage, chance: random.Random
) -> tuple[Journey | None, tuple[str, ...]]:
    """The journey after the page, ``None`` and the reasons where no attempt was accepted.

    Later attempts leave nothing out: what a page brings up is answered from the next attempt on.
    """
    reasons: tuple[str, ...] = ()
    tried = journey
    for attempt in range(ATTEMPTS):
        raw = {
            each.id: _answer(each, chance, leaves_out=attempt == 0)
            for each in met(tried, page)
            if each.part.is_asked
        }
        judgement = judge_page(journey, page, Sent(raw, frozenset(raw), insists=False))
        if judgement.is_accepted:
            return journey.with_answers(judgement.values), ()
        tried = journey.with_answers(judgement.values)
        named = ((journey.survey.question(key), error) for key, error in judgement.errors.items())
        reasons = tuple(f"{part.name if part else ''}: {error.message}" for part, error in named)
    return None, reasons


def _answer(each: Met, chance: random.Random, *, leaves_out: bool) -> Any:
    element, kind = each.element, each.part.type
    if element.refusals and chance.random() < REFUSED:
        return refusal(chance.choice(element.refusals))
    if kind.takes_files or (leaves_out and not element.required and chance.random() < SKIPPED):
        return None
    return kind.random_answer(element, chance)


def _from_link(survey: CompiledSurvey, chance: random.Random) -> dict[str, Any]:
    """What the link of a survey might have told."""
    return {
        part.id: part.type.random_answer(part.element, chance)
        for part in survey.question_by_id.values()
        if part.type.filled_by == "link"
    }


def _spread(counts: list[int]) -> tuple[int, float, int]:
    return (min(counts), median(counts), max(counts)) if counts else (0, 0, 0)
