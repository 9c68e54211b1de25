"""The states of a survey and the steps between them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.domain import (
    Action,
    actions_possible,
    close_survey,
    pause_survey,
    publish_survey,
    reopen_survey,
    resume_survey,
    set_schedule,
)
from surveys.exceptions import (
    StaleDraft,
    SurveyActionRefused,
    SurveyNotPublishable,
)
from surveys.models import Survey, SurveyVersion
from tenants.models import DueWork
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_survey, published_survey, reread
from webhooks.models import Event

HOUR = timedelta(hours=1)
Status = Survey.Status
AWAY = {Action.ARCHIVE, Action.DELETE}


def events_of(survey: Survey) -> list[str]:
    rows = Event.objects.filter(subject=f"survey:{survey.pk}").order_by("happened_at", "id")
    return list(rows.values_list("type", flat=True))


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        (Status.DRAFT, {Action.PUBLISH, *AWAY}),
        (Status.OPEN, {Action.PUBLISH, Action.PAUSE, Action.CLOSE, *AWAY}),
        (Status.PAUSED, {Action.PUBLISH, Action.RESUME, Action.CLOSE, *AWAY}),
        (Status.CLOSED, {Action.PUBLISH, Action.REOPEN, *AWAY}),
        (Status.ARCHIVED, {Action.RESTORE, Action.DELETE}),
        (Status.BINNED, {Action.RESTORE}),
    ],
)
def test_a_status_allows_these_actions_and_no_others(status: str, possible: set[Action]) -> None:
    assert actions_possible(status) == possible


def test_a_life_from_draft_to_reopened(editor: User) -> None:
    survey = make_survey(by=editor)
    steps: list[Callable[..., Survey]] = [pause_survey, resume_survey, close_survey, reopen_survey]

    publish_survey(survey=survey, by=editor)
    statuses = [step(survey=survey, by=editor).status for step in steps]

    assert statuses == [Status.PAUSED, Status.OPEN, Status.CLOSED, Status.OPEN]
    assert events_of(survey) == [
        *("survey.created", "survey.published", "survey.paused"),
        *("survey.resumed", "survey.closed", "survey.reopened"),
    ]
    assert {event.actor for event in Event.objects.filter(subject=f"survey:{survey.pk}")} == {editor.email}


def test_a_step_that_the_status_forbids_is_refused_and_tells_nobody(acme: Scope) -> None:
    survey = make_survey()

    for step in (pause_survey, resume_survey, close_survey, reopen_survey):
        with pytest.raises(SurveyActionRefused) as refusal:
            step(survey=survey, by=None)
        assert (refusal.value.code, refusal.value.message) == (
            "not_possible_now",
            "This survey has not been published yet.",
        )
    assert reread(survey).status == Status.DRAFT
    assert events_of(survey) == ["survey.created"]


def test_publishing_freezes_the_draft_as_the_next_version(editor: User) -> None:
    survey = make_survey(by=editor)

    version = publish_survey(survey=survey, by=editor, revision=1)

    assert (version.number, version.definition, version.published_by) == (1, survey.draft, editor.pk)
    assert len(version.checksum) == 64
    survey = reread(survey)
    assert (survey.status, survey.current_version, survey.has_unpublished_changes()) == (
        Status.OPEN,
        version,
        False,
    )


def test_publishing_what_has_errors_is_refused(acme: Scope) -> None:
    survey = make_survey(make_definition([]))

    with pytest.raises(SurveyNotPublishable) as refusal:
        publish_survey(survey=survey, by=None)

    assert [problem.code for problem in refusal.value.problems] == ["questions_missing"]
    assert (reread(survey).status, SurveyVersion.objects.count()) == (Status.DRAFT, 0)


def test_publishing_the_same_again_is_refused(acme: Scope) -> None:
    survey = published_survey()

    with pytest.raises(SurveyActionRefused) as refusal:
        publish_survey(survey=survey, by=None)

    assert refusal.value.code == "unchanged"
    assert SurveyVersion.objects.count() == 1


def test_publishing_another_revision_than_was_looked_at_is_refused(acme: Scope) -> None:
    survey = make_survey()

    with pytest.raises(StaleDraft) as refusal:
        publish_survey(survey=survey, by=None, revision=7)

    assert (refusal.value.seen, refusal.value.current) == (7, 1)


def test_publishing_after_the_closing_time_is_refused(acme: Scope) -> None:
    survey = make_survey()
    Survey.objects.update(closes_at=timezone.now() - HOUR)

    with pytest.raises(SurveyActionRefused) as refusal:
        publish_survey(survey=survey, by=None)

    assert refusal.value.code == "closing_time_passed"


def test_resuming_after_the_closing_time_is_refused(acme: Scope) -> None:
    survey = pause_survey(survey=published_survey(), by=None)
    Survey.objects.update(closes_at=timezone.now() - HOUR)

    with pytest.raises(SurveyActionRefused) as refusal:
        resume_survey(survey=reread(survey), by=None)

    assert refusal.value.code == "closing_time_passed"


def test_closing_ends_the_schedule_and_reopening_takes_it_up_again(acme: Scope) -> None:
    survey = published_survey()
    closes_at = timezone.now() + HOUR
    set_schedule(survey=survey, opens_at=None, closes_at=closes_at, by=None)

    close_survey(survey=survey, by=None)
    assert not DueWork.objects.filter(kind="surveys.close").exists()
    reopen_survey(survey=survey, by=None)

    assert DueWork.objects.get(kind="surveys.close").due_at == closes_at


def test_reopening_forgets_a_closing_time_that_has_passed(acme: Scope) -> None:
    survey = close_survey(survey=published_survey(), by=None)
    Survey.objects.update(closes_at=timezone.now() - HOUR)

    assert reopen_survey(survey=survey, by=None).closes_at is None
