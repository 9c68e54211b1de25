"""What can be done with responses. Every function judges, writes and tells of it in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from responses.exceptions import (
    PageOvertaken,
    QuotaFull,
)
from responses.finishing import Finish, finish_of, turned_away
from responses.handling.models import AnswerEdit, ResponseNote
from responses.models import Response
from responses.personal.admitting import free_link
from responses.places import hold_place
from responses.quotas import exchange_places, give_back_places, hold_counters, take_places
from responses.rows import PageWrite, Written, write_page
from responses.submitting import submit_response
from responses.telling import completed_payload, event_of, survey_found
from surveys.definition import Quota
from surveys.domain import note_results_changed
from surveys.flow import Journey
from tenants.people.models import User
from webhooks.outbox import emission, emit

__all__ = [
    "PageWrite",
    "complete_with_page",
    "delete_response",
    "finish_with_page",
    "save_page",
    "submit_response",
    "turn_away_with_page",
]


def save_page(*, write: PageWrite) -> Written:
    """Store one page of a response that goes on, in one statement.

    The answers must have been judged by ``surveys.flow``. Raises ``PageOvertaken`` when nothing was
    stored, for any reason, and ``SurveyUnknown`` for a survey deleted in this moment.
    """
    with survey_found(write.survey):
        written = write_page(write, status=Response.Status.STARTED)
    if written is None:
        raise PageOvertaken(write.response)
    return written


def finish_with_page(
    *, write: PageWrite, journey: Journey, counted: Journey | None = None, limit: int | None = None
) -> Written:
    """Store the last page and end the response as ``journey`` ends it, counting it for its quotas.

    With quotas, places are taken in the same transaction; when one is full, the response ends over quota.
    ``counted`` is the journey through the version published now. ``limit`` is how many complete responses the
    survey takes. Raises as ``complete_with_page`` does, and ``NoPlaceLeft``; then nothing was stored.
    """
    finish = finish_of(journey, counted=counted)
    if write.held is not None:
        return _finish_again(write, journey, finish)
    if not finish.quotas and limit is None:
        return complete_with_page(write=_ended(write, finish), status=finish.status)
    with transaction.atomic():
        if limit is not None and finish.status == Response.Status.COMPLETE:
            hold_place(survey=write.survey, limit=limit)
        try:
            take_places(survey=write.survey, quotas=finish.quotas)
        except QuotaFull as full:
            finish = turned_away(journey, full.quota)
        return complete_with_page(write=_ended(write, finish), status=finish.status)


def turn_away_with_page(*, write: PageWrite, journey: Journey, quota: Quota) -> Written:
    """Store a page and end the response over quota. Raises as ``complete_with_page`` does."""
    finish = turned_away(journey, quota)
    if write.held is None:
        return complete_with_page(write=_ended(write, finish), status=finish.status)
    with transaction.atomic():
        note_results_changed(survey_id=write.survey)
        give_back_places(survey=write.survey, quotas=write.held)
        return complete_with_page(write=_ended(write, finish), status=finish.status)


def complete_with_page(*, write: PageWrite, status: str = Response.Status.COMPLETE) -> Written:
    """Store the last page and hand the response in, telling of it, in one statement.

    All answers must have been judged by ``surveys.flow``. Raises ``PageOvertaken``, ``SurveyUnknown``.
    """
    payload = completed_payload(write.response, write.survey, write.version, write.language, write.channel)
    name = event_of(status, is_again=write.held is not None)
    event = emission(name, payload, subject=f"response:{write.response}")
    with survey_found(write.survey):
        written = write_page(write, status=status, event=event)
    if written is None:
        raise PageOvertaken(write.response)
    event.written()
    return written


def delete_response(*, response: Response, by: User | None, actor: str = "") -> None:
    """Delete a response for good; results forget it at once, and its personal link can be answered by again.

    Raises ``Response.DoesNotExist``.
    """
    with transaction.atomic(savepoint=False):
        free_link(response=response.pk)
        hold_counters(survey=response.survey_id)
        found = Response.objects.select_for_update().only("status", "quotas").get(pk=response.pk)
        payload = {"response": str(found.pk), "survey": str(response.survey_id), "status": found.status}
        Response.objects.filter(pk=response.pk).delete()
        AnswerEdit.objects.filter(response=response.pk).delete()
        ResponseNote.objects.filter(response=response.pk).delete()
        give_back_places(survey=response.survey_id, quotas=found.quotas)
        note_results_changed(survey_id=response.survey_id)
        who = actor or (by.email if by else "")
        emit("response.deleted", payload, subject=f"response:{payload['response']}", actor=who)


def _finish_again(write: PageWrite, journey: Journey, finish: Finish) -> Written:
    """Hand in a response whose answers were changed: it gives back and takes places in one transaction."""
    with transaction.atomic():
        note_results_changed(survey_id=write.survey)
        finish = exchanged(write.survey, write.held or (), journey, finish)
        return complete_with_page(write=_ended(write, finish), status=finish.status)


def exchanged(survey: UUID, held: Sequence[str], journey: Journey, finish: Finish) -> Finish:
    """Return how a response that holds places ends, and count it so; inside a transaction."""
    try:
        exchange_places(survey=survey, before=held, after=finish.quotas)
    except QuotaFull as full:
        give_back_places(survey=survey, quotas=held)
        return turned_away(journey, full.quota)
    return finish


def _ended(write: PageWrite, finish: Finish) -> PageWrite:
    return replace(write, ending=finish.ending, quotas=tuple(quota.id for quota in finish.quotas))
