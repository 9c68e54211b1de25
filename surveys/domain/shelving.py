"""The archive, where surveys are only read, and the bin, out of which they come back for thirty days."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from surveys.domain.deleting import delete_with_belongings
from surveys.domain.lifecycle import Action, require
from surveys.domain.telling import locked_anywhere, tell
from surveys.domain.times import PURGE_ON_TIME, keep_times
from surveys.models import Survey
from tenants.people.models import User
from tenants.work import due, not_due

Status = Survey.Status
KEPT_IN_BIN = timedelta(days=30)
PUT_AWAY = ("status", "archived_at", "archived_from", "binned_at", "binned_from", "binned_by", "changed_at")
PUBLIC = (Status.OPEN, Status.PAUSED)


def archive_survey(*, survey: Survey, by: User | None) -> Survey:
    """Take a survey out of the list. Respondents find it closed; its results are read as before."""
    with transaction.atomic():
        row = locked_anywhere(survey)
        require(row, Action.ARCHIVE)
        row.archived_at, row.archived_from, row.status = timezone.now(), row.status, Status.ARCHIVED
        row.save(update_fields=["archived_at", "archived_from", "status", "changed_at"])
        keep_times(row)
        tell("survey.archived", row, by=by)
    return row


def bin_survey(*, survey: Survey, by: User | None) -> Survey:
    """Put a survey into the bin with all that belongs to it; after thirty days it is deleted for good.

    Until then nobody finds it but in the bin, respondents least of all.
    """
    with transaction.atomic():
        row = locked_anywhere(survey)
        require(row, Action.DELETE)
        row.binned_at, row.binned_from, row.status = timezone.now(), row.status, Status.BINNED
        row.binned_by = by.pk if by else None
        row.save(update_fields=["binned_at", "binned_from", "binned_by", "status", "changed_at"])
        keep_times(row)
        due(PURGE_ON_TIME, str(row.pk), purged_at(row))
        tell("survey.binned", row, by=by)
    return row


def restore_survey(*, survey: Survey, by: User | None) -> Survey:
    """Bring a survey back from the bin or else from the archive, as it was when it was put there.

    One whose closing time has passed in the meantime is closed.
    """
    with transaction.atomic():
        row = locked_anywhere(survey)
        require(row, Action.RESTORE)
        came_from = row.status
        _bring_back(row)
        if row.status in PUBLIC and row.closes_at is not None and row.closes_at <= timezone.now():
            row.status = Status.CLOSED
        row.save(update_fields=PUT_AWAY)
        keep_times(row)
        not_due(PURGE_ON_TIME, str(row.pk))
        tell("survey.restored", row, by=by, came_from=came_from)
    return row


def purged_at(survey: Survey) -> datetime:
    """When a survey in the bin is deleted for good."""
    return (survey.binned_at or timezone.now()) + KEPT_IN_BIN


def purge_on_time(*, survey_id: UUID) -> None:
    """Delete for good what has been in the bin for thirty days. Does nothing for what was brought back."""
    with transaction.atomic():
        row = Survey.objects.select_for_update().defer("draft").filter(pk=survey_id).first()
        if row is None or row.status != Status.BINNED:
            not_due(PURGE_ON_TIME, str(survey_id))
        elif purged_at(row) > timezone.now():
            due(PURGE_ON_TIME, str(survey_id), purged_at(row))
        else:
            delete_with_belongings(row, by=None)


def _bring_back(row: Survey) -> None:
    if row.status == Status.BINNED:
        row.status, row.binned_at, row.binned_from, row.binned_by = row.binned_from, None, "", None
    else:
        row.status, row.archived_at, row.archived_from = row.archived_from, None, ""
