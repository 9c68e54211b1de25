"""Schedules and their occurrences as the API tells of them."""

from typing import Any

from django.urls import reverse

from analytics.models import EditionLetter, Occurrence, Schedule
from analytics.reports.letters import is_given_up
from analytics.schedules.running import rule_of
from analytics.showing.schedules import problem_words
from tenants.partners.rest.fields import utc
from tenants.partners.rest.paging import links
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import two_part_etag_of


def presented(schedule: Schedule, request: PartnerRequest) -> dict[str, Any]:
    """A schedule; its readers should have been read with it."""
    readers = list(schedule.readers.all())
    return {
        "id": str(schedule.pk),
        "survey": str(schedule.survey_id),
        "name": schedule.name,
        "report": str(schedule.report_id) if schedule.report_id else None,
        "file": schedule.wanted,
        "rule": _rule(schedule),
        "people": [str(each.person) for each in readers if each.person],
        "outside": [
            {"email": each.email, "left_at": utc(each.left_at)} for each in readers if not each.person
        ],
        "folder": schedule.folder,
        "kept": schedule.kept,
        "is_paused": schedule.is_paused,
        "next_at": None if schedule.is_paused else utc(schedule.next_at),
        "reached": schedule.reached,
        "by": schedule.by,
        "made_at": utc(schedule.made_at),
        "links": links(request, **_paths(schedule)),
    }


def tag_of(data: dict[str, Any]) -> str:
    """The ETag of a schedule as it is presented; running changes its second part only."""
    outside = [each["email"] for each in data["outside"]]
    kept = data | {"next_at": None, "reached": 0, "outside": outside}
    return two_part_etag_of(data, kept=kept)


def _paths(schedule: Schedule) -> dict[str, str]:
    names = [schedule.survey_id, schedule.pk]
    paths = {name: reverse(f"api:{view}", args=names) for name, view in _LINKS.items()}
    if schedule.report_id is not None:
        paths["report"] = reverse("api:report", args=[schedule.survey_id, schedule.report_id])
    return paths


_LINKS = {"self": "regular", "occurrences": "occurrences"}


def _rule(schedule: Schedule) -> dict[str, Any]:
    rule = rule_of(schedule)
    return rule.model_dump(mode="json") | {"at": f"{rule.at:%H:%M}"}


def occurrence_presented(occurrence: Occurrence, request: PartnerRequest) -> dict[str, Any]:
    """What came of an occurrence; its schedule, its edition and the letters should have been read with it."""
    schedule, edition = occurrence.schedule, occurrence.edition
    names = [schedule.survey_id, schedule.pk, occurrence.pk]
    paths = {"self": reverse("api:occurrence", args=names)}
    if edition is not None:
        about = [schedule.survey_id, edition.report_id, edition.pk]
        paths["edition"] = reverse("api:edition", args=about)
    if occurrence.place:
        paths["file"] = reverse("api:occurrence_file", args=names)
    words = problem_words(occurrence)
    return {
        "id": str(occurrence.pk),
        "schedule": str(schedule.pk),
        "key": occurrence.key,
        "planned_at": utc(occurrence.planned_at),
        "status": occurrence.status,
        "is_late": occurrence.is_late,
        "edition": str(edition.pk) if edition else None,
        "file_name": occurrence.place.rpartition("/")[2] or None,
        "size": occurrence.size,
        "problem": {"code": occurrence.problem, "message": words} if words else None,
        "letters": [_letter(each) for each in edition.letters.all()] if edition else [],
        "started_at": utc(occurrence.started_at),
        "finished_at": utc(occurrence.finished_at),
        "links": links(request, **paths),
    }


def _letter(letter: EditionLetter) -> dict[str, Any]:
    state = "given_up" if is_given_up(letter) else "sent" if letter.sent_at else "waiting"
    return {"email": letter.email, "state": state, "sent_at": utc(letter.sent_at)}
