"""What the beat's tick and the workers call; each is one call of the domain."""

from uuid import UUID

from surveys import comment_letters, review_letters
from surveys.domain import close_on_time, open_on_time, purge_on_time
from surveys.domain.times import PURGE_ON_TIME
from tenants.work import due_task, organisation_task


@organisation_task("surveys.open")
def open_survey_on_time(survey_id: str) -> None:
    """Tell that a survey's opening time has come."""
    open_on_time(survey_id=UUID(survey_id))


@organisation_task("surveys.close")
def close_survey_on_time(survey_id: str) -> None:
    """Close a survey whose closing time has come."""
    close_on_time(survey_id=UUID(survey_id))


@due_task(PURGE_ON_TIME)
def purge_survey_on_time(key: str) -> None:
    """Delete a survey for good that has been in the bin for thirty days."""
    purge_on_time(survey_id=UUID(key))


@due_task(review_letters.TASK)
def send_review_letter(key: str) -> None:
    """Send a mail about a review."""
    review_letters.send_review_letter(key=key)


@due_task(comment_letters.TASK)
def send_mention_letter(key: str) -> None:
    """Send a mail to somebody who was named in a comment."""
    comment_letters.send_mention_letter(key=key)
