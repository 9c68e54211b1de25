"""Storing simulated respondents, many at once, as the responses they would have left."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from responses.finishing import Finish, finish_of, turned_away
from responses.quotas import hold_quotas, set_counts
from surveys.domain import note_results_changed
from surveys.flow import settled
from surveys.simulating import Simulated
from tenants.ids import uuid7

CHANNEL = "simulated"
SECONDS_A_PAGE = 20.0
COLUMNS = (
    *("id", "survey_id", "version_id", "status", "answers", "aside", "ending", "quotas", "language"),
    *("channel", "seed", "page_seconds", "page_forms", "revision", "attempt", "started_at", "changed_at"),
    "completed_at",
)


@dataclass(frozen=True, slots=True)
class Period:
    """When simulated respondents are to have answered: evenly from ``since`` to ``until``."""

    since: datetime
    until: datetime


def store_simulated(*, survey: UUID, version: UUID, walked: Iterable[Simulated], period: Period) -> int:
    """Store respondents who got to an end, counting them for quotas; return how many.

    Nobody is told of them: no event, no webhook. Their channel is ``simulated``.
    """
    arrived = [each for each in walked if not each.stuck_on]
    if not arrived:
        return 0
    quotas = arrived[0].journey.survey.quotas
    with transaction.atomic():
        counts = hold_quotas(survey=survey, quotas=quotas) if quotas else {}
        _copy([_row(survey, version, each, period, counts) for each in arrived])
        if quotas:
            set_counts(survey=survey, counts=counts)
        note_results_changed(survey_id=survey)
    return len(arrived)


def _copy(rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        columns = ", ".join(COLUMNS)
        with cursor.copy(f"COPY responses_response ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _row(
    survey: UUID, version: UUID, walked: Simulated, period: Period, counts: dict[str, int]
) -> tuple[Any, ...]:
    journey = walked.journey
    finish = _finished(walked, counts)
    chance = random.Random(journey.seed)
    seconds = dict(_seconds(walked.pages, chance))
    started = period.since + (period.until - period.since) * chance.random()
    ended = min(started + timedelta(seconds=sum(seconds.values())), period.until)
    answers = settled(journey)
    return (
        uuid7(),
        survey,
        version,
        finish.status,
        json.dumps(answers.counted, ensure_ascii=False),
        json.dumps(answers.aside, ensure_ascii=False),
        finish.ending,
        json.dumps([quota.id for quota in finish.quotas]),
        journey.language or journey.survey.base_language,
        CHANNEL,
        journey.seed,
        json.dumps(seconds),
        "{}",
        len(walked.pages),
        1,
        started,
        ended,
        ended,
    )


def _finished(walked: Simulated, counts: dict[str, int]) -> Finish:
    """How the response ends, its places taken from ``counts``."""
    finish = finish_of(walked.journey)
    full = [
        quota for quota in finish.quotas if quota.action == "end" and counts.get(quota.id, 0) >= quota.limit
    ]
    if full:
        return turned_away(walked.journey, full[0])
    for quota in finish.quotas:
        counts[quota.id] = counts.get(quota.id, 0) + 1
    return finish


def _seconds(pages: Iterable[str], chance: random.Random) -> Iterator[tuple[str, float]]:
    for page in pages:
        yield page, round(chance.lognormvariate(0, 0.5) * SECONDS_A_PAGE, 1)
