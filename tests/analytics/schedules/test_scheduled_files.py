"""Files that schedules put by: kept, forgotten, made anew; and the lines that tell of them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from analytics.exceptions import ExportGone, ExportImpossible
from analytics.exporting import old_lines
from analytics.exporting.orders import place_of
from analytics.models import Export, Occurrence
from analytics.schedules import copies, keeping, running
from analytics.schedules.hearing import go_on_after_the_bin
from responses.anonymity import set_anonymity
from surveys.domain import bin_survey, restore_survey
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.exported import WANTED
from tests.analytics.pages import People
from tests.analytics.schedules.kept import A_LITTLE, do_what_is_due, events, make_all, plan, statuses
from webhooks.models import Event

FRIDAY = datetime(2026, 4, 24, 12, tzinfo=UTC)


@pytest.fixture
def owner_person(make_person: People) -> User:
    return make_person(Role.OWNER, email="sender@acme.example")


def test_files_are_put_by_kept_and_forgotten(survey: Survey, owner_person: User) -> None:
    wanted = plan("Files", folder="for-finance", kept=2, every="day")
    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = keeping.make_schedule(survey=survey, plan=wanted, by=owner_person, wanted=WANTED)
        for _day in range(3):
            clock.shift(timedelta(days=1))
            do_what_is_due(running.RUN)
            make_all()
            clock.shift(A_LITTLE)
            do_what_is_due(running.DELIVER)
        kept = list(schedule.occurrences.exclude(place=""))
        token = copies.token_of(kept[0])
        with copies.opened(kept[0], token) as file:  # type: ignore[attr-defined]
            assert file.read().startswith(b'"response_id"')
        clock.shift(timedelta(days=8))
        with pytest.raises(ExportGone):
            copies.opened(kept[0], token)

    assert statuses(schedule) == ["done", "done", "done"]
    assert len(kept) == 2
    assert all("/for-finance/" in each.place for each in kept)
    assert [event["place"] for event in events("export.made")][1:] == [each.place for each in kept[::-1]]
    copies.forget_copies_holding(survey=survey.pk)
    assert not schedule.occurrences.exclude(place="").exists()
    with pytest.raises(ExportGone):
        copies.opened(Occurrence.objects.get(pk=kept[0].pk), copies.token_of(kept[0]))


def test_files_need_somebody_who_may_take_them(
    survey: Survey, owner_person: User, make_person: People
) -> None:
    editor = make_person(Role.EDITOR, email="editor@acme.example")
    schedule = keeping.make_schedule(survey=survey, plan=plan("Files"), by=editor, wanted=WANTED)
    User.objects.filter(pk=editor.pk).update(role=Role.VIEWER)

    keeping.run_now(schedule=schedule, token="x")
    set_anonymity(survey_id=survey.pk, threshold=5, by=owner_person)
    User.objects.filter(pk=editor.pk).update(role=Role.EDITOR)
    keeping.run_now(schedule=schedule, token="y")

    assert sorted(schedule.occurrences.values_list("status", "problem")) == [
        ("failed", "anonymous"),
        ("failed", "owner_gone"),
    ]
    with pytest.raises(ExportImpossible):
        keeping.make_schedule(survey=survey, plan=plan("Files"), by=editor, wanted=WANTED)


def test_a_file_that_waited_longer_than_it_is_kept_is_made_anew(survey: Survey, owner_person: User) -> None:
    schedule = keeping.make_schedule(survey=survey, plan=plan("Files"), by=owner_person, wanted=WANTED)
    with time_machine.travel(FRIDAY, tick=False) as clock:
        keeping.run_now(schedule=schedule, token="x")
        make_all()
        bin_survey(survey=survey, by=owner_person)
        clock.shift(timedelta(days=8))
        do_what_is_due(running.DELIVER)
        restore_survey(survey=survey, by=owner_person)
        go_on_after_the_bin(Event.objects.get(type="survey.restored"))
        for _step in range(2):
            do_what_is_due(running.DELIVER)
            make_all()
            clock.shift(A_LITTLE)

    occurrence = schedule.occurrences.get()
    assert (occurrence.status, occurrence.problem, occurrence.is_late) == ("done", "in_bin", True)
    assert (Export.objects.count(), bool(occurrence.place)) == (2, True)


def test_a_file_that_may_no_longer_be_made_anew_is_told(survey: Survey, owner_person: User) -> None:
    schedule = keeping.make_schedule(survey=survey, plan=plan("Files"), by=owner_person, wanted=WANTED)
    keeping.run_now(schedule=schedule, token="x")
    Export.objects.update(status="expired")
    User.objects.filter(pk=owner_person.pk).update(is_active=False)

    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)

    assert schedule.occurrences.values_list("status", "problem").get() == ("failed", "owner_gone")


def test_lines_of_what_is_gone_go_after_their_time(survey: Survey, owner_person: User) -> None:
    schedule = keeping.make_schedule(survey=survey, plan=plan("Files"), by=owner_person, wanted=WANTED)
    for token in ("gone", "kept"):
        keeping.run_now(schedule=schedule, token=token)
    Occurrence.objects.update(status="failed")
    Occurrence.objects.filter(key="now kept").update(place="somewhere")
    Export.objects.filter(occurrences__key="now gone").update(status="expired")
    first_look = DueWork.objects.get(kind=old_lines.FORGET)

    left = []
    for days in (1, 91, 366):
        with time_machine.travel(first_look.due_at + timedelta(days=days), tick=False):
            assert do_what_is_due(old_lines.FORGET) == 1
        left.append((Export.objects.count(), list(Occurrence.objects.values_list("key", flat=True))))

    assert left == [(2, ["now kept", "now gone"]), (1, ["now kept", "now gone"]), (1, ["now kept"])]
    Export.objects.all().delete()
    Occurrence.objects.all().delete()
    with time_machine.travel(first_look.due_at + timedelta(days=400)):
        assert do_what_is_due(old_lines.FORGET) == 1
    assert not DueWork.objects.filter(kind=old_lines.FORGET).exists()


def test_a_file_that_got_lost_is_told_once(survey: Survey, owner_person: User) -> None:
    schedule = keeping.make_schedule(survey=survey, plan=plan("Files"), by=owner_person, wanted=WANTED)
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    default_storage.delete(place_of(Export.objects.get()))

    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)
    told = schedule.occurrences.get()
    running.deliver(occurrence_id=told.pk)

    assert (told.status, told.problem) == ("failed", "gone")
    assert schedule.occurrences.get().finished_at == told.finished_at
