"""The events of a test: an organisation's log begins with its own making."""

from django.db.models import QuerySet

from webhooks.models import Event


def logged() -> QuerySet[Event]:
    """Return the events of the current organisation that a test made."""
    return Event.objects.filter(type__startswith="test.")
