"""Lines of what was made and is no longer kept: they tell of it for a while, then they go, too.

A line says who took which responses, or what came of a schedule. That of an edition or a file that is still
there stays as long as it.
"""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from analytics.models import Export, Occurrence
from tenants.work import due, due_unless_asked

FORGET = "analytics.forget_old_lines"
KEY = "all"
FILES_TOLD = timedelta(days=90)
OCCURRENCES_TOLD = timedelta(days=365)
EVERY = timedelta(days=1)


def look_after_lines() -> None:
    """Something was ordered: see to it that its line goes one day."""
    due_unless_asked(FORGET, KEY, timezone.now() + EVERY)


def forget_old_lines() -> None:
    """Delete lines whose time is over; look again the next day, as long as there are any."""
    _files().filter(asked_at__lt=timezone.now() - FILES_TOLD).delete()
    _occurrences().filter(planned_at__lt=timezone.now() - OCCURRENCES_TOLD).delete()
    if Export.objects.exists() or Occurrence.objects.exists():
        due(FORGET, KEY, timezone.now() + EVERY)


def _files() -> QuerySet[Export]:
    """Files that aren't there, and won't be."""
    return Export.objects.exclude(status__in=[*Export.UNDER_WAY, Export.Status.READY])


def _occurrences() -> QuerySet[Occurrence]:
    """Occurrences of which nothing is kept."""
    is_over = ~Q(status=Occurrence.Status.MAKING)
    return Occurrence.objects.filter(is_over, edition=None, place="")
