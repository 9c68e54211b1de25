"""Publishing: the draft, checked and frozen, becomes what respondents see."""

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.definition import definition_checksum, problems_before_publishing
from surveys.domain.lifecycle import Action, refuse_when_time_is_over, require
from surveys.domain.telling import locked, tell
from surveys.domain.times import keep_times
from surveys.exceptions import StaleDraft, SurveyActionRefused, SurveyNotPublishable
from surveys.models import Survey, SurveyVersion
from surveys.queries import draft_of, versions_of
from tenants.people.models import User


def publish_survey(*, survey: Survey, by: User | None, revision: int | None = None) -> SurveyVersion:
    """Freeze the draft as the next version, which respondents get from now on.

    A survey published for the first time opens. One that is open, paused or closed stays so: a new
    version never opens what somebody has closed. With ``revision``, only the draft of that revision,
    the one that was checked and looked at, is published.

    Raises ``SurveyNotPublishable`` (errors in the draft), ``SurveyActionRefused`` (``unchanged``,
    ``closing_time_passed``), ``StaleDraft``.
    """
    with transaction.atomic():
        row = locked(survey)
        require(row, Action.PUBLISH)
        if revision is not None and row.draft_revision != revision:
            raise StaleDraft(seen=revision, current=row.draft_revision)
        version = _freeze(row, by)
        row.current_version = version
        if row.status == Survey.Status.DRAFT:
            refuse_when_time_is_over(row)
            row.status = Survey.Status.OPEN
        row.save(update_fields=["current_version", "status", "changed_at"])
        keep_times(row)
        tell("survey.published", row, by=by, version=str(version.pk), number=version.number)
    return version


def _freeze(survey: Survey, by: User | None) -> SurveyVersion:
    definition = draft_of(survey)
    problems = problems_before_publishing(definition)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise SurveyNotPublishable(errors)
    checksum = definition_checksum(definition)
    current = versions_of(survey).first()
    if current is not None and current.checksum == checksum:
        raise SurveyActionRefused(_("Nothing has changed since the last version."), "unchanged")
    return SurveyVersion.objects.create(
        survey=survey,
        number=current.number + 1 if current else 1,
        definition=survey.draft,
        checksum=checksum,
        draft_revision=survey.draft_revision,
        published_by=by.pk if by else None,
    )
