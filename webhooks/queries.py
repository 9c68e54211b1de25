"""Reading the event log of the current organisation."""

from collections.abc import Iterable
from datetime import datetime

from webhooks.models import COMPLETED, Event


def recent_events(
    *, most: int = 20, types: Iterable[str] = (), before: datetime | None = None
) -> list[Event]:
    """Return what happened last, newest first; of some types only, and before a time, if wished."""
    wanted = list(types)
    events = Event.objects.filter(type__in=wanted) if wanted else Event.objects.all()
    if wanted and COMPLETED not in wanted:
        events = events.exclude(type=COMPLETED)  # for the index of the others
    if before is not None:
        events = events.filter(happened_at__lt=before)
    return list(events.order_by("-happened_at", "-pk")[:most])


def events_about(subject: str, *, most: int = 50) -> list[Event]:
    """Return what happened to one thing (``survey:<uuid>``), newest first."""
    return list(Event.objects.filter(subject=subject).order_by("-happened_at", "-pk")[:most])
