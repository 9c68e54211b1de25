"""What can be done with results."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from analytics.exporting.responses_csv import CsvOptions
from analytics.results import Selection
from tenants.people.models import User
from webhooks.outbox import emit


def note_export(*, survey_id: UUID, selection: Selection, options: CsvOptions, by: User) -> None:
    """Tell of a download of responses: who took which, in which form."""
    payload = {
        "survey": str(survey_id),
        "format": "csv",
        "selection": selection.as_query(),
        "options": asdict(options),
    }
    with transaction.atomic():
        emit("survey.exported", payload, subject=f"survey:{survey_id}", actor=by.email)
