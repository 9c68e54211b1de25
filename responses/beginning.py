"""A response that begins: its id, and what of its journey the id decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from surveys.flow import CompiledSurvey, Journey
from tenants.ids import uuid7
from tenants.scope import organisation

NEXT_TURN = "UPDATE surveys_survey SET turns = turns + 1 WHERE id = %s RETURNING turns"
TURNS = 1 << 12
"""Turns start over after so many: as many as the twelve bits of an id hold."""


def new_response(survey: CompiledSurvey, survey_id: UUID) -> UUID:
    """Return the id of a response about to begin; its twelve bits after the version are the response's turn.

    Costs an update where the survey shows something evenly across respondents, and nothing elsewhere.
    """
    identity = uuid7()
    if not survey.takes_turns:
        return identity
    with connection.cursor() as cursor:
        cursor.execute(NEXT_TURN, [survey_id])
        row = cursor.fetchone()
    turn = row[0] % TURNS if row else 0
    return UUID(int=identity.int & ~(TURNS - 1 << 64) | turn << 64)


def seed_of(response: UUID) -> int:
    """Return the seed of a response's random orders: 62 random bits of its id.

    So they are known before there is a row.
    """
    return response.int & (1 << 62) - 1


def turn_of(response: UUID) -> int:
    """Return which in the row of responses this is, as ``new_response`` numbered it, modulo 4,096."""
    return response.int >> 64 & TURNS - 1


def journey_of(
    survey: CompiledSurvey,
    response: UUID,
    *,
    language: str,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
    seed: int | None = None,
    over: frozenset[str] = frozenset(),
    contact: Mapping[str, str] | None = None,
) -> Journey:
    """Return the journey of a response with its answers so far; ``now`` decides what day it is, ``contact``
    is what is known of the person."""
    return Journey(
        survey,
        answers or {},
        seed_of(response) if seed is None else seed,
        turn=turn_of(response) if survey.takes_turns else None,
        language=language,
        now=now.astimezone(ZoneInfo(organisation().time_zone)),
        over=over,
        contact=contact or {},
    )
