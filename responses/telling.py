"""The events that tell how responses end, and what they say."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError

from responses.exceptions import SurveyUnknown
from responses.models import Response
from surveys.models import Survey

EDITED = "response.edited"
EVENTS: dict[str, str] = {
    Response.Status.COMPLETE: "response.completed",
    Response.Status.SCREENED_OUT: "response.screened_out",
    Response.Status.OVER_QUOTA: "response.over_quota",
}


def event_of(status: str, *, is_again: bool) -> str:
    """Return which event tells that a response has ended so; of one handed in before, that it was edited."""
    return EDITED if is_again and status == Response.Status.COMPLETE else EVENTS[status]


@contextmanager
def survey_found(survey: UUID) -> Iterator[None]:
    """Say ``SurveyUnknown`` when the survey was deleted after it was looked up; the database noticed."""
    try:
        yield
    except IntegrityError as problem:
        if Survey.objects.filter(pk=survey).exists():  # pragma: no cover - a mistake of ours
            raise
        raise SurveyUnknown(str(survey)) from problem


def completed_payload(
    response: UUID, survey: UUID, version: UUID, language: str, channel: str
) -> dict[str, str]:
    """Return what an event says of a response."""
    return {
        "response": str(response),
        "survey": str(survey),
        "version": str(version),
        "language": language,
        "channel": channel,
    }
