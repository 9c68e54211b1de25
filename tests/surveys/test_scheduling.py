"""Opening and closing times, and what the beat does when they come."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from django.utils import timezone

from surveys.domain import close_on_time, delete_survey, open_on_time, pause_survey, set_schedule
from surveys.exceptions import ScheduleInvalid
from surveys.models import Survey
from surveys.tasks import close_survey_on_time, open_survey_on_time
from tenants.models import DueWork
from tenants.scope import Scope
from tests.builders import make_survey, published_survey, reread
from tests.surveys.test_lifecycle import events_of

HOUR = timedelta(hours=1)


def times_due() -> dict[str, datetime]:
    return dict(DueWork.objects.filter(kind__startswith="surveys.").values_list("kind", "due_at"))


def pass_time(survey: Survey) -> None:
    """Let the times of a survey lie an hour in the past."""
    past = timezone.now() - HOUR
    Survey.objects.filter(pk=survey.pk, opens_at__isnull=False).update(opens_at=past)
    Survey.objects.filter(pk=survey.pk, closes_at__isnull=False).update(closes_at=past)


def test_times_ahead_become_due_work(acme: Scope) -> None:
    survey, now = published_survey(), timezone.now()

    set_schedule(survey=survey, opens_at=now + HOUR, closes_at=now + 2 * HOUR, by=None)

    assert times_due() == {"surveys.open": now + HOUR, "surveys.close": now + 2 * HOUR}
    assert events_of(survey)[-1] == "survey.scheduled"


def test_times_taken_away_are_no_longer_due(acme: Scope) -> None:
    survey, now = published_survey(), timezone.now()
    set_schedule(survey=survey, opens_at=now + HOUR, closes_at=now + 2 * HOUR, by=None)

    set_schedule(survey=survey, opens_at=None, closes_at=None, by=None)

    assert times_due() == {}


def test_a_survey_is_closed_on_time_and_once(acme: Scope) -> None:
    survey = published_survey()
    set_schedule(survey=survey, opens_at=None, closes_at=timezone.now() + HOUR, by=None)
    pass_time(survey)

    close_on_time(survey_id=survey.pk)
    close_on_time(survey_id=survey.pk)

    assert reread(survey).status == Survey.Status.CLOSED
    assert events_of(survey).count("survey.closed") == 1
    assert times_due() == {}


def test_a_paused_survey_is_closed_on_time_too(acme: Scope) -> None:
    survey = published_survey()
    set_schedule(survey=survey, opens_at=None, closes_at=timezone.now() + HOUR, by=None)
    pause_survey(survey=survey, by=None)
    pass_time(survey)

    close_on_time(survey_id=survey.pk)

    assert reread(survey).status == Survey.Status.CLOSED


def test_an_opening_is_told_once(acme: Scope) -> None:
    survey = published_survey()
    set_schedule(survey=survey, opens_at=timezone.now() + HOUR, closes_at=None, by=None)
    pass_time(survey)

    open_on_time(survey_id=survey.pk)
    open_on_time(survey_id=survey.pk)

    assert events_of(survey).count("survey.opened") == 1


@pytest.mark.parametrize("is_published", [False, True])
def test_nothing_opens_that_is_not_published_or_paused(acme: Scope, is_published: bool) -> None:
    survey = published_survey() if is_published else make_survey()
    set_schedule(survey=survey, opens_at=timezone.now() + HOUR, closes_at=None, by=None)
    if is_published:
        pause_survey(survey=survey, by=None)
    pass_time(survey)

    open_on_time(survey_id=survey.pk)

    assert "survey.opened" not in events_of(survey)
    assert times_due() == {}


def test_work_that_comes_too_early_is_due_again_at_its_time(acme: Scope) -> None:
    survey, now = published_survey(), timezone.now()
    set_schedule(survey=survey, opens_at=now + HOUR, closes_at=now + 2 * HOUR, by=None)
    DueWork.objects.update(due_at=now)

    open_survey_on_time.run(str(survey.pk))
    close_survey_on_time.run(str(survey.pk))

    assert times_due() == {"surveys.open": now + HOUR, "surveys.close": now + 2 * HOUR}
    assert reread(survey).status == Survey.Status.OPEN


def test_work_about_a_survey_that_is_gone_is_forgotten(acme: Scope) -> None:
    survey, now = published_survey(), timezone.now()
    set_schedule(survey=survey, opens_at=now + HOUR, closes_at=now + 2 * HOUR, by=None)
    key = survey.pk
    delete_survey(survey=survey, typed_title=survey.title, by=None)
    DueWork.objects.create(tenant="t_acme", kind="surveys.close", key=str(key), due_at=now)

    open_on_time(survey_id=key)
    close_on_time(survey_id=key)

    assert times_due() == {}


@pytest.mark.parametrize(
    ("opens", "closes", "code", "field"),
    [
        (2 * HOUR, HOUR, "out_of_order", "closes_at"),
        (HOUR, HOUR, "out_of_order", "closes_at"),
        (None, -HOUR, "past", "closes_at"),
    ],
)
def test_times_that_cannot_be_kept_are_refused(
    acme: Scope, opens: timedelta | None, closes: timedelta, code: str, field: str
) -> None:
    survey, now = published_survey(), timezone.now()
    opens_at = now + opens if opens else None

    with pytest.raises(ScheduleInvalid) as refusal:
        set_schedule(survey=survey, opens_at=opens_at, closes_at=now + closes, by=None)

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert reread(survey).closes_at is None


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
def test_a_time_without_zone_is_refused(acme: Scope, field: str) -> None:
    times = {"opens_at": None, "closes_at": None, field: datetime(2030, 1, 1)}

    with pytest.raises(ScheduleInvalid) as refusal:
        set_schedule(survey=published_survey(), by=None, **times)

    assert (refusal.value.code, refusal.value.field) == ("without_zone", field)


def test_a_closing_time_in_the_past_may_stay(acme: Scope) -> None:
    survey, past = published_survey(), timezone.now() - HOUR
    Survey.objects.update(closes_at=past)

    assert set_schedule(survey=survey, opens_at=past - HOUR, closes_at=past, by=None).closes_at == past


def test_the_kinds_of_due_work_are_the_names_of_tasks(acme: Scope) -> None:
    survey = published_survey()
    set_schedule(survey=survey, opens_at=None, closes_at=timezone.now() + HOUR, by=None)
    pass_time(survey)
    kinds = {"surveys.open", "surveys.close"}

    for kind in kinds:
        current_app.tasks[kind].apply((str(survey.pk),), headers={"organisation": acme.schema})

    assert kinds <= current_app.tasks.keys()
    assert reread(survey).status == Survey.Status.CLOSED


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
def test_a_time_that_not_every_zone_can_hold_is_refused(acme: Scope, field: str, year: int) -> None:
    survey = published_survey()
    times = {"opens_at": None, "closes_at": None, field: datetime(year, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo"))}

    with pytest.raises(ScheduleInvalid) as refusal:
        set_schedule(survey=survey, by=None, **times)

    assert (refusal.value.code, refusal.value.field) == ("out_of_range", field)
    assert getattr(reread(survey), field) is None
