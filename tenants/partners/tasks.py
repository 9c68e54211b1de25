"""The doors of background work of the API."""

from django.utils import timezone

from tenants.partners.domain import SWEEP, sweep
from tenants.work import due_task


@due_task(SWEEP)
def sweep_daily(key: str) -> None:
    """Delete what is past its time."""
    sweep(now=timezone.now())
