"""Schedules in words: when they are due, what is next, what came of the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.exporting.formats import FORMATS
from analytics.models import EditionLetter, Occurrence, Schedule
from analytics.reports.letters import GIVEN_UP, names_of
from analytics.reports.making import moment_words
from analytics.schedules.again import unreached
from analytics.schedules.copies import token_of
from analytics.schedules.holding import IN_BIN
from analytics.schedules.rules import Rule
from analytics.schedules.running import rule_of
from analytics.showing import formats

PROBLEMS: Mapping[str, Promise] = {
    "owner_gone": gettext_lazy("Whoever made it may no longer take files of responses. Make it anew."),
    "anonymous": gettext_lazy("Results speak of groups only now, so there are no files of responses."),
    "gone": gettext_lazy("What was made is gone: the report or a response was deleted meanwhile."),
    "selection": gettext_lazy("What chose its responses is gone, a tag for instance. Make it anew."),
    "worker_lost": gettext_lazy("It was begun three times and never came to an end."),
    "closed": gettext_lazy("The survey promises larger groups by now than it speaks of."),
    "expired": gettext_lazy("It waited longer than its file is kept."),
    IN_BIN: gettext_lazy("It waited while the survey was in the bin."),
}

OTHER_PROBLEM = gettext_lazy("It could not be made.")


@dataclass(frozen=True, slots=True)
class OccurrenceShown:
    """A line of what came of a schedule. ``to`` are addresses, each with what became of its letter where it
    didn't go out; ``again`` is to how many of them it can be sent again. ``is_gone``: what was made is no
    longer kept."""

    occurrence: Occurrence
    planned: str
    status: str
    kind: str
    is_late: bool
    is_under_way: bool
    to: tuple[tuple[str, str], ...]
    again: int
    link: str
    is_gone: bool
    problem: str


@dataclass(frozen=True, slots=True)
class ScheduleShown:
    """A schedule with its words."""

    schedule: Schedule
    of: str
    link: str
    when: str
    next: str
    readers: tuple[str, ...]
    occurrences: tuple[OccurrenceShown, ...]


def shown_schedule(
    schedule: Schedule, readers: Sequence[str], occurrences: Sequence[Occurrence]
) -> ScheduleShown:
    """Make a schedule ready to be shown, with whom it goes to and its last occurrences."""
    rule = rule_of(schedule)
    return ScheduleShown(
        schedule=schedule,
        of=_of(schedule),
        link=_link_of_report(schedule),
        when=rule_words(rule),
        next=_next(schedule, rule),
        readers=tuple(readers),
        occurrences=tuple(_shown(schedule, each, readers) for each in occurrences),
    )


def _link_of_report(schedule: Schedule) -> str:
    if schedule.report_id is None:
        return ""
    return reverse("analytics:report", args=[schedule.survey_id, schedule.report_id])


def _of(schedule: Schedule) -> str:
    if schedule.report is not None:
        return _("Report “%(name)s”") % {"name": schedule.report.name}
    label = FORMATS[(schedule.wanted or {})["format"]].label
    words = ngettext("%(format)s, the last file kept", "%(format)s, the last %(n)s files kept", schedule.kept)
    return words % {"format": label, "n": schedule.kept}


def _next(schedule: Schedule, rule: Rule) -> str:
    if schedule.is_paused:
        return _("paused")
    if schedule.next_at is not None:
        return moment_words(schedule.next_at)
    if rule.every == "responses":
        return _("at %(n)s responses") % {"n": formats.whole(schedule.reached + rule.each)}
    return _("when the survey closes")


def rule_words(rule: Rule) -> str:
    """When a rule is due, in words."""
    words = {"time": formats.time(rule.at), "n": formats.whole(rule.each)}
    if rule.every == "closing":
        return _("When the survey closes")
    if rule.every == "responses":
        return _("Each time that %(n)s responses more are complete") % words
    words["days"] = _days(rule)
    said = _("%(days)s at %(time)s") % words
    return " · ".join(filter(None, (said, _holidays(rule))))


def _days(rule: Rule) -> str:
    names = formats.locale().days["stand-alone"]["wide"]
    if rule.every == "day":
        return _("Every day")
    if rule.every == "week":
        days = ", ".join(names[day] for day in sorted(set(rule.weekdays)))
        return _("Every week on %(days)s") % {"days": days}
    if rule.on == "last":
        return _("On the last day of each month")
    if rule.on == "day":
        return _("On day %(day)s of each month") % {"day": rule.day}
    which = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}[rule.nth]
    return _("On the %(which)s %(day)s of each month") % {"which": which, "day": names[rule.weekday]}


def _holidays(rule: Rule) -> str:
    if rule.holidays == "send":
        return ""
    country, _dash, part = rule.country.partition("-")
    name = formats.locale().territories.get(country, country)
    where = f"{name} ({part})" if part else name
    if rule.holidays == "skip":
        return _("not on holidays of %(country)s") % {"country": where}
    return _("on holidays of %(country)s the next working day") % {"country": where}


def _shown(schedule: Schedule, occurrence: Occurrence, readers: Sequence[str]) -> OccurrenceShown:
    letters, link = _letters(occurrence), _link(occurrence)
    return OccurrenceShown(
        occurrence=occurrence,
        planned=moment_words(occurrence.planned_at),
        status=_status(schedule, occurrence),
        kind={"done": "good", "failed": "bad", "making": "brand"}.get(occurrence.status, ""),
        is_late=occurrence.is_late,
        is_under_way=occurrence.status == Occurrence.Status.MAKING,
        to=tuple((letter.email, letter_words(letter)) for letter in letters),
        again=len(unreached(occurrence, {each.lower() for each in readers})),
        link=link,
        is_gone=occurrence.status == Occurrence.Status.DONE and not link,
        problem=problem_words(occurrence),
    )


def _letters(occurrence: Occurrence) -> list[EditionLetter]:
    return list(occurrence.edition.letters.all()) if occurrence.edition else []


def problem_words(occurrence: Occurrence) -> str:
    """What went wrong with an occurrence; ``""`` where nothing did."""
    return str(PROBLEMS.get(occurrence.problem, OTHER_PROBLEM)) if occurrence.problem else ""


def letter_words(letter: EditionLetter) -> str:
    """What became of a letter that didn't go out; ``""`` of one that did."""
    if letter.sent_at is not None:
        return ""
    if letter.problem == GIVEN_UP:
        return _("not delivered: no mail server took it for three days")
    return _("not sent: nobody may see this edition any more") if letter.problem else _("on its way")


def _status(schedule: Schedule, occurrence: Occurrence) -> str:
    if occurrence.status == Occurrence.Status.DONE and schedule.report is None:
        return _("Stored")
    if occurrence.status == Occurrence.Status.DONE and occurrence.edition and not _letters(occurrence):
        return _("Made")
    return str(Occurrence.Status(occurrence.status).label)


def _link(occurrence: Occurrence) -> str:
    if occurrence.edition is not None and occurrence.edition.is_ready:
        return reverse("analytics:edition", args=names_of(occurrence.edition))
    if not occurrence.place:
        return ""
    names = [occurrence.schedule.survey_id, occurrence.schedule_id, occurrence.pk, token_of(occurrence)]
    return reverse("analytics:schedule_file", args=names)
