"""Changing answers after they were handed in: the response is opened again and keeps what it counted for."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from responses.beginning import journey_of
from responses.closing import closed_pages
from responses.domain import exchanged
from responses.finishing import counted_by, finish_of
from responses.gates import check_gates
from responses.limits import timed_out
from responses.models import Response
from responses.personal.holding import while_linked
from responses.places import hold_survey
from responses.quotas import give_back_places, hold_counters
from responses.rows import lock_response
from responses.sittings import Sitting, check_open
from responses.telling import event_of
from responses.versions import running
from surveys.domain import note_results_changed
from surveys.flow import Journey, is_finished, settled, visible_pages
from surveys.models import Survey
from tenants.work import due
from webhooks.outbox import emit

TASK = "responses.hand_in_again"
PATIENCE = timedelta(days=1)
"""After so long without a change, a response that was opened again is handed in as it is."""


def may_edit(sitting: Sitting) -> bool:
    """Whether the survey lets this respondent change answers that were handed in."""
    stored = sitting.survey.stored
    allowed = sitting.journey.survey.definition.settings.editable_after
    return allowed and stored is not None and stored.status == Response.Status.COMPLETE


@while_linked
def reopen_response(sitting: Sitting, *, now: datetime) -> None:
    """Open a complete response again; it leaves the results until it is handed in, and holds its places.

    Doing it twice changes nothing. Raises ``SurveyNotOpen``.
    """
    stored = sitting.survey.stored
    assert stored is not None  # noqa: S101 - may_edit has seen to it
    as_begun = stored._replace(status=Response.Status.STARTED, attempt=stored.attempt + 1)
    found = sitting.survey._replace(stored=as_begun)
    check_open(found, now)
    check_gates(found, "", now, has_seen=True)
    complete = Response.objects.filter(pk=sitting.response, status=Response.Status.COMPLETE)
    with transaction.atomic():
        hold_survey(survey=sitting.survey.id)
        opened = complete.update(
            status=Response.Status.STARTED,
            attempt=F("attempt") + 1,
            revision=F("revision") + 1,
            changed_at=now,
        )
        if opened:
            note_results_changed(survey_id=sitting.survey.id)
            due(TASK, str(sitting.response), now + PATIENCE)


def hand_in_again(*, response: UUID) -> None:
    """Hand in a response that was opened again and left; where answers are missing, it counts no more.

    Waits on while somebody is at it. To be called inside a transaction.
    """
    survey = Response.objects.values_list("survey", flat=True).filter(pk=response).first()
    if survey is None:
        return
    hold_counters(survey=survey)
    lock_response(response)
    found = Response.objects.filter(pk=response, status=Response.Status.STARTED, attempt__gt=1).first()
    if found is None:
        return
    now = timezone.now()
    if found.changed_at + PATIENCE > now:
        due(TASK, str(response), found.changed_at + PATIENCE)
        return
    journey = _journey_of(found, now)
    if all(is_finished(journey, page) for page in visible_pages(journey)):
        _complete(found, journey, now)
    else:
        _let_go(found)
    note_results_changed(survey_id=found.survey_id)


def _journey_of(found: Response, now: datetime) -> Journey:
    """What it has answered, judged as of the time when it was handed in."""
    ready = running(found.version_id)
    return journey_of(
        ready.compiled,
        found.pk,
        language=found.language,
        now=found.completed_at or now,
        answers={**found.aside, **found.answers},
        seed=found.seed,
        contact=found.contact,
        over=timed_out(ready, found.page_seconds) | closed_pages(ready, found.page_forms, is_reopened=True),
    )


def _complete(found: Response, journey: Journey, now: datetime) -> None:
    current = Survey.objects.values_list("current_version", flat=True).get(pk=found.survey_id)
    finish = finish_of(journey, counted=counted_by(journey, current, own=found.version_id))
    finish = exchanged(found.survey_id, tuple(found.quotas), journey, finish)
    sorted_out = settled(journey)
    found.answers, found.aside = sorted_out.counted, sorted_out.aside
    found.status, found.ending = finish.status, finish.ending
    found.quotas = [quota.id for quota in finish.quotas]
    found.completed_at = found.changed_at = now
    found.revision += 1
    found.save()
    payload = {
        "response": str(found.pk),
        "survey": str(found.survey_id),
        "version": str(found.version_id),
        "language": found.language,
        "channel": found.channel,
    }
    emit(event_of(finish.status, is_again=True), payload, subject=f"response:{found.pk}")


def _let_go(found: Response) -> None:
    give_back_places(survey=found.survey_id, quotas=found.quotas)
    found.quotas, found.completed_at = [], None
    found.save(update_fields=["quotas", "completed_at"])
