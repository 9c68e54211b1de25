"""Editions that schedules make, kept for as long as the organisation says: for ever, unless it says so."""

from datetime import timedelta

from django.utils import timezone

from analytics.models import Edition
from analytics.reports.editions import folder_of
from tenants.domain import delete_folder
from tenants.models import Organisation
from tenants.scope import schema
from tenants.work import due

FORGET = "analytics.forget_old_editions"
KEY = "all"
AT_ONCE = 100


def days_kept() -> int | None:
    """For how many days the organisation keeps them; ``None``: for ever."""
    found: int | None = Organisation.objects.values_list("editions_kept", flat=True).get(schema_name=schema())
    return found


def forget_from_now_on() -> None:
    """The organisation says how long editions are kept: look at once what is too old."""
    due(FORGET, KEY, timezone.now())


def forget_old_editions() -> None:
    """Delete the editions of schedules whose time is over, some at a time, and look again the next day.

    Their lines in lists of schedules stay. Files go first: an edition whose files are gone is found again.
    """
    days = days_kept()
    if days is None:
        return
    now = timezone.now()
    old = Edition.objects.filter(occurrences__isnull=False, asked_at__lt=now - timedelta(days=days))
    found = list(old.select_related("report").order_by("asked_at", "pk").distinct()[:AT_ONCE])
    for edition in found:
        delete_folder(folder_of(edition))
        edition.delete()
    due(FORGET, KEY, now + (timedelta(minutes=1) if len(found) == AT_ONCE else timedelta(days=1)))
