"""What the beat's tick and the workers call; each is one call of the domain."""

from uuid import UUID

from responses.uploads import sweep
from tenants.work import due_task


@due_task("responses.sweep_uploads")
def sweep_uploads(response: str) -> None:
    """Delete the files that a respondent sent and didn't keep."""
    sweep(response=UUID(response))
