"""The events of surveys: what they say, and who did it."""

from typing import Any

from django.utils.translation import gettext as _

from surveys.exceptions import SurveyArchived
from surveys.models import Survey
from tenants.people.models import User
from webhooks.outbox import emit


def tell(type: str, survey: Survey, *, by: User | None, **more: Any) -> None:
    """Write down what happened to a survey, with its state after it, in the transaction that did it."""
    payload = {"survey": str(survey.pk), "title": survey.title, "slug": survey.slug, "status": survey.status}
    emit(type, payload | more, subject=f"survey:{survey.pk}", actor=by.email if by else "")


def locked(survey: Survey) -> Survey:
    """Return the survey as it is in the database now, its row locked until the transaction ends.

    Nothing is joined: a row that waited for the lock would be joined with what was there before it
    waited. Documents are read when asked for: most of what happens to a survey needs none of them.
    Raises ``SurveyArchived``: what is in the archive doesn't change. In the bin, it isn't there.
    """
    row = locked_anywhere(survey)
    if row.status == Survey.Status.BINNED:
        raise Survey.DoesNotExist
    if row.status == Survey.Status.ARCHIVED:
        raise SurveyArchived(_("This survey is in the archive. Restore it to change it."), row.pk)
    return row


def locked_anywhere(survey: Survey) -> Survey:
    """Return the same wherever the survey is, be it in the archive or in the bin."""
    return Survey.objects.select_for_update().defer("draft").get(pk=survey.pk)
