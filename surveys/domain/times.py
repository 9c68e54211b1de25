"""The times of a survey as work that is due: what the beat must do, and when."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from surveys.models import Survey
from tenants.models import DueWork
from tenants.scope import schema
from tenants.work import due, not_due

OPEN_ON_TIME = "surveys.open"
CLOSE_ON_TIME = "surveys.close"
PURGE_ON_TIME = "surveys.purge"
OVER = (Survey.Status.CLOSED, Survey.Status.ARCHIVED, Survey.Status.BINNED)


def keep_times(survey: Survey) -> None:
    """Let the beat keep the opening and closing times that lie ahead, and forget all others."""
    is_over = survey.status in OVER
    _keep(OPEN_ON_TIME, survey, None if is_over else survey.opens_at)
    _keep(CLOSE_ON_TIME, survey, None if is_over else survey.closes_at)


def is_kept(kind: str, survey_id: UUID) -> bool:
    """Whether the work is still to be done; once it is done, nothing is left of it."""
    return DueWork.objects.filter(tenant=schema(), kind=kind, key=str(survey_id)).exists()


def forget_times(survey: Survey) -> None:
    """Let no time do anything any more."""
    not_due(OPEN_ON_TIME, str(survey.pk))
    not_due(CLOSE_ON_TIME, str(survey.pk))
    not_due(PURGE_ON_TIME, str(survey.pk))


def _keep(kind: str, survey: Survey, at: datetime | None) -> None:
    if at is not None and at > timezone.now():
        due(kind, str(survey.pk), at)
    else:
        not_due(kind, str(survey.pk))
