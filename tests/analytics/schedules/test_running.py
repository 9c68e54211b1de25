"""Each occurrence once, on time or late, to whom it should go."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from analytics.exceptions import ScheduleInvalid
from analytics.models import Edition, EditionLetter, Occurrence, Schedule
from analytics.schedules import keeping, running
from analytics.schedules.hearing import follow_the_clock, make_what_is_due_at_closing
from analytics.schedules.readers import addresses_of, leave, reader_of
from surveys.domain import close_survey
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.made import respond
from tests.analytics.pages import People
from tests.analytics.schedules.kept import (
    A_LITTLE,
    do_what_is_due,
    events,
    make_all,
    plan,
    report_of,
    schedule_of,
    send_all,
    statuses,
)
from webhooks.models import Event

FRIDAY = datetime(2026, 4, 24, 12, tzinfo=UTC)
MONDAY = datetime(2026, 4, 27, 9, tzinfo=UTC)


@pytest.fixture
def owner_person(make_person: People) -> User:
    return make_person(Role.OWNER, email="sender@acme.example")


def test_a_report_is_made_sent_and_told_once(survey: Survey, owner_person: User) -> None:
    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = schedule_of(survey, owner_person)
        assert do_what_is_due(running.RUN) == 0

        clock.move_to(MONDAY)
        assert do_what_is_due(running.RUN) == 1
        running.run(schedule_id=schedule.pk)
        clock.shift(A_LITTLE)
        do_what_is_due(running.DELIVER)
        assert statuses(schedule) == ["making"]
        make_all()
        clock.shift(A_LITTLE)
        do_what_is_due(running.DELIVER)
        send_all()
        do_what_is_due(running.DELIVER)

    assert statuses(schedule) == ["done"]
    assert [letter.to for letter in mail.outbox] == [["sender@acme.example"]]
    assert "Mondays, 27 April 2026, 09:00" in str(mail.outbox[0].body)
    assert "Get this report no more" not in str(mail.outbox[0].body)
    (event,) = events("report.made")
    assert event["readers"] == 1
    assert event["links"]["page"].startswith("http")
    assert not event["is_late"]
    assert Schedule.objects.get().next_at == MONDAY + timedelta(days=7)


def test_what_was_missed_is_made_once_late_and_says_so(survey: Survey, owner_person: User) -> None:
    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = schedule_of(survey, owner_person)
        clock.move_to(MONDAY + timedelta(days=15))
        do_what_is_due(running.RUN)
        make_all()
        clock.shift(A_LITTLE)
        do_what_is_due(running.DELIVER)

    assert statuses(schedule) == ["missed", "missed", "done"]
    last = schedule.occurrences.get(status="done")
    assert last.is_late
    assert last.planned_at == MONDAY + timedelta(days=14)
    assert Edition.objects.get().occasion == "Mondays, planned for 11 May 2026, 09:00 and made late"
    assert events("report.made")[0]["is_late"]


def test_a_worker_that_dies_leaves_all_or_nothing(
    survey: Survey, owner_person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object, **_more: object) -> None:
        raise RuntimeError("the worker died")

    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = schedule_of(survey, owner_person)
        clock.move_to(MONDAY)
        with monkeypatch.context() as trap:
            trap.setattr(running, "due", die)
            with pytest.raises(RuntimeError):
                do_what_is_due(running.RUN)
        assert (Occurrence.objects.count(), Edition.objects.count()) == (0, 0)
        clock.shift(timedelta(hours=2))
        do_what_is_due(running.RUN)
        make_all()
        clock.shift(A_LITTLE)
        with monkeypatch.context() as trap:
            trap.setattr("analytics.schedules.telling.emit", die)
            with pytest.raises(RuntimeError):
                do_what_is_due(running.DELIVER)
        assert (statuses(schedule), EditionLetter.objects.count()) == (["making"], 0)
        clock.shift(timedelta(hours=1))
        do_what_is_due(running.DELIVER)

    assert statuses(schedule) == ["done"]
    assert (Edition.objects.count(), EditionLetter.objects.count()) == (1, 1)
    assert len(events("report.made")) == 1


def test_paused_skipped_resumed_and_made_at_once(survey: Survey, owner_person: User) -> None:
    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = schedule_of(survey, owner_person)
        keeping.skip_next(schedule=schedule)
        assert Schedule.objects.get().next_at == MONDAY + timedelta(days=7)
        clock.move_to(MONDAY)
        assert do_what_is_due(running.RUN) == 0
        keeping.pause_schedule(schedule=schedule)
        keeping.skip_next(schedule=schedule)
        clock.move_to(MONDAY + timedelta(days=8))
        running.run(schedule_id=schedule.pk)
        assert not DueWork.objects.filter(kind=running.RUN).exists()
        keeping.resume_schedule(schedule=schedule)
        for _press in range(2):
            keeping.run_now(schedule=schedule, token="one")
        clock.move_to(MONDAY + timedelta(days=14))
        do_what_is_due(running.RUN)

    assert statuses(schedule) == ["skipped", "making", "making"]
    assert [each.key for each in schedule.occurrences.order_by("planned_at")] == [
        "2026-04-27 09:00",
        "now one",
        "2026-05-11 09:00",
    ]


def test_at_each_so_many_responses_and_at_closing(survey: Survey, owner_person: User) -> None:
    with time_machine.travel(FRIDAY, tick=False) as clock:
        by_number = schedule_of(survey, owner_person, every="responses", each=3)
        closing = schedule_of(survey, owner_person, every="closing")
        for count in (1, 3, 4):
            for _number in range(count):
                respond(survey, {})
            clock.shift(timedelta(seconds=61))
            do_what_is_due(running.RUN)
        assert [each.key for each in by_number.occurrences.all()] == ["responses 3"], "one an hour"
        clock.shift(timedelta(hours=1))
        do_what_is_due(running.RUN)
        close_survey(survey=survey, by=None)
        event = Event.objects.get(type="survey.closed")
        for _time in range(2):
            make_what_is_due_at_closing(event)

    assert [each.key for each in by_number.occurrences.order_by("started_at")] == [
        "responses 3",
        "responses 9",
    ]
    assert [each.key for each in closing.occurrences.all()] == [f"closing {event.pk}"]
    assert not DueWork.objects.filter(kind=running.RUN, key=str(closing.pk)).exists()


def test_readers_outside_are_named_by_admins_and_can_leave(
    survey: Survey, owner_person: User, make_person: People
) -> None:
    analyst = make_person(Role.ANALYST, email="analyst@acme.example")
    wanted = plan(people=(analyst.pk, uuid4()), outside=("Board@partner.example", " "))
    with pytest.raises(ScheduleInvalid, match="Only admins"):
        schedule_of(survey, analyst, wanted)
    with pytest.raises(ScheduleInvalid, match="no e-mail address"):
        schedule_of(survey, owner_person, plan(outside=("nobody",)))

    schedule = schedule_of(survey, owner_person, wanted)
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)
    send_all()

    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {"analyst@acme.example", "board@partner.example"}
    header = letters["board@partner.example"].extra_headers["List-Unsubscribe"]
    assert header.strip("<>") in str(letters["board@partner.example"].body)
    assert "List-Unsubscribe" not in letters["analyst@acme.example"].extra_headers
    reader = reader_of(header.strip("<>").rstrip("/").rpartition("/")[2])
    assert reader is not None
    leave(reader=reader)
    User.objects.filter(pk=analyst.pk).update(is_active=False)
    keeping.change_schedule(schedule=schedule, plan=wanted, by=analyst)
    assert addresses_of(schedule) == []
    assert reader_of("nonsense") is None


def test_what_cannot_be_made_is_told(survey: Survey, owner_person: User) -> None:
    schedule = schedule_of(survey, owner_person)
    for token in ("x", "y"):
        keeping.run_now(schedule=schedule, token=token)
    first, second = Edition.objects.order_by("asked_at")
    first.delete()
    Edition.objects.filter(pk=second.pk).update(status="failed", problem="too_large")

    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)

    assert sorted(schedule.occurrences.values_list("status", "problem")) == [
        ("failed", "gone"),
        ("failed", "too_large"),
    ]
    assert not events("report.made")


def test_plans_that_make_no_sense_are_refused(survey: Survey, owner_person: User) -> None:
    for wanted in (plan(" "), plan(folder="../up"), plan(kept=0), plan(kept=1000)):
        with pytest.raises(ScheduleInvalid):
            schedule_of(survey, owner_person, wanted)
    assert not Schedule.objects.exists()


def test_another_clock_moves_the_next_moment(survey: Survey, owner_person: User, monkeypatch: Any) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        schedule_of(survey, owner_person)
        monkeypatch.setattr(running, "zone_of", lambda: ZoneInfo("America/New_York"))
        follow_the_clock(Event())

    assert Schedule.objects.get().next_at == MONDAY + timedelta(hours=4)
    assert DueWork.objects.get(kind=running.RUN).due_at == MONDAY + timedelta(hours=4)


def test_a_survey_in_the_bin_sends_nothing_and_goes_with_its_schedules(
    survey: Survey, owner_person: User
) -> None:
    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = schedule_of(survey, owner_person)
        Survey.objects.filter(pk=survey.pk).update(status=Survey.Status.BINNED)
        clock.move_to(MONDAY)
        do_what_is_due(running.RUN)

    assert statuses(schedule) == []
    keeping.delete_schedule(schedule=schedule)
    assert not DueWork.objects.filter(kind=running.RUN).exists()
    assert report_of(survey)
