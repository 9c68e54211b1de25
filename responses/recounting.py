"""Quotas that a new version brings or changes count those who have answered already."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from responses.beginning import journey_of
from responses.models import Response
from responses.queries import HOLDING_PLACES
from responses.quotas import hold_quotas, set_counts
from responses.versions import running
from surveys.definition import Quota
from surveys.flow import CompiledSurvey, quotas_met
from surveys.models import SurveyVersion
from webhooks.models import Event

AT_ONCE = 500


def recount_after_publishing(event: Event) -> None:
    """Count complete responses for the quotas that a version which was just published changed."""
    recount_quotas(survey=UUID(event.payload["survey"]), version=UUID(event.payload["version"]))


def recount_quotas(*, survey: UUID, version: UUID) -> None:
    """Count again, by this version, for those of its quotas that the version before didn't have so.

    Who finishes meanwhile waits. Doing it twice changes nothing.
    """
    ready = running(version).compiled
    changed = _changed(ready, survey, version)
    if not changed:
        return
    with transaction.atomic():
        hold_quotas(survey=survey, quotas=changed)
        counts: Counter[str] = Counter(dict.fromkeys(changed, 0))
        for portion in _portions(survey):
            for response in portion:
                met = _met(ready, response) & changed
                counts.update(met)
                response.quotas = sorted({*response.quotas} - changed | met)
            Response.objects.bulk_update(portion, ["quotas"])
        set_counts(survey=survey, counts=dict(counts))


def _changed(ready: CompiledSurvey, survey: UUID, version: UUID) -> set[str]:
    """The ids of the quotas whose condition is new."""
    number = SurveyVersion.objects.values_list("number", flat=True).get(pk=version)
    former = SurveyVersion.objects.filter(survey_id=survey, number=number - 1).first()
    before: tuple[Quota, ...] = running(former.pk).compiled.definition.quotas if former else ()
    known = {quota.id: quota.condition for quota in before}
    return {quota.id for quota in ready.definition.quotas if known.get(quota.id) != quota.condition}


def _portions(survey: UUID) -> Iterator[list[Response]]:
    found = Response.objects.filter(HOLDING_PLACES, survey_id=survey).order_by("pk")
    last: UUID | None = None
    while portion := list((found.filter(pk__gt=last) if last else found)[:AT_ONCE]):
        yield portion
        last = portion[-1].pk


def _met(ready: CompiledSurvey, response: Response) -> set[str]:
    completed = response.completed_at or response.changed_at
    journey = journey_of(
        ready,
        response.pk,
        language=response.language,
        now=completed,
        answers={**response.aside, **response.answers},
        seed=response.seed,
        contact=response.contact,
    )
    return {quota.id for quota in quotas_met(journey)}
