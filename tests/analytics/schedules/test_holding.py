"""Surveys in the bin send nothing; letters given up can be sent again; editions are kept so long."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage
from django.utils import timezone

from analytics.models import Edition, EditionLetter, Occurrence, Schedule
from analytics.reports import editions, letters
from analytics.reports.editions import place_of
from analytics.schedules import again, keeping, keeping_editions, readers, running
from analytics.schedules.hearing import forget_what_is_too_old, go_on_after_the_bin
from analytics.showing.schedules import letter_words
from responses.anonymity import set_anonymity
from surveys.domain import bin_survey, restore_survey
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.permissions import Role
from tenants.presenting import change_keeping
from tests.analytics.pages import Browsers, People, path, said
from tests.analytics.reported import kept_edition
from tests.analytics.schedules.kept import (
    A_LITTLE,
    do_what_is_due,
    make_all,
    plan,
    schedule_of,
    send_all,
)
from webhooks.models import Event


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs that cost nothing."""
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")


@pytest.fixture
def sender(make_person: People) -> User:
    return make_person(Role.OWNER, email="sender@acme.example")


@pytest.fixture
def schedule(survey: Survey, sender: User) -> Schedule:
    """To a colleague and to a board outside."""
    return schedule_of(survey, sender, plan(people=(sender.pk,), outside=("board@partner.example",)))


def delivered() -> None:
    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)


def restored(survey: Survey, by: User) -> None:
    restore_survey(survey=survey, by=by)
    go_on_after_the_bin(Event.objects.get(type="survey.restored"))


def test_an_occurrence_waits_in_the_bin_with_its_survey(
    survey: Survey, schedule: Schedule, sender: User, client_of: Browsers
) -> None:
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    bin_survey(survey=survey, by=sender)
    delivered()
    held = Occurrence.objects.get()
    assert (held.status, held.problem, EditionLetter.objects.count()) == ("making", "in_bin", 0)
    assert not DueWork.objects.filter(kind=running.DELIVER).exists()

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        restored(survey, sender)
        delivered()
        send_all()

    occurrence = Occurrence.objects.get()
    assert (occurrence.status, occurrence.is_late, len(mail.outbox)) == ("done", True, 2)
    listed = said(client_of(sender).get(path(survey, "schedules/")))
    assert "It waited while the survey was in the bin." in listed


def test_letters_wait_in_the_bin_with_their_survey(survey: Survey, schedule: Schedule, sender: User) -> None:
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    delivered()
    bin_survey(survey=survey, by=sender)
    send_all()
    waiting = EditionLetter.objects.order_by("email")
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        for letter in waiting:
            letters.look_after(letter_id=letter.pk)
        assert [letter.problem for letter in waiting.all()] == ["", ""]

        restored(survey, sender)
        assert DueWork.objects.filter(kind=letters.LOOK_AFTER).count() == 2
        for letter in waiting:
            letters.look_after(letter_id=letter.pk)
        send_all()

    assert not letters.send_letter(letter_id=schedule.pk)
    assert len(mail.outbox) == 2
    assert all(letter.sent_at for letter in waiting.all())


def given_up(schedule: Schedule) -> Occurrence:
    """An occurrence of which the letters to all readers were given up."""
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    delivered()
    EditionLetter.objects.update(problem="given_up")
    return Occurrence.objects.select_related("schedule", "edition").get()


def test_letters_given_up_are_told_and_sent_again_once(
    survey: Survey, schedule: Schedule, sender: User, client_of: Browsers
) -> None:
    occurrence, browser = given_up(schedule), client_of(sender)
    address = path(survey, f"schedules/{schedule.pk}/again/{occurrence.pk}/")

    listed = said(browser.get(path(survey, "schedules/")))
    for _press in range(2):
        assert browser.post(address).status_code == 302
    send_all()

    assert listed.count("not delivered: no mail server took it for three days") == 2
    assert "Send again to 2 people" in listed
    assert sorted(letter.to[0] for letter in mail.outbox) == ["board@partner.example", "sender@acme.example"]
    assert "Send again to" not in said(browser.get(path(survey, "schedules/")))


