"""What the beat's tick and the workers call; each is one call of the read model."""

from uuid import UUID

from analytics.readmodel.compacting import compact
from analytics.readmodel.gathering import COMPACT, GATHER, gather, rebuild
from analytics.readmodel.holding import REBUILD
from surveys.models import Survey
from tenants.work import due_task


@due_task(GATHER)
def gather_responses(survey: str) -> None:
    """Put the responses that changed since the last time into column files."""
    gather(UUID(survey))


@due_task(COMPACT)
def compact_files(survey: str) -> None:
    """Write column files without what was removed."""
    compact(UUID(survey))


@due_task(REBUILD)
def rebuild_files(survey: str) -> None:
    """Make the column files of a survey anew; one that was deleted meanwhile needs none."""
    if Survey.objects.filter(pk=UUID(survey)).exists():
        rebuild(UUID(survey))
