"""Opening and closing times: setting them, and what happens when they come."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.domain.telling import locked, tell
from surveys.domain.times import CLOSE_ON_TIME, OPEN_ON_TIME, is_kept, keep_times
from surveys.exceptions import ScheduleInvalid
from surveys.models import Survey
from tenants.people.models import User
from tenants.work import due, not_due

Status = Survey.Status
YEARS = range(2000, 2200)


def set_schedule(
    *, survey: Survey, opens_at: datetime | None, closes_at: datetime | None, by: User | None
) -> Survey:
    """Say when the survey opens and closes by itself; ``None`` for at once and for never.

    A time that isn't changed may lie in the past. Raises ``ScheduleInvalid``.
    """
    with transaction.atomic():
        row = locked(survey)
        _check(row, opens_at, closes_at)
        row.opens_at, row.closes_at = opens_at, closes_at
        row.save(update_fields=["opens_at", "closes_at", "changed_at"])
        keep_times(row)
        tell("survey.scheduled", row, by=by, opens_at=_iso(opens_at), closes_at=_iso(closes_at))
    return row


def open_on_time(*, survey_id: UUID) -> None:
    """Tell of a survey whose opening time has come; respondents find it open without this.

    Does nothing for a survey that is gone, not published, paused or closed, or told of before.
    """
    with transaction.atomic():
        row = _scheduled(survey_id)
        if row is None or not is_kept(OPEN_ON_TIME, survey_id):
            return
        if row.opens_at is not None and row.opens_at > timezone.now():
            due(OPEN_ON_TIME, str(survey_id), row.opens_at)
            return
        not_due(OPEN_ON_TIME, str(survey_id))
        if row.status == Status.OPEN and row.opens_at is not None:
            tell("survey.opened", row, by=None)


def close_on_time(*, survey_id: UUID) -> None:
    """Close a survey whose closing time has come. Does nothing when it is gone, closed or not published."""
    with transaction.atomic():
        row = _scheduled(survey_id)
        if row is None:
            not_due(CLOSE_ON_TIME, str(survey_id))
            return
        if row.closes_at is not None and row.closes_at > timezone.now():
            due(CLOSE_ON_TIME, str(survey_id), row.closes_at)
            return
        not_due(CLOSE_ON_TIME, str(survey_id))
        if row.closes_at is not None and row.status in {Status.OPEN, Status.PAUSED}:
            row.status = Status.CLOSED
            row.save(update_fields=["status", "changed_at"])
            tell("survey.closed", row, by=None)


def _scheduled(survey_id: UUID) -> Survey | None:
    return Survey.objects.select_for_update().filter(pk=survey_id).first()


def _check(survey: Survey, opens_at: datetime | None, closes_at: datetime | None) -> None:
    now = timezone.now()
    _check_time(opens_at, "opens_at")
    _check_time(closes_at, "closes_at")
    if closes_at is None:
        return
    if opens_at is not None and closes_at <= opens_at:
        raise ScheduleInvalid(_("The survey would close before it opens."), "out_of_order", "closes_at")
    if closes_at <= now and closes_at != survey.closes_at:
        raise ScheduleInvalid(
            _("This time has passed. To end the survey now, close it."), "past", "closes_at"
        )


def _check_time(at: datetime | None, field: Literal["opens_at", "closes_at"]) -> None:
    """Refuse what is no moment, and what databases and calendars can't hold in every time zone."""
    if at is None:
        return
    if timezone.is_naive(at):
        raise ScheduleInvalid(_("This time lacks its time zone."), "without_zone", field)
    if at.year not in YEARS:
        words = _("Choose a year from %(first)d to %(last)d.") % {"first": YEARS[0], "last": YEARS[-1]}
        raise ScheduleInvalid(words, "out_of_range", field)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
