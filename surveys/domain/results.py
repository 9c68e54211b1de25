"""What the floors above tell a survey about its answers."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from surveys.models import Survey


def note_results_changed(*, survey_id: UUID) -> datetime:
    """Note that stored answers were edited or deleted, so that nobody trusts older figures; return when."""
    now = timezone.now()
    Survey.objects.filter(pk=survey_id).update(results_changed_at=now)
    return now
