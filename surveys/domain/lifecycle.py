"""The states of a survey and the steps between them; the one place that knows which are possible."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.domain.telling import locked, tell
from surveys.domain.times import keep_times
from surveys.exceptions import SurveyActionRefused
from surveys.models import Survey
from tenants.people.models import User

Status = Survey.Status


class Action(StrEnum):
    """What a person can do with a whole survey."""

    PUBLISH = "publish"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    RESTORE = "restore"
    DELETE = "delete"


RUNNING = frozenset({Status.DRAFT, Status.OPEN, Status.PAUSED, Status.CLOSED})
POSSIBLE_FROM: Mapping[Action, frozenset[Status]] = {
    Action.PUBLISH: RUNNING,
    Action.PAUSE: frozenset({Status.OPEN}),
    Action.RESUME: frozenset({Status.PAUSED}),
    Action.CLOSE: frozenset({Status.OPEN, Status.PAUSED}),
    Action.REOPEN: frozenset({Status.CLOSED}),
    Action.ARCHIVE: RUNNING,
    Action.RESTORE: frozenset({Status.ARCHIVED, Status.BINNED}),
    Action.DELETE: RUNNING | {Status.ARCHIVED},
}

_REFUSALS = {
    Status.DRAFT: gettext_lazy("This survey has not been published yet."),
    Status.OPEN: gettext_lazy("This survey is open already."),
    Status.PAUSED: gettext_lazy("This survey is paused."),
    Status.CLOSED: gettext_lazy("This survey is closed."),
    Status.ARCHIVED: gettext_lazy("This survey is in the archive."),
    Status.BINNED: gettext_lazy("This survey is in the bin."),
}


def actions_possible(status: str) -> frozenset[Action]:
    """The actions that a survey's status allows; what a person may is another question."""
    return frozenset(action for action, statuses in POSSIBLE_FROM.items() if status in statuses)


def require(survey: Survey, action: Action) -> None:
    """Raise ``SurveyActionRefused`` (``not_possible_now``) where the status forbids the action."""
    if action not in actions_possible(survey.status):
        raise SurveyActionRefused(str(_REFUSALS[Status(survey.status)]), "not_possible_now")


def pause_survey(*, survey: Survey, by: User | None) -> Survey:
    """Take an open survey from respondents for a while; what they have answered stays."""
    return _step(survey, Action.PAUSE, Status.PAUSED, "survey.paused", by)


def resume_survey(*, survey: Survey, by: User | None) -> Survey:
    """Give a paused survey back to respondents."""
    refuse_when_time_is_over(survey)
    return _step(survey, Action.RESUME, Status.OPEN, "survey.resumed", by)


def close_survey(*, survey: Survey, by: User | None) -> Survey:
    """End the collection of answers, until somebody reopens it."""
    with transaction.atomic():
        changed = _step(survey, Action.CLOSE, Status.CLOSED, "survey.closed", by)
        keep_times(changed)
    return changed


def reopen_survey(*, survey: Survey, by: User | None) -> Survey:
    """Collect answers again. A closing time that has passed is forgotten, one that lies ahead is kept."""
    with transaction.atomic():
        row = locked(survey)
        require(row, Action.REOPEN)
        row.status = Status.OPEN
        if row.closes_at is not None and row.closes_at <= timezone.now():
            row.closes_at = None
        row.save(update_fields=["status", "closes_at", "changed_at"])
        keep_times(row)
        tell("survey.reopened", row, by=by)
    return row


def _step(survey: Survey, action: Action, status: Status, event: str, by: User | None) -> Survey:
    with transaction.atomic():
        row = locked(survey)
        require(row, action)
        row.status = status
        row.save(update_fields=["status", "changed_at"])
        tell(event, row, by=by)
    return row


def refuse_when_time_is_over(survey: Survey) -> None:
    """Raise ``SurveyActionRefused`` (``closing_time_passed``): it would be closed in the same moment."""
    if survey.closes_at is not None and survey.closes_at <= timezone.now():
        raise SurveyActionRefused(
            _("The closing time of this survey has passed. Change it first."), "closing_time_passed"
        )
