"""Publishing: the draft, checked and frozen, becomes what respondents see."""

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.changes import Deed
from surveys.definition import Definition, definition_checksum, problems_before_publishing
from surveys.domain.drafting import copied_survey
from surveys.domain.lifecycle import Action, refuse_when_time_is_over, require
from surveys.domain.reviewing import refuse_unapproved
from surveys.domain.revisions import keep
from surveys.domain.telling import locked, tell
from surveys.domain.times import keep_times
from surveys.exceptions import StaleDraft, SurveyActionRefused, SurveyNotPublishable
from surveys.former_choices import checked_mappings, former_choices
from surveys.meanings import Mappings
from surveys.models import Survey, SurveyVersion
from surveys.queries import definition_of, draft_of, earlier_versions, versions_of
from tenants.people.models import User


def publish_survey(
    *, survey: Survey, by: User | None, revision: int | None = None, mappings: Mappings | None = None
) -> SurveyVersion:
    """Freeze the draft as the next version, which respondents get from now on.

    A survey published for the first time opens. One that is open, paused or closed stays so: a new
    version never opens what somebody has closed. With ``revision``, only the draft of that revision,
    the one that was checked and looked at, is published. ``mappings`` say what former choices mean from now
    on (``surveys.meanings``).

    Raises ``SurveyNotPublishable`` (errors in the draft), ``SurveyActionRefused`` (``unchanged``,
    ``not_approved``, ``closing_time_passed``), ``StaleDraft``, ``MappingRefused``.
    """
    with transaction.atomic():
        row = locked(survey)
        require(row, Action.PUBLISH)
        if revision is not None and row.draft_revision != revision:
            raise StaleDraft(seen=revision, current=row.draft_revision)
        refuse_unapproved(row)
        version = _freeze(row, by, mappings or {})
        row.current_version = version
        _open_at_first(row)
        row.save(update_fields=["current_version", "status", "changed_at"])
        keep_times(row)
        tell("survey.published", row, by=by, version=str(version.pk), number=version.number)
    return version


def _open_at_first(row: Survey) -> None:
    if row.status == Survey.Status.DRAFT:
        refuse_when_time_is_over(row)
        row.status = Survey.Status.OPEN


def take_back_version(*, survey: Survey, number: int, by: User | None) -> Survey:
    """Make a published version the draft again, as a new revision: what the draft was stays in its history.

    Raises ``SurveyVersion.DoesNotExist``.
    """
    with transaction.atomic():
        row = locked(survey)
        definition = definition_of(row.versions.get(number=number))
        keep(row, definition, by=by, deed=Deed("version_taken_back", details={"number": number}))
    return row


def clone_version(*, survey: Survey, number: int, by: User | None) -> Survey:
    """Make a new survey from a published version: same questions, look and access, no answers.

    Raises ``SurveyVersion.DoesNotExist``.
    """
    return copied_survey(survey=survey, definition=definition_of(survey.versions.get(number=number)), by=by)


def _freeze(survey: Survey, by: User | None, mappings: Mappings) -> SurveyVersion:
    definition = draft_of(survey)
    problems = problems_before_publishing(definition)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise SurveyNotPublishable(errors)
    checksum = definition_checksum(definition)
    current = versions_of(survey).first()
    meanings = _checked(survey, definition, mappings) if current else {}
    if current is not None and current.checksum == checksum and not meanings:
        raise SurveyActionRefused(_("Nothing has changed since the last version."), "unchanged")
    return SurveyVersion.objects.create(
        survey=survey,
        number=current.number + 1 if current else 1,
        definition=survey.draft,
        checksum=checksum,
        draft_revision=survey.draft_revision,
        published_by=by.pk if by else None,
        mappings=meanings,
    )


def _checked(survey: Survey, draft: Definition, mappings: Mappings) -> Mappings:
    if not any(mappings.values()):
        return {}
    return checked_mappings(mappings, former_choices(earlier_versions(survey), draft))
