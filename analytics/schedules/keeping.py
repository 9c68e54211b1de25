"""Making, changing, pausing and deleting schedules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.exceptions import ScheduleInvalid
from analytics.exporting.orders import check_exportable
from analytics.models import Occurrence, Report, Schedule
from analytics.schedules.readers import set_readers
from analytics.schedules.rules import Rule, moments_after
from analytics.schedules.running import (
    RUN,
    arm,
    begin,
    complete_responses,
    note_skipped,
    rule_of,
    zone_of,
)
from surveys.models import Survey
from tenants.people.models import User
from tenants.work import not_due

MOST_SCHEDULES = 50
MOST_KEPT = 200
_FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is set of a schedule. ``people`` are ids; ``folder`` and ``kept`` are of files alone."""

    name: str
    rule: Rule
    people: tuple[UUID, ...] = ()
    outside: tuple[str, ...] = ()
    folder: str = ""
    kept: int = 10


def schedules_of(survey: Survey) -> QuerySet[Schedule]:
    """The schedules of a survey, with their reports, in the order in which they were made."""
    return Schedule.objects.filter(survey=survey).select_related("report", "survey")


def make_schedule(
    *,
    survey: Survey,
    plan: Plan,
    by: User,
    report: Report | None = None,
    wanted: Mapping[str, Any] | None = None,
) -> Schedule:
    """Let a report be sent, or a file be put by, from now on. Raises ``ScheduleInvalid``, and of a file
    ``ExportImpossible`` where results speak of groups only."""
    if report is None:
        check_exportable(survey.pk)
    if Schedule.objects.filter(survey=survey).count() >= MOST_SCHEDULES:
        raise ScheduleInvalid(
            {"name": _("A survey has at most %(most)s schedules.") % {"most": MOST_SCHEDULES}}
        )
    schedule = Schedule(
        survey=survey,
        report=report,
        wanted=None if report else dict(wanted or {}),
        language=get_language() or "en",
        owner=by.pk,
        by=by.email,
    )
    return _kept(schedule, plan, by)


def change_schedule(*, schedule: Schedule, plan: Plan, by: User) -> Schedule:
    """Set a schedule anew; what it is of stays. Raises ``ScheduleInvalid``."""
    return _kept(schedule, plan, by)


def _kept(schedule: Schedule, plan: Plan, by: User) -> Schedule:
    if not plan.name.strip():
        raise ScheduleInvalid({"name": _("Give it a name.")})
    if plan.folder and not _FOLDER.fullmatch(plan.folder):
        words = _("A folder is written in small letters, digits, - and _.")
        raise ScheduleInvalid({"folder": words})
    if not 1 <= plan.kept <= MOST_KEPT:
        raise ScheduleInvalid({"kept": _("Keep 1 to %(most)s files.") % {"most": MOST_KEPT}})
    schedule.name, schedule.rule = plan.name.strip()[:200], plan.rule.model_dump(mode="json")
    schedule.folder, schedule.kept = plan.folder, plan.kept
    schedule.reached = _reached(schedule, plan.rule)
    with transaction.atomic():
        schedule.save()
        set_readers(schedule=schedule, people=plan.people, outside=plan.outside, by=by)
        arm(schedule, after=timezone.now())
    return schedule


def _reached(schedule: Schedule, rule: Rule) -> int:
    """From how many responses on it counts: those that are there already make no report."""
    found = complete_responses(schedule.survey_id) if rule.every == "responses" else 0
    return found // rule.each * rule.each


def pause_schedule(*, schedule: Schedule) -> None:
    """Send nothing until it is resumed."""
    with transaction.atomic():
        Schedule.objects.filter(pk=schedule.pk, paused_at=None).update(paused_at=timezone.now())
        not_due(RUN, str(schedule.pk))


def resume_schedule(*, schedule: Schedule) -> None:
    """Go on with the next moment; what would have been due meanwhile is not made up for."""
    with transaction.atomic():
        row = Schedule.objects.select_for_update().get(pk=schedule.pk)
        row.paused_at, row.reached = None, _reached(row, rule_of(row))
        row.save(update_fields=["paused_at", "reached"])
        arm(row, after=timezone.now())


def skip_next(*, schedule: Schedule) -> None:
    """Leave out the next moment that the calendar tells; without one nothing changes."""
    with transaction.atomic():
        row = Schedule.objects.select_for_update().get(pk=schedule.pk)
        if row.next_at is None or row.is_paused:
            return
        moment = next(moments_after(rule_of(row), zone_of(), row.next_at - timedelta(microseconds=1)))
        note_skipped(row, moment)
        arm(row, after=moment.at)


def run_now(*, schedule: Schedule, token: str) -> Occurrence | None:
    """Make an occurrence at once, beside those that are planned; one for each ``token`` of a form."""
    return begin(schedule, key=f"now {token[:40]}", planned_at=timezone.now())


def delete_schedule(*, schedule: Schedule) -> None:
    """Delete a schedule, what is known of its occurrences, and its files. Editions stay with reports."""
    places = list(schedule.occurrences.exclude(place="").values_list("place", flat=True))
    with transaction.atomic():
        not_due(RUN, str(schedule.pk))
        schedule.delete()
        for place in places:
            transaction.on_commit(partial(default_storage.delete, place))


def people_to_choose() -> Iterable[User]:
    """Those of the organisation who may be sent reports."""
    return User.objects.filter(is_active=True).exclude(role="operator").order_by("name", "email")


def arm_anew() -> None:
    """The organisation's clock may be another: find the next moments by it, but for those that are due."""
    now = timezone.now()
    for schedule in Schedule.objects.filter(paused_at=None, next_at__gt=now):
        arm(schedule, after=now)
