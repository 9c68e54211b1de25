"""What the beat's tick and the workers call; each is one call of the domain."""

from uuid import UUID

from responses import editing, letters
from responses.handling import binning
from responses.uploads import sweep
from tenants.work import due_task, organisation_task


@due_task("responses.sweep_uploads")
def sweep_uploads(response: str) -> None:
    """Delete the files that a respondent sent and didn't keep."""
    sweep(response=UUID(response))


@due_task(editing.TASK)
def hand_in_again(response: str) -> None:
    """Hand in a response that was opened again and left."""
    editing.hand_in_again(response=UUID(response))


@organisation_task(letters.TASK)
def send_letter(letter: str) -> None:
    """Send a mail that a respondent asked for."""
    letters.send_letter(letter_id=UUID(letter))


@due_task(binning.TASK)
def empty_bin(survey: str) -> None:
    """Erase the responses that have been in the bin for their time."""
    binning.empty_bin(survey=UUID(survey))
