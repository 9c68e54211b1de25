"""From how many people on results of a survey speak of a group: what those who answer are promised."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from responses.exceptions import PromiseKept, ResponsesClosed, ThresholdUnknown
from responses.models import Anonymity, Response
from surveys.domain import note_results_changed
from tenants.people.models import User
from webhooks.outbox import emit

THRESHOLDS = (0, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30)


def threshold_of(survey_id: UUID) -> int:
    """The smallest group of a survey, 0 where results may speak of anybody. One query."""
    found = Anonymity.objects.filter(survey_id=survey_id).values_list("threshold", flat=True).first()
    return found or 0


def thresholds_of(survey_ids: Collection[UUID] | None = None) -> dict[UUID, int]:
    """The smallest groups of these surveys, or of all; those whose results may speak of anybody are left out.
    One query."""
    found = Anonymity.objects.filter(threshold__gt=0)
    if survey_ids is not None:
        found = found.filter(survey_id__in=survey_ids)
    return dict(found.values_list("survey_id", "threshold"))


def check_open(survey_id: UUID) -> None:
    """Raise ``ResponsesClosed`` where single responses may be seen by nobody."""
    if threshold := threshold_of(survey_id):
        raise ResponsesClosed(threshold)


def set_anonymity(*, survey_id: UUID, threshold: int, by: User) -> None:
    """Say from how many people on results speak of a group. Raises ``ThresholdUnknown``, ``PromiseKept``.

    It is a promise to those who have answered: once somebody has, it can be raised and not lowered.
    """
    if threshold not in THRESHOLDS:
        raise ThresholdUnknown(threshold)
    with transaction.atomic():
        before = threshold_of(survey_id)
        if threshold < before and Response.objects.filter(survey_id=survey_id).exists():
            raise PromiseKept(before)
        Anonymity.objects.update_or_create(
            survey_id=survey_id, defaults={"threshold": threshold, "changed_at": timezone.now()}
        )
        note_results_changed(survey_id=survey_id)
        payload = {"survey": str(survey_id), "from": before, "to": threshold}
        emit("survey.anonymity_changed", payload, subject=f"survey:{survey_id}", actor=by.email)
