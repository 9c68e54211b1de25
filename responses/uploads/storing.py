"""Keeping files, and letting go of them.

A file is written before its row, and deleted before it: whatever is interrupted, no row lacks its file for
long and no file stays without a row.
"""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from responses.models import Upload
from responses.uploads.judging import FileRefused, JudgedFile
from surveys.question_types.files import FileRecord
from tenants.domain import delete_folder
from tenants.files import organisation_folder
from tenants.ids import uuid7
from tenants.scope import schema
from tenants.work import due

KEPT_UNCLAIMED = timedelta(days=1)
MOST_OF_RESPONSE = 200
SWEEP = "responses.sweep_uploads"

# The whole row is searched, for answers may be kept aside in other columns than that of the current ones; in
# the bin, too, and among answers from before a correction, whose files are kept as long as these are.
ROWS_OF_RESPONSE = """
    SELECT to_jsonb(response)::text FROM responses_response response WHERE id = %(response)s
    UNION ALL SELECT row::text FROM responses_binnedresponse WHERE id = %(response)s
    UNION ALL SELECT before::text || after::text FROM responses_answeredit WHERE response = %(response)s
"""


def keep_file(
    *, survey: UUID, response: UUID, question: str, file: JudgedFile, partner: UUID | None = None
) -> Upload:
    """Store a file for a question of a response; one that was sent before is not stored again.

    ``partner`` is the person who sends it through the API. Raises ``FileRefused`` (``too_many``) when the
    response has had 200 files.
    """
    checksum = hashlib.sha256(file.content).hexdigest()
    same = Upload.objects.filter(response=response, question=question, sha256=checksum, name=file.name)
    if found := same.filter(survey_id=survey).first():
        _note_seen([found.pk], response)
        return found
    if Upload.objects.filter(response=response).count() >= MOST_OF_RESPONSE:
        raise FileRefused("too_many")
    identity = uuid7()
    default_storage.save(upload_path(survey, identity), ContentFile(file.content))
    try:
        return _written(survey, response, question, file, identity, checksum, partner)
    except BaseException:
        default_storage.delete(upload_path(survey, identity))
        raise


def _written(
    survey: UUID,
    response: UUID,
    question: str,
    file: JudgedFile,
    identity: UUID,
    checksum: str,
    partner: UUID | None,
) -> Upload:
    with transaction.atomic():
        upload = Upload.objects.create(
            id=identity,
            survey_id=survey,
            response=response,
            question=question,
            name=file.name,
            content_type=file.content_type,
            size=len(file.content),
            sha256=checksum,
            partner=partner,
        )
        _sweep_later(response)
    return upload


def kept_files(*, survey: UUID, response: UUID, question: str, ids: Iterable[UUID]) -> dict[UUID, Upload]:
    """Return those of the files that are this response's, for this question; they stay for another day."""
    mine = Upload.objects.filter(survey_id=survey, response=response, question=question)
    found = {upload.pk: upload for upload in mine.filter(pk__in=list(ids))}
    if unclaimed := [upload.pk for upload in found.values() if not upload.claimed]:
        _note_seen(unclaimed, response)
    return found


def let_go(*, response: UUID, question: str, ids: Iterable[UUID]) -> None:
    """Note that a form no longer has these files; they go with the next sweep if no answer has them."""
    mine = Upload.objects.filter(response=response, question=question, pk__in=list(ids))
    with transaction.atomic():
        if mine.update(claimed=False, seen_at=timezone.now()):
            _sweep_later(response)


def _note_seen(ids: list[UUID], response: UUID) -> None:
    with transaction.atomic():
        Upload.objects.filter(pk__in=ids).update(seen_at=timezone.now())
        _sweep_later(response)


def _sweep_later(response: UUID) -> None:
    due(SWEEP, str(response), timezone.now() + KEPT_UNCLAIMED)


def sweep(*, response: UUID) -> None:
    """Delete the files of a response that no form has had for a day and no answer holds."""
    unclaimed = list(Upload.objects.select_for_update().filter(response=response, claimed=False))
    rows = _rows_of(response)
    before = timezone.now() - KEPT_UNCLAIMED
    young = [upload for upload in unclaimed if upload.seen_at > before]
    for upload in unclaimed:
        if upload in young:
            continue
        if str(upload.pk) in rows:
            upload.claimed = True
            upload.save(update_fields=["claimed"])
        else:
            _delete(upload)
    if young:
        due(SWEEP, str(response), min(upload.seen_at for upload in young) + KEPT_UNCLAIMED)


def _rows_of(response: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(ROWS_OF_RESPONSE, {"response": response})
        return "\n".join(text for (text,) in cursor.fetchall())


def _delete(upload: Upload) -> None:
    default_storage.delete(upload_path(upload.survey_id, upload.pk))
    upload.delete()


def delete_files_of_response(*, response: UUID) -> None:
    """Delete every file of a response."""
    for upload in Upload.objects.filter(response=response):
        _delete(upload)


def delete_files_of_survey(*, survey: UUID) -> None:
    """Delete every file of a survey's responses; their rows went with the survey."""
    delete_folder(_folder(survey))


def upload_content(upload: Upload) -> Any:
    """Return the open file. Raises ``FileNotFoundError``."""
    return default_storage.open(upload_path(upload.survey_id, upload.pk))


def upload_path(survey: UUID, identity: UUID) -> str:
    """Return where a file lies in the storage, in the space of the current organisation."""
    return f"{_folder(survey)}/{identity}"


def _folder(survey: UUID) -> str:
    return f"{organisation_folder(schema())}/uploads/{survey}"


def record_of(upload: Upload) -> FileRecord:
    """Return what an answer holds of a file."""
    return {
        "id": str(upload.pk),
        "name": upload.name,
        "size": upload.size,
        "type": upload.content_type,
    }
