"""Files that partners send through the API: kept for a day, until a response is handed in that names them."""

from collections.abc import Iterator, Mapping
from typing import IO, Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from responses.exceptions import AnswersInvalid, FileNotTaken
from responses.models import Upload
from responses.uploads.judging import FileRefused, judged
from responses.uploads.storing import keep_file, record_of
from surveys.compiled import CompiledElement, CompiledSurvey
from surveys.exceptions import AnswerInvalid
from surveys.flow import Journey
from surveys.question_types.files import FileRecord, refusal_of
from tenants.ids import uuid7
from tenants.people.models import User

MOST_UNUSED = 1_000
MOST_NAMED = 200
GONE = "gone"
_WAITING = Q(partner__isnull=False, claimed=False)


def receive_file(
    *, survey: UUID, question: CompiledElement, name: str, content: IO[bytes], by: User
) -> Upload:
    """Judge a file for a question as a form's would be, and keep it for a day. Raises ``FileNotTaken``."""
    wanted = question.type.files_wanted(question.element)
    if wanted is None:
        raise FileNotTaken("question", _("This question takes no files."), "takes_no_files")
    if Upload.objects.filter(survey=survey, partner=by.pk, claimed=False).count() >= MOST_UNUSED:
        words = _("1,000 files of yours wait to be named by a response; hand those in first.")
        raise FileNotTaken("file", words, "too_many_waiting")
    try:
        file = judged(content.read(wanted.maximum_size + 1), name, wanted)
    except FileRefused as refusal:
        problem = refusal_of({"name": name, "refused": refusal.code}, wanted)
        raise FileNotTaken("file", problem.message, problem.code) from refusal
    return keep_file(survey=survey, response=uuid7(), question=question.plain_id, file=file, partner=by.pk)


def with_records(
    compiled: CompiledSurvey, answers: Mapping[str, object], *, survey: UUID, of: UUID | None = None
) -> dict[str, object]:
    """Return raw answers with the record of a file in the place of its id, or of whatever names its id.

    What is no file of a partner that waits for a response, for that question, nor one of the response ``of``
    which answers are, stands there as refused. One query, where there are files.
    """
    asking = {key: part for key in answers if (part := _asks_for_files(compiled, key))}
    if not asking:
        return dict(answers)
    named = {key: set(_ids(answers[key])) for key in asking}
    ids = list(set().union(*named.values()))[:MOST_NAMED]
    usable = Upload.objects.filter(_WAITING | Q(response=of), survey=survey, pk__in=ids)
    records = {(each.question, each.pk): record_of(each) for each in usable}
    found = dict(answers)
    for key, part in asking.items():
        mine = {pk: record for (question, pk), record in records.items() if question == part.plain_id}
        found[key] = _filled(answers[key], mine)
    return found


def claim_files(journey: Journey, *, survey: UUID, response: UUID) -> None:
    """Give the files that a response holds to it, in the transaction that stores it.

    Raises ``AnswersInvalid`` where another was handed in with one of them in this moment.
    """
    for key, value in journey.way.counted.items():
        part = _asks_for_files(journey.survey, key)
        if part is None or value is None:
            continue
        ids = _held(part, value)
        waiting = Upload.objects.filter(_WAITING, survey=survey, pk__in=ids)
        if waiting.update(response=response, claimed=True, seen_at=timezone.now()) < len(ids):
            raise AnswersInvalid({key: _gone(part)})


def claim_added(
    part: CompiledElement, before: object, after: object, *, survey: UUID, response: UUID
) -> None:
    """Give the files to a response that a corrected answer has beside those from before.

    Raises ``AnswersInvalid`` where another response was given one of them in this moment.
    """
    added = _held(part, after) - _held(part, before)
    usable = Upload.objects.filter(_WAITING | Q(response=response), survey=survey, pk__in=added)
    if usable.update(response=response, claimed=True, seen_at=timezone.now()) < len(added):
        raise AnswersInvalid({part.id: _gone(part)})


def _held(part: CompiledElement, value: Any) -> set[UUID]:
    return {UUID(str(record["id"])) for record in part.type.files_of(value)} if value is not None else set()


def _asks_for_files(compiled: CompiledSurvey, key: str) -> CompiledElement | None:
    part = compiled.question(key)
    return part if part and part.type.files_wanted(part.element) else None


def _gone(part: CompiledElement) -> AnswerInvalid:
    wanted = part.type.files_wanted(part.element)
    assert wanted is not None  # noqa: S101 - it has files
    return refusal_of({"refused": GONE}, wanted)


def _ids(raw: object) -> Iterator[UUID]:
    """The ids that an answer names, wherever they stand in it."""
    if isinstance(raw, dict):
        for value in [raw["id"]] if "id" in raw else raw.values():
            yield from _ids(value)
    elif isinstance(raw, list):
        for item in raw:
            yield from _ids(item)
    elif (identity := _uuid(raw)) is not None:
        yield identity


def _filled(raw: object, records: Mapping[UUID, FileRecord]) -> Any:
    if isinstance(raw, dict) and "id" not in raw:
        return {key: _filled(value, records) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_filled(item, records) for item in raw]
    identity = _uuid(raw["id"] if isinstance(raw, dict) else raw)
    if identity is None and not isinstance(raw, dict):
        return raw
    found = records.get(identity) if identity else None
    return found or {"name": "", "refused": GONE}


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
