"""The files that respondents sent, as a ZIP by response: copied through, never unpacked or held whole."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from analytics.exporting.rows import Progress, Table
from analytics.results import Layout
from responses.models import Response, Upload
from responses.uploads.storing import upload_content
from tenants.spreadsheets import neutralised

_AT_ONCE = 500
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_HEADER = ("file", "response_id", "question", "name", "size", "sha256")


def write_uploads(table: Table, target: BinaryIO, layout: Layout, progress: Progress) -> None:
    """Write the files of the table's responses, and a list of them; one that is gone is said to be there."""
    listed = io.StringIO(newline="")
    lines = csv.writer(listed, lineterminator="\r\n")
    lines.writerow(_HEADER)
    names = {question.id: question.name for question in layout.questions}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, upload in _files(table, names, progress):
            found = path if _copied(archive, path, upload) else ""
            about = (found, str(upload.response), path.split("/")[1], upload.name, upload.size, upload.sha256)
            lines.writerow([neutralised(cell) if isinstance(cell, str) else cell for cell in about])
        archive.writestr("files.csv", listed.getvalue(), zipfile.ZIP_DEFLATED)


def _files(table: Table, names: Mapping[str, str], progress: Progress) -> Iterator[tuple[str, Upload]]:
    """Yield the files of the rows, each with its place in the archive."""
    left_out = {each.id for each in table.left_out}
    for batch in table.portions(["id"], size=_AT_ONCE):
        taken: set[str] = set()
        for upload in _held_by_answers(batch.column(0).to_pylist()):
            if upload.question in left_out:
                continue
            yield _free(f"{upload.response}/{names.get(upload.question, 'question')}/", upload, taken), upload
        progress(batch.num_rows)


def _held_by_answers(ids: list[str]) -> Iterator[Upload]:
    """The files that answers of these responses hold; not those that were taken out of a form again."""
    uploads = list(Upload.objects.filter(response__in=ids).order_by("response", "created_at"))
    holding = {upload.response for upload in uploads}
    answers = dict(Response.objects.filter(pk__in=holding).values_list("pk", "answers"))
    for upload in uploads:
        if str(upload.pk) in json.dumps(answers.get(upload.response)):
            yield upload


def _free(folder: str, upload: Upload, taken: set[str]) -> str:
    name = _UNSAFE.sub("_", upload.name).strip(". ") or "file"
    path, number = f"{folder}{name}", 2
    while path.lower() in taken:
        path, number = f"{folder}{number}-{name}", number + 1
    taken.add(path.lower())
    return path


def _copied(archive: zipfile.ZipFile, path: str, upload: Upload) -> bool:
    try:
        content = upload_content(upload)
    except FileNotFoundError:
        return False
    entry = zipfile.ZipInfo(path, upload.created_at.timetuple()[:6])
    with content, archive.open(entry, "w", force_zip64=True) as copy:
        shutil.copyfileobj(content, copy)
    return True
