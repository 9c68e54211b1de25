"""Subscribers: what schedules hear of."""

from uuid import UUID

from analytics.schedules.keeping import arm_anew
from analytics.schedules.running import run_at_closing
from webhooks.models import Event


def make_what_is_due_at_closing(event: Event) -> None:
    """A survey was closed."""
    run_at_closing(survey_id=UUID(event.payload["survey"]), event=event.pk)


def follow_the_clock(_event: Event) -> None:
    """The organisation's settings were changed, perhaps its time zone."""
    arm_anew()
