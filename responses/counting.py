"""How many responses there are to each version of a survey, and who is answering now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from responses.models import Response

UNDER_WAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class VersionCount:
    """Responses to one version: ``handed_in``, ``unfinished``, and of those ``under_way``: answered in the
    last 24 hours."""

    version: int
    handed_in: int
    unfinished: int
    under_way: int


def counted_by_version(survey: UUID, *, now: datetime) -> list[VersionCount]:
    """Return the counts of every version that somebody has answered, the newest first. One query."""
    is_unfinished = Q(status=Response.Status.STARTED)
    rows = (
        Response.objects.filter(survey_id=survey)
        .values("version__number")
        .annotate(
            handed_in=Count("pk", filter=~is_unfinished),
            unfinished=Count("pk", filter=is_unfinished),
            under_way=Count("pk", filter=is_unfinished & Q(changed_at__gte=now - UNDER_WAY)),
        )
        .order_by("-version__number")
    )
    return [
        VersionCount(row["version__number"], row["handed_in"], row["unfinished"], row["under_way"])
        for row in rows
    ]
