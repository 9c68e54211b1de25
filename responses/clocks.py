"""Time limits: for the survey from its first look, for a page from the page's; each can be extended.

What was granted, and when the page was first seen, is signed into the cookie and into each form.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from responses.identity import Clock
from responses.limits import first_look, has_limits
from responses.sittings import Sitting
from surveys.flow import CompiledPage, Journey, next_page

MOST_EXTENSIONS = 10
"""How often as much time again is granted (WCAG 2.2, success criterion 2.2.1)."""
GRACE = 30_000
"""Milliseconds after the end in which answers are still taken: networks are slow, and so are people."""
EARLY = 1_500
"""Milliseconds that the browser's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit that runs: which, how many ``seconds`` it gives and gave in all, how many are left
    (below zero after its end), and whether more can be had."""

    of: Literal["page", "survey"]
    portion: int
    left: float
    can_extend: bool

    @property
    def is_over(self) -> bool:
        """Whether nothing is taken any more."""
        return self.left * 1000 < -GRACE

    @property
    def has_run_out(self) -> bool:
        """Whether the time has come that the page told."""
        return self.left * 1000 <= EARLY


def at_page(sitting: Sitting, page: CompiledPage, now: datetime) -> Sitting:
    """The sitting with its clock at this page: as it ran, or begun now, less what was spent there before."""
    clock = sitting.clock
    if not has_limits(sitting.running) or clock.page == page.id:
        return sitting
    at = int((now.timestamp() - spent_on(sitting, page.id)) * 1000) if page.page.seconds else 0
    return replace(sitting, clock=Clock(clock.extended, page.id, at, 0))


def limit_of(sitting: Sitting, page: CompiledPage | None, now: datetime) -> TimeLimit | None:
    """The limit that ends first; ``None`` where none runs. ``page`` is one that the clock is at."""
    found = [limit for limit in (survey_limit(sitting, now), _page_limit(sitting, page, now)) if limit]
    return min(found, key=lambda limit: limit.left, default=None)


def survey_limit(sitting: Sitting, now: datetime) -> TimeLimit | None:
    """The limit of the survey; it runs from the first look, which is when the response got its id."""
    seconds = sitting.journey.survey.definition.settings.seconds
    if seconds is None:
        return None
    extended = sitting.clock.extended
    end = first_look(sitting.response) + seconds * (1 + extended)
    return TimeLimit("survey", seconds, end - now.timestamp(), extended < MOST_EXTENSIONS)


def is_over(sitting: Sitting, now: datetime) -> bool:
    """Whether the time for the whole survey is up."""
    limit = survey_limit(sitting, now)
    return limit is not None and limit.is_over


def extended(sitting: Sitting, page: CompiledPage | None, now: datetime) -> Sitting:
    """The sitting with as much time again, of the limit that ends first, where more can be had."""
    limit, clock = limit_of(sitting, page, now), sitting.clock
    if limit is None or not limit.can_extend:
        return sitting
    if limit.of == "survey":
        return replace(sitting, clock=replace(clock, extended=clock.extended + 1))
    return replace(sitting, clock=replace(clock, page_extended=clock.page_extended + 1))


def limit_ahead(journey: Journey, page: CompiledPage) -> int | None:
    """The seconds that the page after this one gives, as far as is known; ``None`` without a limit."""
    following = next_page(journey, page)
    return following.page.seconds if following else None


def spent_on(sitting: Sitting, page_id: str) -> float:
    """Seconds that the response has spent on a page, as its row knows it."""
    stored = sitting.survey.stored
    return stored.page_seconds.get(page_id, 0) if stored else 0


def _page_limit(sitting: Sitting, page: CompiledPage | None, now: datetime) -> TimeLimit | None:
    clock = sitting.clock
    if page is None or page.page.seconds is None or clock.page != page.id:
        return None
    end = clock.at / 1000 + page.page.seconds * (1 + clock.page_extended)
    can_extend = clock.page_extended < MOST_EXTENSIONS
    return TimeLimit("page", page.page.seconds, end - now.timestamp(), can_extend)
