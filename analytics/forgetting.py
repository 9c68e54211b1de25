"""Subscribers: what goes when something it belongs to was deleted."""

from uuid import UUID

from analytics.exporting.orders import forget_exports_holding, forget_exports_of_survey
from analytics.reports.editions import forget_editions_of_survey, forget_words_of
from analytics.schedules.copies import forget_copies_holding, forget_copies_of_survey
from webhooks.models import Event


def forget_files_of_survey(event: Event) -> None:
    """Delete the files made of a deleted survey."""
    forget_exports_of_survey(survey=UUID(event.payload["survey"]))
    forget_editions_of_survey(survey=UUID(event.payload["survey"]))
    forget_copies_of_survey(survey=UUID(event.payload["survey"]))


def forget_files_with_response(event: Event) -> None:
    """Delete the files that a deleted response may be in, and its words from reports."""
    forget_exports_holding(survey=UUID(event.payload["survey"]))
    forget_copies_holding(survey=UUID(event.payload["survey"]))
    forget_words_of(response=UUID(event.payload["response"]))
