"""Reports for tests, and editions that are there without having been made."""

from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from analytics.models import Edition, Report
from analytics.reports.editions import place_of
from surveys.models import Survey


def kept_edition(survey: Survey) -> dict[str, UUID]:
    """A report with an edition that can be downloaded, by what addresses call them."""
    report = Report.objects.create(survey=survey, name="Kept")
    edition = Edition.objects.create(
        report=report, name="Kept", status="ready", claim=uuid4(), size=4, made_at=timezone.now()
    )
    default_storage.save(place_of(edition), ContentFile(b"%PDF"))
    return {"report_id": report.pk, "edition_id": edition.pk}


def block(kind: str, **fields: Any) -> dict[str, Any]:
    """A block as a document has it."""
    return {"kind": kind} | fields
