"""How busy several surveys are, in two queries however many they are."""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from analytics.results.ends import Ends
from responses.models import Response
from tenants.scope import organisation

DAYS = 30


@dataclass(frozen=True, slots=True)
class Activity:
    """``days``: responses started on each of the last 30 days of the organisation's zone, today last."""

    ends: Ends
    days: tuple[int, ...]

    @property
    def lately(self) -> int:
        """Responses started in those days."""
        return sum(self.days)


def activity_of(survey_ids: Iterable[UUID]) -> dict[UUID, Activity]:
    """Return the activity of surveys, one entry for each."""
    wanted = list(survey_ids)
    zone = zoneinfo.ZoneInfo(organisation().time_zone)
    today = timezone.now().astimezone(zone).date()
    days = [today - datetime.timedelta(days=back) for back in reversed(range(DAYS))]
    totals, started = _totals(wanted), _by_day(wanted, days[0], zone)
    return {
        pk: Activity(Ends.of(totals.get(pk, {})), days=tuple(started.get((pk, day), 0) for day in days))
        for pk in wanted
    }


def _totals(wanted: list[UUID]) -> dict[UUID, dict[str, int]]:
    """How many responses of each survey have which status."""
    counted = Response.objects.filter(survey_id__in=wanted).exclude(flag=Response.Flag.EXCLUDED)
    rows = counted.order_by().values_list("survey_id", "status")
    found: dict[UUID, dict[str, int]] = {}
    for pk, status, count in rows.annotate(count=Count("pk")):
        found.setdefault(pk, {})[status] = count
    return found


def _by_day(
    wanted: list[UUID], since: datetime.date, zone: zoneinfo.ZoneInfo
) -> dict[tuple[UUID, datetime.date], int]:
    """Rows begun since a day; what was begun then was also changed since, which the index knows."""
    begin = datetime.datetime.combine(since, datetime.time.min, zone)
    rows = (
        Response.objects.filter(survey_id__in=wanted, changed_at__gte=begin, started_at__gte=begin)
        .exclude(flag=Response.Flag.EXCLUDED)
        .order_by()
        .annotate(day=TruncDate("started_at", tzinfo=zone))
        .values_list("survey_id", "day")
    )
    return {(pk, day): count for pk, day, count in rows.annotate(count=Count("pk"))}
