"""Clearing sessions that have ended: the database keeps their rows until somebody takes them away.

In an organisation a sign-in makes it due for when that session may have ended, so that it costs
nothing where nobody signs in; for the operators of the installation the beat does it every day.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from tenants.models import DueWork
from tenants.scope import in_public, schema
from tenants.work import due

TASK = "people.clear_sessions"
OPERATORS_TASK = "people.clear_operators_sessions"
PAUSE = timedelta(days=1)


def clear_sessions_later() -> None:
    """Let sessions be cleared once one that begins now may have ended; what is planned already stays."""
    if in_public() or DueWork.objects.filter(tenant=schema(), kind=TASK, dead_at=None).exists():
        return
    due(TASK, "", timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE) + PAUSE)


def clear_sessions() -> int:
    """Delete the sessions that have ended in the current schema; return how many."""
    count, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return count


def clear_sessions_again() -> None:
    """Delete the sessions that have ended, and plan to do so again if others go on."""
    clear_sessions()
    next_end = Session.objects.order_by("expire_date").values_list("expire_date", flat=True).first()
    if next_end:
        due(TASK, "", next_end + PAUSE)
