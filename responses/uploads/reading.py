"""A form with files as question types read it: what was sent is stored and stands there as records."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from responses.uploads.judging import FileRefused, JudgedFile, judged
from responses.uploads.storing import keep_file, kept_files, let_go, record_of
from surveys.compiled import CompiledElement
from surveys.question_types.files import FileRecord, FilesWanted, records_of
from tenants.ids import uuid7

type Files = MultiValueDict[str, UploadedFile[Any]]
type Listed = list[dict[str, object]]

_DATA_URL = "data:image/png;base64,"
_MOST_AT_ONCE = 20


class Keeper(Protocol):
    """Where files go, and which there are."""

    def keep(self, question: str, file: JudgedFile) -> FileRecord: ...
    def kept(self, question: str, ids: list[UUID]) -> dict[UUID, FileRecord]: ...
    def let_go(self, question: str, ids: list[UUID]) -> None: ...


class _Stored:
    """Files of a response, in the storage.

    They belong to a question in all instances of its repeat group alike, for instances move up when one
    before them goes.
    """

    def __init__(self, survey: UUID, response: UUID) -> None:
        self.survey, self.response = survey, response

    def keep(self, question: str, file: JudgedFile) -> FileRecord:
        stored = keep_file(survey=self.survey, response=self.response, question=_plain(question), file=file)
        return record_of(stored)

    def kept(self, question: str, ids: list[UUID]) -> dict[UUID, FileRecord]:
        found = kept_files(survey=self.survey, response=self.response, question=_plain(question), ids=ids)
        return {identity: record_of(upload) for identity, upload in found.items()}

    def let_go(self, question: str, ids: list[UUID]) -> None:
        let_go(response=self.response, question=_plain(question), ids=ids)


class _Tried:
    """Files of a trial: judged, and nothing stored. ``said`` are the records that its form holds."""

    def __init__(self, said: dict[UUID, FileRecord]) -> None:
        self.said = said

    def keep(self, question: str, file: JudgedFile) -> FileRecord:
        size = len(file.content)
        return {"id": str(uuid7()), "name": file.name, "size": size, "type": file.content_type}

    def kept(self, question: str, ids: list[UUID]) -> dict[UUID, FileRecord]:
        return {identity: self.said[identity] for identity in ids}

    def let_go(self, question: str, ids: list[UUID]) -> None:
        """Nothing was kept."""


def with_files(
    parts: Iterable[CompiledElement], form: QueryDict, files: Files, *, survey: UUID, response: UUID
) -> QueryDict:
    """Return the form with a record in the place of every file, for the questions that take files.

    What was sent is judged and stored; what an earlier form had stored is looked up, so that nobody can name
    another's file. A file that isn't taken stands there as ``{"name", "refused": code}``.
    """
    return _filled(parts, form, files, _Stored(survey, response))


def let_go_of_missing(
    parts: Iterable[CompiledElement], before: QueryDict, after: QueryDict, *, response: UUID
) -> None:
    """Note that files are in no form any more, for the instance of a repeat group that held them is gone."""
    questions = [part for part in parts if part.type.files_wanted(part.element)]
    for plain in {part.plain_id for part in questions}:
        fields = [part.id for part in questions if part.plain_id == plain]
        if gone := _held(before, fields) - _held(after, fields):
            let_go(response=response, question=plain, ids=gone)


def _held(form: QueryDict, fields: Iterable[str]) -> set[UUID]:
    records = (item for field in fields for item in records_of(form.getlist(field)))
    return set(filter(None, map(_identity, records)))


def tried_files(parts: Iterable[CompiledElement], form: QueryDict, files: Files) -> QueryDict:
    """Return the same without storing anything, for trying a survey out."""
    parts = list(parts)
    said = {
        identity: item
        for part in parts
        for item in records_of(form.getlist(part.id))
        if isinstance(item, dict) and (identity := _identity(item))
    }
    return _filled(parts, form, files, _Tried(said))


def _filled(parts: Iterable[CompiledElement], form: QueryDict, files: Files, keeper: Keeper) -> QueryDict:
    named = {_asked(name) for name in (*form, *files)}
    wanted = {
        part.id: wants
        for part in parts
        if (wants := part.type.files_wanted(part.element)) is not None
        and (part.id in named or not part.instance)
    }
    if not wanted:
        return form
    filled = form.copy()
    for question, wants in wanted.items():
        records = [*_of_before(question, form, keeper), *_new(question, wants, form, files, keeper)]
        filled.setlist(question, [json.dumps(record, ensure_ascii=False) for record in records])
    return filled


def _of_before(question: str, form: QueryDict, keeper: Keeper) -> Listed:
    """The records of files that are there already, from what is stored and not from what the form says."""
    ids = list(filter(None, map(_identity, records_of(form.getlist(question)))))
    removed = list(filter(None, (_uuid(text) for text in form.getlist(f"{question}.remove"))))
    if removed:
        keeper.let_go(question, removed)
    staying = [identity for identity in dict.fromkeys(ids) if identity not in removed]
    found = keeper.kept(question, staying) if staying else {}
    return [found.get(identity) or {"name": "", "refused": "gone"} for identity in staying]


def _new(
    question: str, wanted: FilesWanted, form: QueryDict, files: Files, keeper: Keeper
) -> Iterator[dict[str, object]]:
    for count, (name, content) in enumerate(_sent(question, wanted, form, files)):
        try:
            if count >= min(wanted.maximum_count, _MOST_AT_ONCE):
                raise FileRefused("too_many")
            yield keeper.keep(question, judged(content, name, wanted))
        except FileRefused as refusal:
            yield {"name": name[-100:], "refused": refusal.code}


def _sent(question: str, wanted: FilesWanted, form: QueryDict, files: Files) -> Iterator[tuple[str, bytes]]:
    """The names and contents of what was sent; of a file that is too large no more than shows it."""
    for file in files.getlist(f"{question}.new") if not wanted.drawn else ():
        yield file.name or "", file.read(wanted.maximum_size + 1)
    drawn = form.get(f"{question}.drawn", "") if wanted.drawn else ""
    if drawn:
        yield "signature.png", _decoded(drawn, wanted)


def _decoded(text: str, wanted: FilesWanted) -> bytes:
    """The picture in a data URL; what is none is left for the judge to refuse."""
    if not text.startswith(_DATA_URL) or len(text) > 2 * wanted.maximum_size:
        return b"?"
    try:
        return base64.b64decode(text[len(_DATA_URL) :], validate=True)
    except (binascii.Error, ValueError):
        return b"?"


def _plain(question: str) -> str:
    """The id of a question without its instance in a repeat group."""
    return question.partition(".")[0]


def _asked(name: str) -> str:
    """The question, with its instance, that a field is of: ``q_aaaaaaaa.2`` of ``q_aaaaaaaa.2.new``."""
    return name.removesuffix(".new").removesuffix(".drawn").removesuffix(".remove")


def _identity(item: object) -> UUID | None:
    return _uuid(item.get("id")) if isinstance(item, dict) else None


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
