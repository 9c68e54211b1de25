"""The events of surveys: what they say, and who did it."""

from typing import Any

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
    """
    return Survey.objects.select_for_update().defer("draft").get(pk=survey.pk)
