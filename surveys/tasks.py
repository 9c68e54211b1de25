"""What the beat's tick and the workers call; each is one call of the domain."""

from uuid import UUID

from surveys import review_letters
from surveys.domain import close_on_time, open_on_time
from tenants.work import due_task, organisation_task


@organisation_task("surveys.open")
def open_survey_on_time(survey_id: str) -> None:
    """Tell that a survey's opening time has come."""
    open_on_time(survey_id=UUID(survey_id))


@organisation_task("surveys.close")
def close_survey_on_time(survey_id: str) -> None:
    """Close a survey whose closing time has come."""
    close_on_time(survey_id=UUID(survey_id))


@due_task(review_letters.TASK)
def send_review_letter(key: str) -> None:
    """Send a mail about a review."""
    review_letters.send_review_letter(key=key)
