"""What can be done with responses. Every function judges, writes and tells of it in one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from responses.exceptions import (
    AnswersInvalid,
    LanguageNotOffered,
    PageOvertaken,
    SurveyNotOpen,
    SurveyUnknown,
)
from responses.models import Response
from responses.rows import PageWrite, Written, write_page
from responses.uploads import refuse_files_of_others
from responses.versions import running
from surveys.domain import Availability, availability, note_results_changed
from surveys.flow import CompiledSurvey, judge_response
from surveys.models import Survey
from tenants.ids import uuid7
from tenants.people.models import User
from webhooks.outbox import emission, emit

__all__ = ["PageWrite", "complete_with_page", "delete_response", "save_page", "seed_of", "submit_response"]


def seed_of(response: UUID) -> int:
    """Return the seed of a response's random orders: 62 random bits of its id.

    So they are known before there is a row.
    """
    return response.int & (1 << 62) - 1


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


def complete_with_page(*, write: PageWrite) -> Written:
    """Store the last page and hand the response in, telling of it, in one statement.

    All answers must have been judged by ``surveys.flow``. Raises ``PageOvertaken``, ``SurveyUnknown``.
    """
    payload = _completed(write.response, write.survey, write.version, write.language, write.channel)
    event = emission("response.completed", payload, subject=f"response:{write.response}")
    with _found(write.survey):
        written = write_page(write, status=Response.Status.COMPLETE, event=event)
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
    response = _complete_response(survey, answers, language, now)
    response.channel = channel
    response.started_at = started_at or now
    with _found(survey.pk), transaction.atomic(savepoint=False):
        response.save(force_insert=True)
        payload = _completed(response.pk, survey.pk, response.version_id, response.language, channel)
        emit("response.completed", payload, subject=f"response:{response.pk}", actor=actor)
    return response


def delete_response(*, response: Response, by: User | None, actor: str = "") -> None:
    """Delete a response for good; results forget it at once. Raises ``Response.DoesNotExist``."""
    payload = {"response": str(response.pk), "survey": str(response.survey_id), "status": response.status}
    with transaction.atomic(savepoint=False):
        deleted, _ = Response.objects.filter(pk=response.pk).delete()
        if not deleted:
            raise Response.DoesNotExist(response.pk)
        note_results_changed(survey_id=response.survey_id)
        who = actor or (by.email if by else "")
        emit("response.deleted", payload, subject=f"response:{payload['response']}", actor=who)


@contextmanager
def _found(survey: UUID) -> Iterator[None]:
    """Say ``SurveyUnknown`` when the survey was deleted after it was looked up; the database noticed."""
    try:
        yield
    except IntegrityError as problem:
        if Survey.objects.filter(pk=survey).exists():  # pragma: no cover - a mistake of ours
            raise
        raise SurveyUnknown(str(survey)) from problem


def _complete_response(
    survey: Survey, answers: Mapping[str, object], language: str, now: datetime
) -> Response:
    version = _open_version(survey, now)
    compiled = running(version).compiled
    response_id = uuid7()
    seed = seed_of(response_id)
    values = _judged(compiled, answers, seed)
    if errors := refuse_files_of_others(compiled, values, response=response_id):
        raise AnswersInvalid(errors)
    return Response(
        id=response_id,
        survey_id=survey.pk,
        version_id=version,
        status=Response.Status.COMPLETE,
        answers=values,
        language=_offered(compiled, language),
        seed=seed,
        changed_at=now,
        completed_at=now,
    )


def _open_version(survey: Survey, now: datetime) -> UUID:
    found = availability(survey, now)
    if found is not Availability.OPEN or survey.current_version_id is None:
        raise SurveyNotOpen(survey.pk, found)
    return survey.current_version_id


def _judged(compiled: CompiledSurvey, answers: Mapping[str, object], seed: int) -> dict[str, Any]:
    judgement = judge_response(compiled, answers, seed=seed)
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
