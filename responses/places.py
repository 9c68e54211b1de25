"""How many complete responses a survey takes, counted so that two never share the last place."""

from uuid import UUID

from django.db import connection

from responses.exceptions import NoPlaceLeft
from responses.models import Response
from responses.queries import HOLDING_PLACES

# Weaker than FOR UPDATE, so that those who only send a page, whose rows point at the survey, don't wait.
LOCK = "SELECT 1 FROM surveys_survey WHERE id = %s FOR NO KEY UPDATE"


def hold_place(*, survey: UUID, limit: int) -> None:
    """Hold one of ``limit`` places for a response that is completed in this transaction.

    Those who finish the same survey wait for each other here; what the one before stored is counted. A
    response that was deleted leaves its place. Raises ``NoPlaceLeft``.
    """
    hold_survey(survey=survey)
    if is_full(survey=survey, limit=limit):
        raise NoPlaceLeft(str(survey))


def hold_survey(*, survey: UUID) -> None:
    """Let nobody else complete or delete responses of the survey until the transaction ends.

    Held before its counters, and those before its responses, everywhere, against deadlocks.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [survey])


def is_full(*, survey: UUID, limit: int) -> bool:
    """Say whether a survey has as many complete responses as it takes, by this moment."""
    complete = Response.objects.filter(HOLDING_PLACES, survey=survey)
    return complete[:limit].count() >= limit


def places_taken(*, survey: UUID) -> int:
    """Return how many are taken: by complete responses, and by those whose answers are being changed."""
    return Response.objects.filter(HOLDING_PLACES, survey=survey).count()
