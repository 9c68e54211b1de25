"""How often shared pages were looked at: a number a day, nothing of who did."""

import datetime
import zoneinfo
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from analytics.models import SharedResults, SharedViews
from tenants.scope import organisation

_ONE_MORE = """
INSERT INTO analytics_sharedviews AS views (share_id, day, count) VALUES (%s, %s, 1)
ON CONFLICT (share_id, day) DO UPDATE SET count = views.count + 1
"""


def today() -> datetime.date:
    """The day in the organisation's time zone."""
    return timezone.now().astimezone(zoneinfo.ZoneInfo(organisation().time_zone)).date()


def note_view(share: SharedResults) -> None:
    """Count that the page was looked at. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MORE, [share.pk, today()])


def views_of(shares: Iterable[SharedResults]) -> dict[UUID, int]:
    """How often each page was looked at in all. One query."""
    rows = SharedViews.objects.filter(share__in=list(shares)).values_list("share_id")
    return dict(rows.annotate(total=Sum("count")))
