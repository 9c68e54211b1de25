"""Making each occurrence of a schedule once.

What is due is a row of DueWork, done in one transaction with the removal of that row. In that transaction the
occurrence is written, under a key that its schedule has once, and its edition or file is ordered; so a worker
that dies leaves either both or neither. A second row of DueWork waits for what was ordered, and writes the
letters in one transaction with the note that it did; letters are claimed before they go out.
"""

from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from analytics.exceptions import ExportGone, ExportImpossible, SelectionInvalid
from analytics.exporting.old_lines import look_after_lines
from analytics.exporting.orders import is_over, order_export
from analytics.exporting.wanted import Wanted
from analytics.models import Edition, Export, Occurrence, Schedule
from analytics.reports.editions import closed_among, order_edition
from analytics.reports.making import moment_words
from analytics.schedules.copies import forget_old, put_by
from analytics.schedules.holding import IN_BIN, is_in_bin
from analytics.schedules.rules import Moment, Rule, moments_after, next_moment
from analytics.schedules.telling import told
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import organisation
from tenants.work import due, not_due

RUN = "analytics.run_schedule"
DELIVER = "analytics.deliver_occurrence"
LATE = timedelta(minutes=15)
"""What is made so long after its time says so."""
LOOK_AGAIN = timedelta(seconds=2)
COUNTED_EVERY = timedelta(seconds=60)
"""How often the responses are counted that a schedule waits for."""
AT_MOST_EVERY = timedelta(hours=1)
"""One that counts responses runs no more often, however fast they come."""
MOST_MISSED = 100


def arm(schedule: Schedule, *, after: datetime) -> None:
    """Let a schedule run at its next moment after a time. Within a transaction."""
    rule, key = rule_of(schedule), str(schedule.pk)
    moment = next_moment(rule, zone_of(), after)
    schedule.next_at = moment.at if moment else None
    schedule.save(update_fields=["next_at"])
    if schedule.is_paused or rule.every == "closing":
        not_due(RUN, key)
    elif moment:
        due(RUN, key, moment.at)
    elif rule.every == "responses":
        due(RUN, key, after + COUNTED_EVERY)


def rule_of(schedule: Schedule) -> Rule:
    """When a schedule is due."""
    return Rule.model_validate(schedule.rule)


def zone_of() -> ZoneInfo:
    """The organisation's time zone."""
    return ZoneInfo(organisation().time_zone)


def run(*, schedule_id: UUID) -> None:
    """Make the occurrence that is due. Of several that nobody made in time the last is made, late; the others
    are noted as missed."""
    schedule = (
        Schedule.objects.select_for_update(of=("self",))
        .select_related("survey", "report")
        .filter(pk=schedule_id, paused_at=None)
        .first()
    )
    if schedule is None:
        return
    rule, now = rule_of(schedule), timezone.now()
    if schedule.survey.status == Survey.Status.BINNED:
        arm(schedule, after=now)
    elif rule.every == "responses":
        _run_by_number(schedule, rule)
        arm(schedule, after=now)
    elif schedule.next_at is not None:
        found = due_moments(rule, schedule.next_at, now)
        for moment in found[:-1][-MOST_MISSED:]:
            _noted(schedule, moment.key, moment.at, Occurrence.Status.MISSED)
        for moment in found[-1:]:
            begin(schedule, key=moment.key, planned_at=moment.at)
        arm(schedule, after=now)


def due_moments(rule: Rule, first: datetime, now: datetime) -> list[Moment]:
    """The moments from ``first`` until now."""
    before = first - timedelta(microseconds=1)
    return list(takewhile(lambda moment: moment.at <= now, moments_after(rule, zone_of(), before)))


def _run_by_number(schedule: Schedule, rule: Rule) -> None:
    """Run where so many responses more are complete; once, however many times over, and once an hour."""
    found = complete_responses(schedule.survey_id)
    reached = found // rule.each * rule.each
    if reached > schedule.reached and not _ran_lately(schedule):
        begin(schedule, key=f"responses {reached}", planned_at=timezone.now())
        schedule.reached = reached
        schedule.save(update_fields=["reached"])


def _ran_lately(schedule: Schedule) -> bool:
    lately = timezone.now() - AT_MOST_EVERY
    return schedule.occurrences.filter(key__startswith="responses ", started_at__gt=lately).exists()


def complete_responses(survey_id: UUID) -> int:
    """How many responses of a survey are complete."""
    return Response.objects.filter(survey_id=survey_id, status=Response.Status.COMPLETE).count()


def run_at_closing(*, survey_id: UUID, event: UUID) -> None:
    """A survey was closed: make what is due then, once for each closing."""
    found = Schedule.objects.filter(survey_id=survey_id, rule__every="closing", paused_at=None)
    for schedule in found.select_related("survey", "report"):
        begin(schedule, key=f"closing {event}", planned_at=timezone.now())


