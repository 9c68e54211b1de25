"""Schedules for tests, and the doing of what is due."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from analytics.exporting import making, old_lines
from analytics.models import Edition, EditionLetter, Export, Occurrence, Report, Schedule, Series, Wave
from analytics.reports import editions, letters
from analytics.schedules import keeping, keeping_editions, running
from analytics.schedules.keeping import Plan
from analytics.schedules.rules import Rule
from analytics.tasks import deliver_occurrence, forget_old_editions, forget_old_lines, run_schedule
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.scope import organisation
from tests.analytics.exported import WANTED
from webhooks.models import Event

_TASKS = {
    running.RUN: run_schedule,
    running.DELIVER: deliver_occurrence,
    keeping_editions.FORGET: forget_old_editions,
    old_lines.FORGET: forget_old_lines,
}


def report_of(survey: Survey) -> Report:
    return Report.objects.create(survey=survey, name="Monday report")


def plan(name: str = "Mondays", *, people: tuple[Any, ...] = (), **more: Any) -> Plan:
    """A plan; what a rule knows goes into the rule."""
    fields = {key: more.pop(key) for key in ("outside", "folder", "kept") if key in more}
    rule = {"every": "week", "weekdays": [0]} | more
    return Plan(name=name, rule=Rule.model_validate(rule), people=people, **fields)


def schedule_of(survey: Survey, by: User, wanted: Plan | None = None, **more: Any) -> Schedule:
    chosen = wanted or plan(people=(by.pk,), **more)
    return keeping.make_schedule(survey=survey, plan=chosen, by=by, report=report_of(survey))


def do_what_is_due(*kinds: str) -> int:
    """Do what is due by now, as the tick and workers would; return how many times something was."""
    done = 0
    for row in DueWork.objects.filter(due_at__lte=timezone.now(), kind__in=kinds).order_by("due_at"):
        DueWork.objects.filter(pk=row.pk).update(sends=1)
        headers = {"organisation": organisation().schema}
        _TASKS[row.kind].apply((row.key,), headers=headers, throw=True)
        done += 1
    return done


def make_all() -> None:
    """Make editions and files that were ordered, as workers do after the commit."""
    for edition in Edition.objects.filter(status="waiting"):
        editions.make(edition_id=edition.pk)
    for export in Export.objects.filter(status="waiting"):
        making.make_export(export_id=export.pk)


def statuses(schedule: Schedule) -> list[str]:
    """What came of each occurrence, in their order."""
    return list(schedule.occurrences.order_by("planned_at", "id").values_list("status", flat=True))


def events(type: str) -> list[dict[str, Any]]:
    """What was told, in its order."""
    return list(Event.objects.filter(type=type).order_by("happened_at").values_list("payload", flat=True))


def send_all() -> None:
    for letter in EditionLetter.objects.filter(sent_at=None):
        letters.send_letter(letter_id=letter.pk)


A_LITTLE = timedelta(seconds=3)


def kept_schedule(survey: Survey) -> dict[str, UUID]:
    """A schedule with a file that was put by, and a series of two waves, by what addresses call them."""
    rule = plan().rule.model_dump(mode="json")
    schedule = Schedule.objects.create(survey=survey, name="Kept", rule=rule, wanted=WANTED, owner=uuid4())
    place = default_storage.save(f"scheduled/{schedule.pk}/kept.csv", ContentFile(b"a"))
    occurrence = Occurrence.objects.create(
        schedule=schedule, key="1", planned_at=timezone.now(), status="done", place=place
    )
    series = Series.objects.create(name="Kept")
    for number in (1, 2):
        Wave.objects.create(series=series, place=number, label=str(number), survey=survey, version=number)
    return {"schedule_id": schedule.pk, "occurrence_id": occurrence.pk, "series_id": series.pk}
