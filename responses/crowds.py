"""Crowds of simulated respondents: walked, and stored if so wished, by several processes at once."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_all_start_methods, get_context
from os import cpu_count
from uuid import UUID

from django.db import connections

from responses.simulated import Period, store_simulated
from surveys.compiled import CompiledSurvey
from surveys.simulating import Tally, simulate
from tenants.scope import Scope, organisation, tenant_scope

AT_ONCE = 1_000
WORTH_IT = 4_000
"""So many respondents are more than one process should send alone."""


@dataclass(frozen=True, slots=True)
class Storing:
    """Where simulated responses are stored, and when they are said to have been given."""

    survey: UUID
    version: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many respondents of a survey, of whom the first has ``seed``; stored where ``storing`` says."""

    compiled: CompiledSurvey
    respondents: int
    seed: int
    now: datetime
    storing: Storing | None = None


def processes_for(crowd: Crowd) -> int:
    """How many processes send a crowd: as many as there are processors, one for a small crowd."""
    can_fork = "fork" in get_all_start_methods()
    return cpu_count() or 1 if can_fork and crowd.respondents >= WORTH_IT else 1


def send_crowd(crowd: Crowd, *, processes: int = 1) -> Iterator[Tally]:
    """Send a crowd through its survey; yield what came of each part of it.

    Each part is stored in a transaction of its own. Several processes have connections of their own, and
    that of this one is closed before: not to be called in a transaction then.
    """
    portions = [
        range(start, min(start + AT_ONCE, crowd.respondents))
        for start in range(0, crowd.respondents, AT_ONCE)
    ]
    if processes == 1:
        yield from (_sent(crowd, portion) for portion in portions)
        return
    connections.close_all()
    with ProcessPoolExecutor(
        processes, mp_context=get_context("fork"), initializer=_begin, initargs=(crowd, organisation())
    ) as pool:
        yield from pool.map(_sent_there, portions)


_here: list[tuple[Crowd, Scope]] = []
"""In a process that helps: the crowd, and whose survey it goes through."""


def _begin(crowd: Crowd, scope: Scope) -> None:
    """Take no connection over: two processes that speak on one read each other's answers."""
    for connection in connections.all(initialized_only=True):
        del connections[connection.alias]
    _here.append((crowd, scope))


def _sent_there(turns: range) -> Tally:
    crowd, scope = _here[0]
    with tenant_scope(scope):
        return _sent(crowd, turns)


def _sent(crowd: Crowd, turns: Sequence[int]) -> Tally:
    survey, languages = crowd.compiled, crowd.compiled.languages
    walked = [
        simulate(
            survey,
            seed=crowd.seed + turn,
            turn=turn,
            language=languages[turn % len(languages)],
            now=crowd.now,
        )
        for turn in turns
    ]
    if storing := crowd.storing:
        store_simulated(survey=storing.survey, version=storing.version, walked=walked, period=storing.period)
    tally = Tally()
    for each in walked:
        tally.add(each)
    return tally
