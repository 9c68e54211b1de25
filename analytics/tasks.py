"""What the beat's tick and the workers call; each is one call of the read model, of files or of reports."""

from uuid import UUID

from analytics.exporting import making, old_lines, orders
from analytics.quality.keeping import TASK as JUDGE
from analytics.quality.keeping import judge_if_changed
from analytics.readmodel.compacting import compact
from analytics.readmodel.gathering import COMPACT, GATHER, gather, rebuild
from analytics.readmodel.holding import REBUILD
from analytics.reports import editions, letters
from analytics.schedules import keeping_editions, running
from analytics.texts.keeping import BY_WORKER, READ, keep_up
from surveys.models import Survey
from tenants.work import due_task, organisation_task


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


@organisation_task(orders.MAKE)
def make_export(export: str) -> None:
    """Make a file of responses."""
    making.make_export(export_id=UUID(export))


@due_task(orders.LOOK_AFTER)
def look_after_export(export: str) -> None:
    """See to it that a file is made, also when its worker died."""
    orders.look_after(export_id=UUID(export))


@due_task(orders.FORGET)
def forget_export(export: str) -> None:
    """Delete a file whose time is over."""
    orders.forget_export(export_id=UUID(export))


@due_task(old_lines.FORGET)
def forget_old_lines(_all: str) -> None:
    """Delete the lines of files and occurrences that are long gone."""
    old_lines.forget_old_lines()


@organisation_task(editions.MAKE)
def make_edition(edition: str) -> None:
    """Make an edition of a report."""
    editions.make(edition_id=UUID(edition))


@due_task(editions.LOOK_AFTER)
def look_after_edition(edition: str) -> None:
    """See to it that an edition is made, also when its worker died."""
    editions.look_after(edition_id=UUID(edition))


@organisation_task(letters.SEND)
def send_edition(letter: str) -> None:
    """Send an edition of a report to somebody."""
    letters.send_letter(letter_id=UUID(letter))


@due_task(letters.LOOK_AFTER)
def look_after_letter(letter: str) -> None:
    """See to it that a letter goes out, also when the broker or a worker lost it."""
    letters.look_after(letter_id=UUID(letter))


@due_task(JUDGE)
def judge_responses(survey: str) -> None:
    """Mark the responses of a survey by its rules of quality."""
    judge_if_changed(UUID(survey))


@due_task(READ)
def read_texts(survey: str) -> None:
    """Read open answers that came, so that they are found and tagged by rules."""
    if Survey.objects.filter(pk=UUID(survey)).exists():
        keep_up(UUID(survey), most=BY_WORKER)


@due_task(running.RUN)
def run_schedule(schedule: str) -> None:
    """Make what a schedule is due to make."""
    running.run(schedule_id=UUID(schedule))


@due_task(running.DELIVER)
def deliver_occurrence(occurrence: str) -> None:
    """Send what was made for an occurrence of a schedule."""
    running.deliver(occurrence_id=UUID(occurrence))


@due_task(keeping_editions.FORGET)
def forget_old_editions(_all: str) -> None:
    """Delete the editions of schedules that the organisation keeps no longer."""
    keeping_editions.forget_old_editions()
