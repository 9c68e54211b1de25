"""A survey in the bin sends nothing: what is under way waits there, and goes on when it comes back."""

from uuid import UUID

from django.db import transaction

from surveys.models import Survey

IN_BIN = "in_bin"
"""The problem of an occurrence that waited for its survey."""


def is_in_bin(survey_id: UUID) -> bool:
    """Whether a survey is in the bin. It stays there until the end of the transaction: who brings it back
    waits until everything that is held is noted as such."""
    with transaction.atomic():
        binned = Survey.objects.select_for_update(no_key=True).filter(status=Survey.Status.BINNED)
        return binned.filter(pk=survey_id).values_list("pk").first() is not None
