"""Subscribers: what goes when something it belongs to was deleted."""

from uuid import UUID

from responses.uploads import delete_files_of_response, delete_files_of_survey
from webhooks.models import Event


def forget_files_of_response(event: Event) -> None:
    """Delete the files of a deleted response."""
    delete_files_of_response(response=UUID(event.payload["response"]))


def forget_files_of_survey(event: Event) -> None:
    """Delete the files of a deleted survey's responses."""
    delete_files_of_survey(survey=UUID(event.payload["survey"]))
