"""Keeping the rules of a survey, and its marks by them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from analytics.models import QualityRules
from analytics.quality.judging import Marks, judged
from analytics.quality.rules import Rules
from analytics.results.relation import answers_of
from responses.anonymity import threshold_of
from responses.handling.marking import mark_responses
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.work import due, not_due
from webhooks.outbox import emit

TASK = "analytics.judge"
AT_ONCE = 1_000
SOON = timedelta(minutes=1)
LATE = timedelta(hours=1)
FEW = 5_000
"""Up to so many responses are judged while whoever saves the rules waits."""


def rules_of(survey_id: UUID) -> Rules:
    """The rules of a survey; none where it has set none."""
    found = QualityRules.objects.filter(pk=survey_id).values_list("document", flat=True).first()
    return Rules.model_validate(found) if found else Rules()


def save_rules(*, survey: Survey, rules: Rules, by: User | None) -> None:
    """Set the rules of a survey, and judge its responses by them: at once where these are few."""
    with transaction.atomic():
        QualityRules.objects.update_or_create(
            pk=survey.pk,
            defaults={
                "document": rules.model_dump(mode="json"),
                "saved_by": by.pk if by else None,
                "changed_at": timezone.now(),
                "judged_at": None,
            },
        )
        payload = {"survey": str(survey.pk), "rules": rules.model_dump(mode="json", exclude_defaults=True)}
        emit(
            "survey.quality_rules_changed",
            payload,
            subject=f"survey:{survey.pk}",
            actor=by.email if by else "",
        )
        due(TASK, str(survey.pk), timezone.now())
    few = Response.objects.filter(survey_id=survey.pk).order_by().values_list("pk")[: FEW + 1]
    if len(few) <= FEW:
        with transaction.atomic():
            judge(survey.pk)


def judge(survey_id: UUID) -> None:
    """Mark the responses of a survey by its rules, those that changed alone being written; and do so again
    later, the sooner the more lately somebody answered. Inside a transaction."""
    kept = QualityRules.objects.select_for_update().filter(pk=survey_id).first()
    if kept is None:
        return
    rules, now = Rules.model_validate(kept.document), timezone.now()
    found = _judged(survey_id, rules)
    changes = dict(_changes(survey_id, found))
    for portion in batched(changes.items(), AT_ONCE):
        mark_responses(survey=survey_id, marks=dict(portion))
    kept.judged_at, kept.marked = now, len(found)
    kept.save(update_fields=["judged_at", "marked"])
    if rules:
        due(TASK, str(survey_id), now + _patience(survey_id, now))
    else:
        not_due(TASK, str(survey_id))


def judge_if_changed(survey_id: UUID) -> None:
    """Judge again unless nothing was written since the last time. Inside a transaction."""
    kept = QualityRules.objects.filter(pk=survey_id).first()
    if kept is None:
        return
    now, latest = timezone.now(), _latest(survey_id)
    changed = Survey.objects.values_list("results_changed_at", flat=True).get(pk=survey_id)
    if kept.judged_at is None or max(latest or changed, changed) + SOON > kept.judged_at:
        judge(survey_id)
    else:
        due(TASK, str(survey_id), now + _patience(survey_id, now))


def _judged(survey_id: UUID, rules: Rules) -> Marks:
    """The marks that there should be; none where nothing may be said of single responses."""
    if not rules or threshold_of(survey_id):
        return {}
    with answers_of(survey_id) as answers:
        return judged(answers, survey_id, rules)


def _changes(survey_id: UUID, found: Marks) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """The responses whose marks differ from those that should be."""
    marked = Response.objects.filter(survey_id=survey_id).exclude(marks={}).values_list("pk", "marks")
    known = dict(marked.iterator(chunk_size=AT_ONCE))
    for pk in known.keys() | found.keys():
        if known.get(pk, {}) != found.get(pk, {}):
            yield pk, found.get(pk, {})


def _latest(survey_id: UUID) -> datetime | None:
    found: datetime | None = Response.objects.filter(survey_id=survey_id).aggregate(at=Max("changed_at"))[
        "at"
    ]
    return found


def _patience(survey_id: UUID, now: datetime) -> timedelta:
    """A tenth of the time since anybody answered, from a minute to an hour."""
    latest = _latest(survey_id)
    return min(max((now - latest) / 10, SOON), LATE) if latest else LATE
