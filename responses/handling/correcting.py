"""Correcting answers: judged as respondents' answers are, and each change kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from responses.beginning import journey_of
from responses.closing import closed_pages
from responses.exceptions import AnswersInvalid, CorrectedMeanwhile, StillAnswering
from responses.finishing import counted_by, finish_of
from responses.handling.models import AnswerEdit
from responses.limits import timed_out
from responses.models import Response
from responses.telling import EDITED, completed_payload
from responses.uploads.partners import claim_added
from responses.versions import running
from surveys.domain import note_results_changed
from surveys.exceptions import AnswerInvalid
from surveys.flow import Journey, judge_response, settled
from surveys.models import Survey
from tenants.people.models import User
from webhooks.outbox import emit

LONGEST_WHY = 500
UNSEEN = "unknown_question"


@dataclass(frozen=True, slots=True)
class Correction:
    """What became of a correction. ``doubts`` are other answers that don't fit any more, by question; they
    stay. ``quotas_before`` are the ids of those that the response is counted for and stays counted for,
    ``quotas_now`` of those that its answers would count for; ``ends_as`` is the status they would have."""

    edits: tuple[AnswerEdit, ...]
    revision: int
    doubts: Mapping[str, AnswerInvalid]
    quotas_before: tuple[str, ...]
    quotas_now: tuple[str, ...]
    status: str
    ends_as: str

    @property
    def counts_otherwise(self) -> bool:
        """Whether the response would count or end otherwise, had it been answered so."""
        return self.ends_as != self.status or set(self.quotas_now) != set(self.quotas_before)


def correct_answers(
    *,
    survey: UUID,
    response: UUID,
    given: Mapping[str, object],
    revision: int,
    why: str = "",
    by: User | None,
) -> Correction:
    """Correct answers of a response that has ended, by question id, raw as ``submit_response`` takes them.

    They are judged by the response's own version; what follows is worked out anew. Status and places in
    quotas stay. ``revision`` is the one that the editor has seen.

    Raises ``Response.DoesNotExist``, ``StillAnswering``, ``CorrectedMeanwhile``, ``AnswersInvalid``.
    """
    with transaction.atomic():
        row = Response.objects.select_for_update().get(pk=response, survey_id=survey)
        if row.status == Response.Status.STARTED:
            raise StillAnswering(response)
        if row.revision != revision:
            raise CorrectedMeanwhile(row.revision)
        journey, doubts = _corrected(row, given)
        edits = _store(row, journey, frozenset(given), why[:LONGEST_WHY], by)
        return _correction(row, journey, edits, doubts)


def journey_to_correct(row: Response) -> Journey:
    """The journey that a response has gone, with all its answers, those kept aside too."""
    ready = running(row.version_id)
    closed = closed_pages(ready, row.page_forms, is_reopened=False)
    return journey_of(
        ready.compiled,
        row.pk,
        language=row.language,
        now=row.completed_at or row.changed_at,
        answers={**row.aside, **row.answers},
        seed=row.seed,
        contact=row.contact,
        over=timed_out(ready, row.page_seconds) | closed,
    )


def _corrected(row: Response, given: Mapping[str, object]) -> tuple[Journey, dict[str, AnswerInvalid]]:
    journey = journey_to_correct(row)
    judgement = judge_response(journey.survey, {**journey.answers, **given}, journey=journey)
    wrong = {key: error for key, error in judgement.errors.items() if key in given}
    if wrong:
        raise AnswersInvalid(wrong)
    doubts = {key: error for key, error in judgement.errors.items() if error.code != UNSEEN}
    kept = {key: journey.answers.get(key) for key in doubts}
    return journey.with_answers({**journey.answers, **kept, **judgement.values}), doubts


def _store(
    row: Response, journey: Journey, given: frozenset[str], why: str, by: User | None
) -> tuple[AnswerEdit, ...]:
    sorted_out, now = settled(journey), timezone.now()
    changes = list(_changes(row.answers, sorted_out.counted))
    if not changes:
        return ()
    same: dict[str, Any] = {"survey_id": row.survey_id, "response": row.pk, "why": why, "at": now}
    same["by"] = by.email if by else ""
    edits = AnswerEdit.objects.bulk_create(
        AnswerEdit(question=key, before=before, after=after, follows=key not in given, **same)
        for key, before, after in changes
    )
    _claim_files(row, journey, edits)
    row.answers, row.aside = sorted_out.counted, sorted_out.aside
    row.revision, row.changed_at = row.revision + 1, now
    row.save(update_fields=["answers", "aside", "revision", "changed_at"])
    note_results_changed(survey_id=row.survey_id)
    _tell(row, [key for key, _before, _after in changes], by)
    return tuple(edits)


def _claim_files(row: Response, journey: Journey, edits: Sequence[AnswerEdit]) -> None:
    """Let files that an editor or partner sent belong to the response whose answers have them now."""
    for edit in edits:
        part = journey.survey.question(edit.question)
        if part is not None and not edit.follows and part.type.files_wanted(part.element):
            before, after = (next(iter(value), None) for value in (edit.before, edit.after))
            claim_added(part, before, after, survey=row.survey_id, response=row.pk)


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Questions whose answers differ: each as a list of one, empty where it isn't shown."""
    for key in dict.fromkeys([*after, *before]):
        former = [before[key]] if key in before else []
        latter = [after[key]] if key in after else []
        if former != latter:
            yield key, former, latter


def _tell(row: Response, questions: Sequence[str], by: User | None) -> None:
    payload = completed_payload(row.pk, row.survey_id, row.version_id, row.language, row.channel)
    emit(
        EDITED,
        payload | {"questions": list(questions), "by_staff": True},
        subject=f"response:{row.pk}",
        actor=by.email if by else "",
    )


def _correction(
    row: Response, journey: Journey, edits: tuple[AnswerEdit, ...], doubts: Mapping[str, AnswerInvalid]
) -> Correction:
    current = Survey.objects.values_list("current_version", flat=True).get(pk=row.survey_id)
    finish = finish_of(journey, counted=counted_by(journey, current, own=row.version_id))
    return Correction(
        edits=edits,
        revision=row.revision,
        doubts=doubts,
        quotas_before=tuple(row.quotas),
        quotas_now=tuple(quota.id for quota in finish.quotas),
        status=row.status,
        ends_as=row.status if row.status == Response.Status.OVER_QUOTA else finish.status,
    )
