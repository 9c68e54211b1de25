"""What is said of responses: a flag, tags and notes by staff, marks by the survey's rules of quality."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from responses.exceptions import HandlingRefused
from responses.handling.models import ResponseNote
from responses.models import Response
from surveys.domain import note_results_changed
from surveys.domain.filing import checked_tags
from surveys.exceptions import FilingRefused, TextRefused
from surveys.texts import clean_plain
from tenants.people.models import User
from webhooks.outbox import emit

LONGEST_NOTE = 2000
MOST_NOTES = 100
_MARK = """
    UPDATE responses_response AS response SET marks = given.marks
    FROM jsonb_to_recordset(%s::jsonb) AS given(id uuid, marks jsonb)
    WHERE response.id = given.id AND response.survey_id = %s
"""


def flag_responses(*, survey: UUID, responses: Iterable[UUID], flag: str, by: User | None) -> list[UUID]:
    """Flag responses of a survey, or take their flags away by ``""``; return the ids of those that changed.

    Excluded ones leave the figures. Raises ``HandlingRefused`` for an unknown flag.
    """
    if flag not in Response.Flag.values:
        raise HandlingRefused(_("Choose check, fine, excluded, or no flag."), "unknown_flag")
    with transaction.atomic():
        found = _held(survey, responses).exclude(flag=flag)
        changed = list(found.order_by("pk").values_list("pk", "flag"))
        Response.objects.filter(pk__in=[pk for pk, _before in changed]).update(flag=flag)
        for pk, before in changed:
            _tell("response.flagged", survey, pk, {"from": before, "to": flag}, by)
        if changed:
            note_results_changed(survey_id=survey)
    return [pk for pk, _before in changed]


def tag_responses(
    *,
    survey: UUID,
    responses: Iterable[UUID],
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    by: User | None,
) -> list[UUID]:
    """Give responses of a survey tags and take others away; return the ids of those that changed.

    Raises ``HandlingRefused`` for words that can't be tags, or too many of them.
    """
    changed: list[Response] = []
    with transaction.atomic():
        added, removed = _tags(add), set(_tags(remove))
        for row in _held(survey, responses).order_by("pk"):
            tags = [tag for tag in _tags([*row.tags, *added]) if tag not in removed]
            if tags != row.tags:
                _tell("response.tagged", survey, row.pk, {"from": row.tags, "to": tags}, by)
                row.tags = tags
                changed.append(row)
        Response.objects.bulk_update(changed, ["tags"], batch_size=500)
        if changed:
            note_results_changed(survey_id=survey)
    return [row.pk for row in changed]


def set_tags(*, survey: UUID, response: UUID, tags: Iterable[str], by: User | None) -> None:
    """Let a response have exactly these tags. Raises ``HandlingRefused``."""
    wanted = _tags(tags)
    with transaction.atomic():
        row = _held(survey, [response]).get()
        gone = [tag for tag in row.tags if tag not in wanted]
        tag_responses(survey=survey, responses=[response], add=wanted, remove=gone, by=by)


def note_response(*, survey: UUID, response: UUID, words: str, by: User | None) -> ResponseNote:
    """Note something beside a response. Raises ``HandlingRefused``, ``Response.DoesNotExist``."""
    try:
        cleaned = clean_plain(words, maximum=LONGEST_NOTE).strip()
    except TextRefused as refusal:
        message = _("A note has at most %(most)d characters, and none that can't be seen.")
        raise HandlingRefused(message % {"most": LONGEST_NOTE}, "too_long") from refusal
    if not cleaned:
        raise HandlingRefused(_("Write something to be noted."), "empty")
    with transaction.atomic():
        _held(survey, [response]).get()
        if ResponseNote.objects.filter(response=response).count() >= MOST_NOTES:
            raise HandlingRefused(_("There are as many notes as there can be."), "too_many")
        _tell("response.noted", survey, response, {}, by)
        return ResponseNote.objects.create(
            survey_id=survey, response=response, words=cleaned, by=by.email if by else ""
        )


def delete_note(*, note: ResponseNote, by: User | None) -> None:
    """Delete a note."""
    with transaction.atomic():
        _tell("response.note_deleted", note.survey_id, note.response, {}, by)
        note.delete()


def mark_responses(*, survey: UUID, marks: Mapping[UUID, Mapping[str, Any]]) -> int:
    """Store what rules of quality say of responses, by rule; return of how many that are there.

    A response that staff or its respondent write meanwhile keeps what they write.
    """
    if not marks:
        return 0
    given = [{"id": str(pk), "marks": found} for pk, found in sorted(marks.items())]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MARK, [json.dumps(given), survey])
        count = int(cursor.rowcount)
        note_results_changed(survey_id=survey)
    return count


def _held(survey: UUID, responses: Iterable[UUID]) -> Any:
    return Response.objects.select_for_update().filter(survey_id=survey, pk__in=list(responses))


def _tags(words: Iterable[str]) -> list[str]:
    try:
        return checked_tags(words)
    except FilingRefused as refusal:
        raise HandlingRefused(str(refusal), refusal.code) from refusal


def _tell(event: str, survey: UUID, pk: UUID, more: Mapping[str, Any], by: User | None) -> None:
    payload = {"response": str(pk), "survey": str(survey), **more}
    emit(event, payload, subject=f"response:{pk}", actor=by.email if by else "")
