"""The doors of background work about people."""

from uuid import UUID

from tenants.people import sessions
from tenants.people.letters import OPERATORS_TASK, TASK, send_forgotten_letters, send_letter
from tenants.work import due_task, installation_task, organisation_task


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


@due_task(sessions.TASK)
def clear_sessions_of_organisation(_key: str) -> None:
    """Clear the organisation's sessions that have ended."""
    sessions.clear_sessions_again()


@installation_task(sessions.OPERATORS_TASK)
def clear_operators_sessions() -> None:
    """Clear the operators' sessions that have ended; the beat calls it every day."""
    sessions.clear_sessions()
