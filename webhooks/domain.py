"""What may be done with the event log beside writing it: forgetting what is past its time."""

from datetime import datetime

from django.db import connection, transaction

from webhooks.models import Effect, Event


def forget_events(*, before: datetime) -> int:
    """Delete the current organisation's events that happened before a time; return how many.

    Events that a subscriber still has to hear of stay. This is the one door through which events
    leave, for retention rules; a dropped organisation takes its own along.
    """
    past = Event.objects.filter(happened_at__lt=before, relayed_at__isnull=False)
    with transaction.atomic():
        _forgetting("on")
        Effect.objects.filter(event__in=past).delete()
        count, _ = past.delete()
        _forgetting("off")
    return count


def _forgetting(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('canvass.forgetting', %s, true)", [value])
