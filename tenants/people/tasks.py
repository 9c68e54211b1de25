"""The doors of background work about people."""

from uuid import UUID

from tenants.people.letters import OPERATORS_TASK, TASK, send_forgotten_letters, send_letter
from tenants.work import installation_task, organisation_task


@organisation_task(TASK)
def send_letter_of_organisation(letter_id: str) -> None:
    """Send a letter to somebody of the organisation."""
    send_letter(letter_id=UUID(letter_id))


@installation_task(OPERATORS_TASK)
def send_operators_letter(letter_id: str) -> None:
    """Send a letter to an operator of the installation."""
    send_letter(letter_id=UUID(letter_id))


@installation_task("people.send_forgotten_letters")
def send_operators_forgotten_letters() -> None:
    """Send what the broker lost of the operators' letters; the beat calls it every minute."""
    send_forgotten_letters()
