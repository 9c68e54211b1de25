"""The journey of somebody who tries a draft out: begun as they chose, or taken up from a form."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from responses.beginning import TURNS
from responses.links import link_answers
from responses.trying.options import LARGEST_SEED, Options
from responses.versions import Running
from surveys.flow import CompiledPage, CompiledSurvey, Journey, visible_pages
from surveys.simulating import simulate

MOST_TRIES, WORK = 60, 6_000
"""To get to a page, so many respondents are made up at most; in a long survey so many questions."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A draft or a template being tried out; ``about`` tells its forms from those of others.

    ``page`` is the id of the page that was sent, ``""`` for none.
    """

    about: str
    running: Running
    journey: Journey
    language: str
    look: str | None
    options: Options = field(default_factory=Options)
    page: str = ""


def begun(survey: CompiledSurvey, options: Options, language: str, query: str = "") -> Journey:
    """A journey as ``options`` say, the rest by chance; ``query`` is a link's, as respondents have it."""
    options = options if options.seed is not None else replace(options, seed=secrets.randbelow(LARGEST_SEED))
    told = link_answers(survey, urlencode(options.link) if options.link else query)
    if options.fill is None:
        return _journey(survey, options, language, told)
    return _filled(survey, options, language, told, options.fill)


def taken_up(survey: CompiledSurvey, state: Mapping[str, Any], options: Options, language: str) -> Journey:
    """The journey that a form carries."""
    journey = _journey(survey, replace(options, seed=state["seed"]), language, state["answers"])
    return replace(journey, over=frozenset(state["told"]))


def page_at(journey: Journey, identity: str) -> CompiledPage | None:
    """The page of a respondent's that has this id, or a question with it; ``None`` where they get none."""
    return next((page for page in visible_pages(journey) if _holds(page, identity)), None)


def _holds(page: CompiledPage, identity: str) -> bool:
    return identity in (page.id, page.page.id) or any(part.element.id == identity for part in page.elements)


def _journey(survey: CompiledSurvey, options: Options, language: str, answers: dict[str, Any]) -> Journey:
    seed = options.seed or 0
    return Journey(
        survey,
        answers,
        seed,
        turn=seed % TURNS,
        language=language,
        now=options.now or timezone.localtime(),
        contact=dict(options.contact),
    )


def _filled(
    survey: CompiledSurvey, options: Options, language: str, told: dict[str, Any], fill: int
) -> Journey:
    """Answers made up by chance; where a page is wanted, of the first respondent who comes to it."""
    seed = options.seed or 0
    found: list[Journey] = []
    tries = max(3, min(MOST_TRIES, WORK // max(len(survey.question_by_id), 1))) if options.at else 1
    for chance in range(fill, fill + tries):
        walked = simulate(
            survey,
            seed=seed,
            turn=seed % TURNS,
            language=language,
            now=options.now or timezone.localtime(),
            chance=chance,
            told=told,
            contact=dict(options.contact),
        )
        found.append(walked.journey)
        if not options.at or page_at(walked.journey, options.at):
            return walked.journey
    return found[0]
