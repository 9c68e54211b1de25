"""What can be done with responses. Every function judges, writes and tells of it in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from responses.beginning import journey_of, new_response
from responses.exceptions import (
    AnswersInvalid,
    LanguageNotOffered,
    NoPlaceLeft,
    PageOvertaken,
    QuotaFull,
    SurveyNotOpen,
    SurveyUnknown,
)
from responses.finishing import Finish, finish_of, turned_away
from responses.models import Response
from responses.personal.admitting import free_link
from responses.places import hold_place
from responses.quotas import exchange_places, give_back_places, hold_counters, take_places
from responses.rows import PageWrite, Written, write_page
from responses.uploads import refuse_files_of_others
from responses.versions import running
from surveys.access import access_of
from surveys.definition import Quota
from surveys.domain import Availability, availability, note_results_changed
from surveys.flow import CompiledSurvey, Journey, judge_response, settled
from surveys.models import Survey
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


EDITED = "response.edited"
EVENTS: dict[str, str] = {
    Response.Status.COMPLETE: "response.completed",
    Response.Status.SCREENED_OUT: "response.screened_out",
    Response.Status.OVER_QUOTA: "response.over_quota",
}


def save_page(*, write: PageWrite) -> Written:
    """Store one page of a response that goes on, in one statement.

    The answers must have been judged by ``surveys.flow``. Raises ``PageOvertaken`` when nothing was
    stored, for any reason, and ``SurveyUnknown`` for a survey deleted in this moment.
    """
    with _found(write.survey):
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
    payload = _completed(write.response, write.survey, write.version, write.language, write.channel)
    name = event_of(status, is_again=write.held is not None)
    event = emission(name, payload, subject=f"response:{write.response}")
    with _found(write.survey):
        written = write_page(write, status=status, event=event)
    if written is None:
        raise PageOvertaken(write.response)
    event.written()
    return written


def submit_response(
    *,
    survey: Survey,
    answers: Mapping[str, object],
    language: str = "",
    channel: str = "api",
    actor: str = "",
    started_at: datetime | None = None,
) -> Response:
    """Judge a whole response, by the published version, and store it as complete.

    ``answers`` holds raw answers by question id, in the form in which they are stored or sent by a
    form; ``language`` is one of the survey's, its first if left out. Costs the look-up of the version
    when the process sees it first, the row and the event.

    Raises ``SurveyNotOpen``, ``SurveyUnknown``, ``LanguageNotOffered``, ``AnswersInvalid``.
    """
    now = timezone.now()
    response, journey = _complete_response(survey, answers, language, now)
    response.channel = channel
    response.started_at = started_at or now
    with _found(survey.pk), _place_left(survey), transaction.atomic(savepoint=False):
        _count(survey, response, journey)
        response.save(force_insert=True)
        payload = _completed(response.pk, survey.pk, response.version_id, response.language, channel)
        emit(EVENTS[response.status], payload, subject=f"response:{response.pk}", actor=actor)
    return response


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
        give_back_places(survey=response.survey_id, quotas=found.quotas)
        note_results_changed(survey_id=response.survey_id)
        who = actor or (by.email if by else "")
        emit("response.deleted", payload, subject=f"response:{payload['response']}", actor=who)


def event_of(status: str, *, is_again: bool) -> str:
    """Return which event tells that a response has ended so; of one handed in before, that it was edited."""
    return EDITED if is_again and status == Response.Status.COMPLETE else EVENTS[status]


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


@contextmanager
def _found(survey: UUID) -> Iterator[None]:
    """Say ``SurveyUnknown`` when the survey was deleted after it was looked up; the database noticed."""
    try:
        yield
    except IntegrityError as problem:
        if Survey.objects.filter(pk=survey).exists():  # pragma: no cover - a mistake of ours
            raise
        raise SurveyUnknown(str(survey)) from problem


@contextmanager
def _place_left(survey: Survey) -> Iterator[None]:
    """Say ``SurveyNotOpen`` where the last place was taken."""
    try:
        yield
    except NoPlaceLeft as problem:
        raise SurveyNotOpen(survey.pk, Availability.FULL) from problem


def _count(survey: Survey, response: Response, journey: Journey) -> None:
    """Give the response the end that the journey and its quotas make, taking its places."""
    finish, gates = finish_of(journey), access_of(survey).gates
    if gates and gates.limit and finish.status == Response.Status.COMPLETE:
        hold_place(survey=survey.pk, limit=gates.limit)
    try:
        take_places(survey=survey.pk, quotas=finish.quotas)
    except QuotaFull as full:
        finish = turned_away(journey, full.quota)
    response.status, response.ending = finish.status, finish.ending
    response.quotas = [quota.id for quota in finish.quotas]


def _ended(write: PageWrite, finish: Finish) -> PageWrite:
    return replace(write, ending=finish.ending, quotas=tuple(quota.id for quota in finish.quotas))


def _complete_response(
    survey: Survey, answers: Mapping[str, object], language: str, now: datetime
) -> tuple[Response, Journey]:
    version = _open_version(survey, now)
    compiled = running(version).compiled
    response_id = new_response(compiled, survey.pk)
    spoken = _offered(compiled, language)
    journey = journey_of(compiled, response_id, language=spoken, now=now)
    journey = journey.with_answers(_judged(journey, answers))
    if errors := refuse_files_of_others(compiled, journey.way.counted, response=response_id):
        raise AnswersInvalid(errors)
    response = Response(
        id=response_id,
        survey_id=survey.pk,
        version_id=version,
        answers=settled(journey).counted,
        language=spoken,
        seed=journey.seed,
        changed_at=now,
        completed_at=now,
    )
    return response, journey


def _open_version(survey: Survey, now: datetime) -> UUID:
    found = availability(survey, now)
    if found is not Availability.OPEN or survey.current_version_id is None:
        raise SurveyNotOpen(survey.pk, found)
    return survey.current_version_id


def _judged(journey: Journey, answers: Mapping[str, object]) -> dict[str, Any]:
    judgement = judge_response(journey.survey, answers, journey=journey)
    if not judgement.is_accepted:
        raise AnswersInvalid(judgement.errors)
    return judgement.values


def _offered(compiled: CompiledSurvey, language: str) -> str:
    if not language:
        return compiled.base_language
    if language not in compiled.languages:
        raise LanguageNotOffered(language, compiled.languages)
    return language


def _completed(response: UUID, survey: UUID, version: UUID, language: str, channel: str) -> dict[str, str]:
    return {
        "response": str(response),
        "survey": str(survey),
        "version": str(version),
        "language": language,
        "channel": channel,
    }
