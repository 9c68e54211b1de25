"""Files that schedules put by: copies in a folder of the organisation's storage, the last ones kept."""

from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.signing import BadSignature, TimestampSigner

from analytics.exceptions import ExportGone
from analytics.exporting.orders import content_of
from analytics.models import Occurrence, Schedule
from responses.anonymity import threshold_of
from tenants.domain import delete_folder
from tenants.files import organisation_folder
from tenants.scope import schema

LINK_LASTS = timedelta(days=7)


def folder_of(schedule: Schedule) -> str:
    """Where the files of a schedule lie in the storage."""
    return f"{organisation_folder(schema())}/scheduled/{schedule.survey_id}/{schedule.folder or schedule.pk}"


def put_by(occurrence: Occurrence) -> None:
    """Copy the file of an occurrence into the schedule's folder; in the place of a copy that was begun.

    Raises ``ExportGone`` where there is no file (any more).
    """
    export = occurrence.export
    if export is None:
        raise ExportGone(occurrence.pk)
    stem, dot, extension = export.file_name.partition(".")
    place = f"{folder_of(occurrence.schedule)}/{stem}-{occurrence.pk.hex[-8:]}{dot}{extension}"
    with content_of(export) as content:  # type: ignore[attr-defined]
        default_storage.delete(place)
        occurrence.place = default_storage.save(place, content)
    occurrence.size = export.size


def forget_old(schedule: Schedule) -> None:
    """Delete the files beyond those that are kept, the oldest first."""
    kept = schedule.occurrences.exclude(place="").order_by("-planned_at", "-id")
    for occurrence in kept[schedule.kept :]:
        forget(occurrence)


def forget(occurrence: Occurrence) -> None:
    """Delete the file of an occurrence; its line in the list stays."""
    default_storage.delete(occurrence.place)
    Occurrence.objects.filter(pk=occurrence.pk).update(place="", size=0)


def forget_copies_holding(*, survey: UUID) -> None:
    """A response was deleted: the files that may hold it go."""
    for occurrence in Occurrence.objects.filter(schedule__survey_id=survey).exclude(place=""):
        forget(occurrence)


def forget_copies_of_survey(*, survey: UUID) -> None:
    """Delete the files of a deleted survey."""
    delete_folder(f"{organisation_folder(schema())}/scheduled/{survey}")


def token_of(occurrence: Occurrence) -> str:
    """What a link to the file carries; it holds for a week."""
    return _signer().sign(occurrence.pk.hex).partition(":")[2]


def opened(occurrence: Occurrence, token: str) -> object:
    """Return the open file; raise ``ExportGone`` when it is gone, or the link's time is over."""
    try:
        _signer().unsign(f"{occurrence.pk.hex}:{token}", max_age=LINK_LASTS)
    except BadSignature:
        raise ExportGone(occurrence.pk) from None
    if not occurrence.place or threshold_of(occurrence.schedule.survey_id):
        raise ExportGone(occurrence.pk)
    try:
        return default_storage.open(occurrence.place)
    except FileNotFoundError:
        raise ExportGone(occurrence.pk) from None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=f"analytics.scheduled:{schema()}")
