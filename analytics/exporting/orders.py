"""Files that are asked for, called off, and gone after their time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.signing import Signer
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from analytics.exceptions import ExportGone, ExportImpossible
from analytics.exporting.formats import FORMATS
from analytics.exporting.old_lines import look_after_lines
from analytics.exporting.wanted import Wanted
from analytics.models import Export
from analytics.results import Results
from analytics.results.filtering import Filter
from responses.anonymity import threshold_of
from surveys.models import Survey
from tenants.domain import delete_folder
from tenants.files import organisation_folder
from tenants.people.models import User
from tenants.scope import schema
from tenants.work import due, not_due, queue
from webhooks.outbox import emit

MAKE = "analytics.make_export"
LONGEST_TOLD = 30_000
LOOK_AFTER = "analytics.look_after_export"
FORGET = "analytics.forget_export"
HELD = timedelta(seconds=60)
"""How long a worker holds a file without a sign of life."""
KEPT = timedelta(days=7)
MOST_ATTEMPTS = 3


def order_export(*, survey: Survey, wanted: Wanted, by: User) -> Export:
    """Ask for a file; a worker makes it. It is in the event log from now on.

    Raises ``ExportImpossible`` where results speak of groups only.
    """
    check_exportable(survey.pk)
    total = Results.of(survey.pk).count(wanted.selection)
    with transaction.atomic():
        export = Export.objects.create(
            survey=survey,
            format=wanted.format,
            wanted=wanted.as_json(),
            language=get_language() or "en",
            by=by.email,
            total=total,
            file_name=_name_of(survey, wanted),
        )
        note_export(survey_id=survey.pk, wanted=wanted, by=by)
        queue(MAKE, str(export.pk))
        due(LOOK_AFTER, str(export.pk), timezone.now() + HELD)
        look_after_lines()
    return export


def check_exportable(survey_id: UUID) -> None:
    """Raise ``ExportImpossible`` where results speak of groups only: a row is one person."""
    if threshold_of(survey_id):
        raise ExportImpossible("anonymous")


def note_export(*, survey_id: UUID, wanted: Wanted, by: User) -> None:
    """Tell that somebody takes responses away: who took which, in which form. Within a transaction."""
    payload = {
        "survey": str(survey_id),
        "format": wanted.format,
        "selection": wanted.selection.as_query(),
        "filter": _filter_told(wanted.selection.where),
        "options": wanted.options.as_json(),
    }
    emit("survey.exported", payload, subject=f"survey:{survey_id}", actor=by.email)


def _filter_told(where: Filter | None) -> dict[str, Any] | None:
    """A filter as the event tells it: of one that is too long for events, how many conditions it has."""
    if where is None or len(where.model_dump_json().encode()) <= LONGEST_TOLD:
        return where.model_dump(mode="json") if where else None
    return {"groups": [], "conditions": len(list(where.conditions))}


def _name_of(survey: Survey, wanted: Wanted) -> str:
    chosen = FORMATS[wanted.format]
    extension = "zip" if _is_zipped(wanted, survey) else chosen.extension
    kind = "-files" if wanted.format == "files" else ""
    return f"{survey.slug}{kind}-{timezone.localdate().isoformat()}.{extension}"


def _is_zipped(wanted: Wanted, survey: Survey) -> bool:
    """Whether the file will be a ZIP, for it holds a table for each version."""
    if wanted.options.versions == "merged" or wanted.format == "xlsx":
        return False
    return survey.versions.count() > 1


def exports_of(survey: Survey) -> QuerySet[Export]:
    """The files of a survey, the latest first."""
    return Export.objects.filter(survey=survey)


def cancel_export(*, export: Export) -> None:
    """Call off a file that is still to be made; one that is there is removed."""
    now = timezone.now()
    with transaction.atomic():
        Export.objects.filter(pk=export.pk, status__in=Export.UNDER_WAY).update(
            status=Export.Status.CANCELLED, claim=None, held_until=None, finished_at=now
        )
        not_due(LOOK_AFTER, str(export.pk))


def forget_export(*, export_id: UUID) -> None:
    """Delete a file whose time is over; its line in the list stays."""
    for export in Export.objects.filter(pk=export_id, status=Export.Status.READY):
        delete_folder(folder_of(export))
        Export.objects.filter(pk=export.pk).update(status=Export.Status.EXPIRED, size=0)


def is_over(export: Export) -> bool:
    """Whether a file was there and is kept no longer."""
    was_there = export.status in {Export.Status.READY, Export.Status.EXPIRED}
    return was_there and not export.is_ready


def forget_exports_of_survey(*, survey: UUID) -> None:
    """Delete the files of a survey; their rows went with it."""
    delete_folder(f"{organisation_folder(schema())}/exports/{survey}")


def forget_exports_holding(*, survey: UUID) -> None:
    """A response was deleted: files that may hold it go, and those that are being made begin anew."""
    now = timezone.now()
    for export in Export.objects.filter(survey_id=survey, status=Export.Status.READY):
        delete_folder(folder_of(export))
        Export.objects.filter(pk=export.pk).update(
            status=Export.Status.EXPIRED, problem="response_deleted", size=0, expires_at=now
        )
        not_due(FORGET, str(export.pk))
    for export in Export.objects.filter(survey_id=survey, status=Export.Status.RUNNING):
        Export.objects.filter(pk=export.pk).update(
            status=Export.Status.WAITING, claim=None, held_until=None, rows=0
        )
        queue(MAKE, str(export.pk))


def look_after(*, export_id: UUID) -> None:
    """Let a file be made again that no worker holds any more; give it up after three times."""
    export = Export.objects.select_for_update().filter(pk=export_id, status__in=Export.UNDER_WAY).first()
    now = timezone.now()
    if export is None:
        return
    if export.held_until and export.held_until > now:
        due(LOOK_AFTER, str(export.pk), export.held_until + timedelta(seconds=5))
    elif export.attempts >= MOST_ATTEMPTS:
        export.status, export.problem, export.finished_at = Export.Status.FAILED, "worker_lost", now
        export.save(update_fields=["status", "problem", "finished_at"])
    else:
        queue(MAKE, str(export.pk))
        due(LOOK_AFTER, str(export.pk), now + HELD)


def folder_of(export: Export) -> str:
    """Where the files of an export lie in the storage."""
    return f"{organisation_folder(schema())}/exports/{export.survey_id}/{export.pk}"


def place_of(export: Export) -> str:
    """Where the file lies that the worker made whose claim held."""
    return f"{folder_of(export)}/{export.claim}"


def token_of(export: Export) -> str:
    """What the link of a file carries: nobody finds it by guessing, and it is of this organisation alone."""
    return Signer(salt=f"analytics.export:{schema()}").signature(f"{export.pk}:{export.claim}")


def content_of(export: Export, token: str | None = None) -> object:
    """Return the open file; raise ``ExportGone`` when there is none (any more), or with a wrong ``token``."""
    is_linked = token is None or constant_time_compare(token, token_of(export))
    if not (export.is_ready and is_linked) or threshold_of(export.survey_id):
        raise ExportGone(export.pk)
    try:
        return default_storage.open(place_of(export))
    except FileNotFoundError:
        raise ExportGone(export.pk) from None


def state_of(exports: Iterable[Export]) -> str:
    """A text that changes whenever what a list of files shows does."""
    return "|".join(f"{export.pk}.{export.status}.{export.percent}.{export.is_ready}" for export in exports)
