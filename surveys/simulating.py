"""Respondents made up by chance who go through a survey as real ones do, to see what it does with them.

Pure, like the flow: the same survey and seed make the same respondent.
"""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate
from types import MappingProxyType
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
_NOTHING: Mapping[str, Any] = MappingProxyType({})
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
class Tally:
    """Simulated respondents counted: it can be sent from one process to another, and added up.

    Counts are of respondents: ``asked`` by question id, ``shown`` by page id, ``endings`` by ending id,
    ``dead_ends`` by page id and reason, ``lengths`` by pages gone through, ``questions`` by questions asked.
    """

    respondents: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    dead_ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    questions: Counter[int] = field(default_factory=Counter)

    def add(self, walked: Simulated) -> None:
        """Count one respondent."""
        counted = walked.journey.way.counted
        self.respondents += 1
        self.asked.update({identity.partition(".")[0] for identity in counted})
        self.shown.update(set(walked.pages))
        self.lengths[len(walked.pages)] += 1
        self.questions[len(counted)] += 1
        if walked.stuck_on:
            self.dead_ends.update((walked.stuck_on, reason) for reason in walked.reasons)
        else:
            self.endings[walked.ending or ""] += 1

    def update(self, other: "Tally") -> None:
        """Count everybody that ``other`` has counted."""
        self.respondents += other.respondents
        for name in ("asked", "shown", "endings", "dead_ends", "lengths", "questions"):
            getattr(self, name).update(getattr(other, name))


@dataclass(slots=True)
class Simulation:
    """What came of many simulated respondents of a survey."""

    survey: CompiledSurvey
    tally: Tally = field(default_factory=Tally)

    def add(self, walked: Simulated) -> None:
        """Count one respondent."""
        self.tally.add(walked)

    @property
    def endings(self) -> Counter[str]:
        """How many came to each ending, by its id."""
        return self.tally.endings

    @property
    def dead_ends(self) -> Counter[tuple[str, str]]:
        """How many got stuck, by the page's id and the reason."""
        return self.tally.dead_ends

    @property
    def unreached_questions(self) -> list[str]:
        """The names of questions that nobody was asked, in order."""
        every = (part for page in self.survey.pages for part in page.elements if part.is_asked)
        return [part.name for part in every if not self.tally.asked[part.id]]

    @property
    def unreached_endings(self) -> list[str]:
        """The ids of endings that nobody came to and no quota leads to, in order."""
        by_quota = {quota.ending for quota in self.survey.definition.quotas}
        every = (each.ending.id for each in self.survey.endings)
        came_to = self.tally.endings
        return [identity for identity in every if not came_to[identity] and identity not in by_quota]

    @property
    def pages_gone(self) -> tuple[int, float, int]:
        """The fewest, the median and the most pages that anybody went through; zeros for nobody."""
        return _spread(self.tally.lengths)

    @property
    def questions_answered(self) -> tuple[int, float, int]:
        """The fewest, the median and the most questions that anybody was asked; zeros for nobody."""
        return _spread(self.tally.questions)


def simulate(
    survey: CompiledSurvey,
    *,
    seed: int,
    turn: int | None = None,
    language: str = "",
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC),
    chance: int | None = None,
    told: Mapping[str, Any] = _NOTHING,
    contact: Mapping[str, str] = _NOTHING,
) -> Simulated:
    """Send one respondent through a survey, answering at random what can be answered so.

    ``chance`` is the seed of the answers, that of the respondent's orders where there is none. ``told`` are
    answers by question id that their link gives, ``contact`` is what is known of them, by field.
    """
    drawn = random.Random(seed if chance is None else chance)
    answers = _from_link(survey, drawn) | dict(told)
    journey = Journey(survey, answers, seed, turn, language, now, contact)
    return _walked(journey, drawn)


def _walked(journey: Journey, chance: random.Random) -> Simulated:
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


def _spread(counts: Counter[int]) -> tuple[int, float, int]:
    """The least, the median and the greatest of numbers that are there so many times."""
    if not counts:
        return (0, 0, 0)
    numbers = sorted(counts)
    upto = list(accumulate(counts[number] for number in numbers))
    middle = [numbers[bisect_right(upto, place)] for place in ((upto[-1] - 1) // 2, upto[-1] // 2)]
    return (numbers[0], sum(middle) / 2, numbers[-1])
