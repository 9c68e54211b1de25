"""Handing in a whole response at once, as partners do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from responses.beginning import journey_of, new_response
from responses.exceptions import AnswersInvalid, LanguageNotOffered, NoPlaceLeft, QuotaFull, SurveyNotOpen
from responses.finishing import finish_of, turned_away
from responses.models import Response
from responses.personal.admitting import answer_link, fields_of_link
from responses.places import hold_place
from responses.quotas import take_places
from responses.telling import EVENTS, completed_payload, survey_found
from responses.uploads.partners import claim_files, with_records
from responses.versions import running
from surveys.access import access_of
from surveys.domain import Availability, availability
from surveys.flow import CompiledSurvey, Journey, judge_response, settled
from surveys.models import Survey
from webhooks.outbox import emit


def submit_response(
    *,
    survey: Survey,
    answers: Mapping[str, object],
    language: str = "",
    channel: str = "api",
    actor: str = "",
    started_at: datetime | None = None,
    link: UUID | None = None,
) -> Response:
    """Judge a whole response, by the published version, and store it as complete.

    ``answers`` holds raw answers by question id, as they are stored or as a form sends them, files by the ids
    of those that partners have sent; ``language`` is one of the survey's, its first if left out; ``link`` is
    the personal link that it comes of. Quotas, the number of responses and personal links hold as on pages;
    opening hours and the password are for the public.

    Raises ``SurveyNotOpen``, ``SurveyUnknown``, ``LanguageNotOffered``, ``AnswersInvalid``, ``LinkUsed``.
    """
    now = timezone.now()
    contact = fields_of_link(survey=survey.pk, link=link) if link else {}
    response, journey = _complete_response(survey, answers, language, now, contact)
    response.channel = channel
    response.started_at = started_at or now
    with survey_found(survey.pk), _place_left(survey), transaction.atomic(savepoint=False):
        _take_link(survey, response.pk, link)
        _store(survey, response, journey, actor)
    return response


def _store(survey: Survey, response: Response, journey: Journey, actor: str) -> None:
    _count(survey, response, journey)
    response.save(force_insert=True)
    claim_files(journey, survey=survey.pk, response=response.pk)
    payload = completed_payload(
        response.pk, survey.pk, response.version_id, response.language, response.channel
    )
    emit(EVENTS[response.status], payload, subject=f"response:{response.pk}", actor=actor)


@contextmanager
def _place_left(survey: Survey) -> Iterator[None]:
    """Say ``SurveyNotOpen`` where the last place was taken."""
    try:
        yield
    except NoPlaceLeft as problem:
        raise SurveyNotOpen(survey.pk, Availability.FULL) from problem


def _take_link(survey: Survey, response: UUID, link: UUID | None) -> None:
    """Let the response come of the link that it is handed in by; a survey may ask for one."""
    if link is not None:
        answer_link(survey=survey.pk, link=link, response=response)
    elif access_of(survey).asks_for_links:
        raise SurveyNotOpen(survey.pk, Availability.LINK_NEEDED)


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


def _complete_response(
    survey: Survey, answers: Mapping[str, object], language: str, now: datetime, contact: Mapping[str, str]
) -> tuple[Response, Journey]:
    version = _open_version(survey, now)
    compiled = running(version).compiled
    response_id = new_response(compiled, survey.pk)
    spoken = _offered(compiled, language)
    journey = journey_of(compiled, response_id, language=spoken, now=now, contact=contact)
    journey = journey.with_answers(_judged(journey, with_records(compiled, answers, survey=survey.pk)))
    response = Response(
        id=response_id,
        survey_id=survey.pk,
        version_id=version,
        answers=settled(journey).counted,
        language=spoken,
        seed=journey.seed,
        contact=dict(contact),
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
