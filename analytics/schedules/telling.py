"""Telling that an occurrence is made: letters to readers, and an event for whoever listens."""

from typing import Any

from django.urls import reverse

from analytics.models import Occurrence
from analytics.reports.letters import names_of, send_edition
from analytics.schedules.readers import addresses_of
from tenants.queries import organisation_url
from tenants.scope import organisation
from webhooks.outbox import emit

REPORT_MADE = "report.made"
FILE_MADE = "export.made"


def told(occurrence: Occurrence) -> None:
    """Write the letters and the event, within the transaction that notes the occurrence as done."""
    if occurrence.edition is not None:
        to = addresses_of(occurrence.schedule)
        if to:
            send_edition(edition=occurrence.edition, to=to, by=occurrence.schedule.by)
        _emit(occurrence, REPORT_MADE, _of_report(occurrence, len(to)))
    else:
        _emit(occurrence, FILE_MADE, {"place": occurrence.place, "size": occurrence.size})


def _emit(occurrence: Occurrence, type: str, more: dict[str, Any]) -> None:
    schedule = occurrence.schedule
    about = {
        "survey": str(schedule.survey_id),
        "title": schedule.survey.title,
        "schedule": str(schedule.pk),
        "name": schedule.name,
        "occurrence": str(occurrence.pk),
        "planned_at": occurrence.planned_at.isoformat(),
        "is_late": occurrence.is_late,
    }
    emit(type, about | more, subject=f"survey:{schedule.survey_id}", actor=schedule.by)


def _of_report(occurrence: Occurrence, readers: int) -> dict[str, Any]:
    edition = occurrence.edition
    assert edition is not None  # noqa: S101 - asked before
    names = names_of(edition)
    links = {"page": _address("edition", names)} | (
        {"pdf": _address("edition_pdf", names)} if edition.size else {}
    )
    return {
        "report": str(edition.report_id),
        "edition": str(edition.pk),
        "links": links,
        "readers": readers,
    }


def _address(name: str, names: list[object]) -> str:
    return organisation_url(organisation(), reverse(f"analytics:{name}", args=names))
