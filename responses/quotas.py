"""Counting complete responses for quotas, so that two never share the last place."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from responses.exceptions import QuotaFull
from responses.models import QuotaCount
from responses.places import hold_survey
from surveys.definition import Quota

# Inserting counts as taking the first place, so a limit of none never gets here.
TAKE_PLACE = """
    INSERT INTO responses_quotacount AS counted (survey_id, quota, count) VALUES (%s, %s, 1)
    ON CONFLICT (survey_id, quota) DO UPDATE SET count = counted.count + 1
    WHERE %s::bigint IS NULL OR counted.count < %s::bigint
    RETURNING counted.count
"""
GIVE_BACK = """
    UPDATE responses_quotacount SET count = count - 1
    WHERE survey_id = %s AND quota = %s AND count > 0
"""
HOLD = "SELECT 1 FROM responses_quotacount WHERE survey_id = %s ORDER BY quota FOR UPDATE"


def take_places(*, survey: UUID, quotas: Iterable[Quota]) -> None:
    """Count one more response for each quota; inside a transaction, which holds the places until it ends.

    A quota that only marks responses counts without limit. Raises ``QuotaFull`` for the first that is full;
    then nothing was counted.
    """
    with transaction.atomic():
        for quota in sorted(quotas, key=lambda quota: quota.id):  # always in this order, against deadlocks
            if not _took_place(survey, quota):
                raise QuotaFull(quota)


def exchange_places(*, survey: UUID, before: Sequence[str], after: Iterable[Quota]) -> None:
    """Count a response whose answers were changed for other quotas than before; inside a transaction.

    Raises ``QuotaFull`` for the first new one that is full; then nothing has changed.
    """
    wanted = {quota.id: quota for quota in after}
    with transaction.atomic():
        for identity in sorted(wanted.keys() ^ set(before)):  # in the order of ``take_places``
            if identity not in wanted:
                give_back_places(survey=survey, quotas=[identity])
            elif not _took_place(survey, wanted[identity]):
                raise QuotaFull(wanted[identity])


def full_quotas(*, survey: UUID, quotas: Sequence[Quota]) -> list[Quota]:
    """Those of the quotas that turn responses away and have no place left. One query, if any can be full."""
    limited = [quota for quota in quotas if quota.action == "end"]
    if not limited:
        return []
    counts = counts_of(survey=survey)
    return [quota for quota in limited if counts.get(quota.id, 0) >= quota.limit]


def give_back_places(*, survey: UUID, quotas: Sequence[str]) -> None:
    """Uncount a response that is deleted."""
    with connection.cursor() as cursor:
        for quota in sorted(quotas):  # in the order of ``take_places``
            cursor.execute(GIVE_BACK, [survey, quota])


def count_again(*, survey: UUID, quotas: Sequence[str]) -> None:
    """Count a response that comes back for its quotas, whether they have places left or not."""
    with connection.cursor() as cursor:
        for quota in sorted(quotas):  # in the order of ``take_places``
            cursor.execute(TAKE_PLACE, [survey, quota, None, None])


def hold_counters(*, survey: UUID) -> None:
    """Let nobody else count for quotas of the survey until the transaction ends.

    Whoever is about to lock a response and count for it calls this first: the survey comes before its
    counters and those before its responses, everywhere, against deadlocks.
    """
    hold_survey(survey=survey)
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [survey])


def hold_quotas(*, survey: UUID, quotas: Iterable[str]) -> dict[str, int]:
    """Let nobody else count for these quotas until the transaction ends; return what they have counted.

    The survey is held first, as everywhere.
    """
    hold_survey(survey=survey)
    wanted = sorted(quotas)
    rows = [QuotaCount(survey_id=survey, quota=quota) for quota in wanted]
    QuotaCount.objects.bulk_create(rows, ignore_conflicts=True)
    held = QuotaCount.objects.select_for_update().filter(survey_id=survey, quota__in=wanted)
    return dict(held.order_by("quota").values_list("quota", "count"))


def counts_of(*, survey: UUID) -> dict[str, int]:
    """How many responses each quota has counted, by its id; quotas without any are left out."""
    return dict(QuotaCount.objects.filter(survey_id=survey).values_list("quota", "count"))


def set_counts(*, survey: UUID, counts: dict[str, int]) -> None:
    """Replace what was counted."""
    rows = [QuotaCount(survey_id=survey, quota=quota, count=count) for quota, count in counts.items()]
    QuotaCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["survey", "quota"], update_fields=["count"]
    )


def _took_place(survey: UUID, quota: Quota) -> bool:
    limit = quota.limit if quota.action == "end" else None
    if limit == 0:
        return False
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PLACE, [survey, quota.id, limit, limit])
        return cursor.fetchone() is not None
