"""Whether respondents may answer a survey at a moment: its status and its times together."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from surveys.models import Survey


class Availability(StrEnum):
    """What a respondent finds at the survey's address; its gates tell those after DRAFT."""

    OPEN = "open"
    NOT_YET = "not_yet"
    PAUSED = "paused"
    CLOSED = "closed"
    DRAFT = "draft"
    OUT_OF_HOURS = "out_of_hours"
    FULL = "full"
    LINK_NEEDED = "link_needed"
    LINK_UNKNOWN = "link_unknown"
    LINK_REVOKED = "link_revoked"


class Timed(Protocol):
    """What of a survey decides; a row of four columns is enough."""

    @property
    def status(self) -> str: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...


_BY_STATUS: dict[str, Availability] = {
    Survey.Status.DRAFT: Availability.DRAFT,
    Survey.Status.CLOSED: Availability.CLOSED,
    Survey.Status.ARCHIVED: Availability.CLOSED,
    Survey.Status.BINNED: Availability.DRAFT,
}


def availability(survey: Timed, now: datetime) -> Availability:
    """Return what a respondent finds at ``now``.

    In the archive it is closed; in the bin it is as little there as a draft. The closing time counts to
    the second, whether or not the worker has closed the survey yet; a survey that is paused stays so
    through its opening time.
    """
    fixed = _BY_STATUS.get(survey.status)
    if fixed is not None:
        return fixed
    if survey.closes_at is not None and survey.closes_at <= now:
        return Availability.CLOSED
    if survey.status == Survey.Status.PAUSED:
        return Availability.PAUSED
    if survey.opens_at is not None and survey.opens_at > now:
        return Availability.NOT_YET
    return Availability.OPEN