def begin(schedule: Schedule, *, key: str, planned_at: datetime) -> Occurrence | None:
    """Make an occurrence, unless there is one of this key; return it if so."""
    with transaction.atomic():
        occurrence = _noted(schedule, key, planned_at, Occurrence.Status.MAKING)
        if occurrence is None:
            return None
        occurrence.is_late = timezone.now() - planned_at > LATE
        _order(schedule, occurrence)
        occurrence.save()
        if occurrence.status == Occurrence.Status.MAKING:
            due(DELIVER, str(occurrence.pk), timezone.now() + LOOK_AGAIN)
    return occurrence


def _noted(schedule: Schedule, key: str, planned_at: datetime, status: str) -> Occurrence | None:
    """The occurrence, written now; ``None`` where it was written before."""
    finished = None if status == Occurrence.Status.MAKING else timezone.now()
    occurrence, is_new = Occurrence.objects.get_or_create(
        schedule=schedule,
        key=key,
        defaults={"planned_at": planned_at, "status": status, "finished_at": finished},
    )
    look_after_lines()
    return occurrence if is_new else None


def note_skipped(schedule: Schedule, moment: Moment) -> None:
    """Note that a moment to come is left out."""
    _noted(schedule, moment.key, moment.at, Occurrence.Status.SKIPPED)


def _order(schedule: Schedule, occurrence: Occurrence) -> None:
    """Ask for the edition or the file. One that can't be made is told at once."""
    if schedule.report is not None:
        occurrence.edition = order_edition(
            report=schedule.report, occasion=occasion_words(schedule, occurrence), by=schedule.by
        )
        return
    try:
        occurrence.export = _ordered_file(schedule)
    except ExportImpossible as refusal:
        _failed(occurrence, refusal.code)
    except SelectionInvalid:
        _failed(occurrence, "selection")


def _ordered_file(schedule: Schedule) -> Export:
    owner = User.objects.filter(pk=schedule.owner, is_active=True).first()
    if owner is None or not owner.can("results.export"):
        raise ExportImpossible("owner_gone")
    with transaction.atomic(), translation.override(schedule.language):
        return order_export(survey=schedule.survey, wanted=Wanted.from_json(schedule.wanted or {}), by=owner)


def occasion_words(schedule: Schedule, occurrence: Occurrence) -> str:
    """What a report was made for, in its language; also that it is late."""
    language = schedule.report.language if schedule.report else schedule.language
    with translation.override(language.lower()):
        words = {"name": schedule.name[:100], "moment": moment_words(occurrence.planned_at)}
        if occurrence.is_late:
            return _("%(name)s, planned for %(moment)s and made late") % words
        return _("%(name)s, %(moment)s") % words


def deliver(*, occurrence_id: UUID) -> None:
    """Send what an occurrence ordered, once that is made; look again while it isn't. That of a survey in the
    bin waits until it comes back; a file that was kept no longer meanwhile is made anew."""
    occurrence = (
        Occurrence.objects.select_for_update(of=("self",))
        .select_related("schedule__report", "edition__report", "export")
        .filter(pk=occurrence_id, status=Occurrence.Status.MAKING)
        .first()
    )
    if occurrence is None:
        return
    if is_in_bin(occurrence.schedule.survey_id):
        Occurrence.objects.filter(pk=occurrence.pk).update(problem=IN_BIN)
        return
    if occurrence.export and is_over(occurrence.export):
        _order(occurrence.schedule, occurrence)
    made = occurrence.edition or occurrence.export
    if made is None:
        _failed(occurrence, "gone")
    elif made.is_under_way and occurrence.status == Occurrence.Status.MAKING:
        due(DELIVER, str(occurrence.pk), timezone.now() + LOOK_AGAIN)
    elif occurrence.status == Occurrence.Status.MAKING:
        _end(occurrence, made)
    occurrence.save()


def _end(occurrence: Occurrence, made: Edition | Export) -> None:
    """What was ordered has come to an end."""
    if not made.is_ready:
        _failed(occurrence, made.problem or made.status)
    elif occurrence.edition and closed_among([occurrence.edition]):
        _failed(occurrence, "closed")
    else:
        _finish(occurrence)


def go_on_delivering(*, survey_id: UUID) -> None:
    """A survey came back from the bin: send what waited there."""
    for occurrence in Occurrence.objects.filter(
        schedule__survey_id=survey_id, status=Occurrence.Status.MAKING
    ):
        due(DELIVER, str(occurrence.pk), timezone.now())


def _failed(occurrence: Occurrence, problem: str) -> None:
    occurrence.status, occurrence.problem = Occurrence.Status.FAILED, problem[:40]
    occurrence.finished_at = timezone.now()


def _finish(occurrence: Occurrence) -> None:
    try:
        if occurrence.export is not None:
            put_by(occurrence)
    except ExportGone:
        _failed(occurrence, "gone")
        return
    occurrence.status, occurrence.finished_at = Occurrence.Status.DONE, timezone.now()
    if occurrence.problem == IN_BIN:
        occurrence.is_late = occurrence.finished_at - occurrence.planned_at > LATE
    occurrence.save()
    told(occurrence)
    if occurrence.export is not None:
        forget_old(occurrence.schedule)
