"""Opening and closing times: setting them, and what happens when they come."""

from datetime import datetime
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
    if opens_at is not None and timezone.is_naive(opens_at):
        raise ScheduleInvalid(_("This time lacks its time zone."), "without_zone", "opens_at")
    if closes_at is None:
        return
    if timezone.is_naive(closes_at):
        raise ScheduleInvalid(_("This time lacks its time zone."), "without_zone", "closes_at")
    if opens_at is not None and closes_at <= opens_at:
        raise ScheduleInvalid(_("The survey would close before it opens."), "out_of_order", "closes_at")
    if closes_at <= now and closes_at != survey.closes_at:
        raise ScheduleInvalid(
            _("This time has passed. To end the survey now, close it."), "past", "closes_at"
        )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
