"""Subscribers: what schedules hear of."""

from uuid import UUID

from analytics.reports.letters import go_on_sending
from analytics.schedules.keeping import arm_anew
from analytics.schedules.keeping_editions import forget_from_now_on
from analytics.schedules.running import go_on_delivering, run_at_closing
from webhooks.models import Event


def make_what_is_due_at_closing(event: Event) -> None:
    """A survey was closed."""
    run_at_closing(survey_id=UUID(event.payload["survey"]), event=event.pk)


def go_on_after_the_bin(event: Event) -> None:
    """A survey was brought back: what waited to be sent goes on."""
    survey = UUID(event.payload["survey"])
    go_on_delivering(survey_id=survey)
    go_on_sending(survey_id=survey)


def forget_what_is_too_old(event: Event) -> None:
    """The organisation's settings were changed, perhaps how long editions are kept."""
    if "editions_kept" in event.payload["fields"]:
        forget_from_now_on()


def follow_the_clock(_event: Event) -> None:
    """The organisation's settings were changed, perhaps its time zone."""
    arm_anew()