def test_an_edition_can_be_sent_by_hand_to_whom_it_did_not_reach(
    survey: Survey, schedule: Schedule, sender: User, client_of: Browsers
) -> None:
    edition = given_up(schedule).edition
    assert edition
    EditionLetter.objects.filter(email=sender.email).update(problem="")
    browser, report = client_of(sender), path(survey, f"reports/{edition.report_id}/")

    assert "sent to 0 people, 1 was not reached, 1 on its way" in said(browser.get(report))
    assert "disabled" in said(browser.get(f"{report}editions/{edition.pk}/send/"))
    again_to = ["board@partner.example", sender.email]
    assert [letter.email for letter in letters.send_edition(edition=edition, to=again_to)] == again_to[:1]


def test_nobody_is_sent_again_who_left_or_may_be_written_to_right_now(
    schedule: Schedule, sender: User
) -> None:
    occurrence = given_up(schedule)
    EditionLetter.objects.filter(email=sender.email).update(claimed_at=timezone.now())
    reader = schedule.readers.get(email="board@partner.example")
    readers.leave(reader=reader)

    assert again.send_again(occurrence=occurrence) == 0
    assert [each.email for each in again.unreached(occurrence, [sender.email])] == [sender.email]
    EditionLetter.objects.update(problem="closed")
    occurrence = Occurrence.objects.get()
    assert again.unreached(occurrence, [sender.email]) == []
    assert letter_words(EditionLetter.objects.all()[0]) == "not sent: nobody may see this edition any more"
    Edition.objects.update(status="failed")
    occurrence = Occurrence.objects.get()
    assert again.unreached(occurrence, [sender.email]) == []


def test_an_edition_of_smaller_groups_than_are_promised_is_not_sent(
    survey: Survey, schedule: Schedule, sender: User
) -> None:
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    set_anonymity(survey_id=survey.pk, threshold=5, by=sender)

    delivered()

    occurrence = Occurrence.objects.get()
    assert (occurrence.status, occurrence.problem, EditionLetter.objects.count()) == ("failed", "closed", 0)


def test_editions_of_schedules_are_kept_as_long_as_the_organisation_says(
    survey: Survey, schedule: Schedule, sender: User, client_of: Browsers
) -> None:
    keeping.run_now(schedule=schedule, token="x")
    make_all()
    delivered()
    by_hand = kept_edition(survey)["edition_id"]
    edition = Edition.objects.exclude(pk=by_hand).select_related("report").get()
    Edition.objects.update(asked_at=timezone.now() - timedelta(days=91))
    keeping_editions.forget_old_editions()
    assert (Edition.objects.count(), DueWork.objects.filter(kind=keeping_editions.FORGET).count()) == (2, 0)

    browser = client_of(sender)
    browser.post("/settings/keeping/", {"editions_kept": "90"})
    forget_what_is_too_old(Event.objects.get(type="organisation.changed"))
    with time_machine.travel(timezone.now() + A_LITTLE):
        assert do_what_is_due(keeping_editions.FORGET) == 1

    assert list(Edition.objects.values_list("pk", flat=True)) == [by_hand]
    assert not default_storage.exists(place_of(edition))
    assert not EditionLetter.objects.exists()
    assert DueWork.objects.get(kind=keeping_editions.FORGET).due_at > timezone.now() + timedelta(hours=23)
    assert "no longer kept" in said(browser.get(path(survey, "schedules/")))
    assert "kept for 90 days" in said(browser.get(path(survey, f"schedules/{schedule.pk}/")))
    change_keeping(days=None, by=sender.email)
    keeping_editions.forget_old_editions()
    assert Edition.objects.filter(pk=by_hand).exists()
