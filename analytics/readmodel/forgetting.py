"""Subscriber: column files go with their survey."""

from uuid import UUID

from analytics.readmodel.compacting import forget
from webhooks.models import Event


def forget_results_of_survey(event: Event) -> None:
    """Delete the column files of a deleted survey."""
    forget(UUID(event.payload["survey"]))
