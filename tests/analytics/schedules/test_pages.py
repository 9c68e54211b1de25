"""Pages of schedules, without scripts."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from analytics.models import Edition, Occurrence, Schedule, ScheduleReader
from analytics.schedules import keeping, running
from analytics.schedules.rules import Rule
from analytics.showing.schedules import rule_words
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.pages import Browsers, People, path, queries, said
from tests.analytics.schedules.kept import (
    A_LITTLE,
    do_what_is_due,
    make_all,
    plan,
    report_of,
    schedule_of,
    send_all,
)
from tests.builders import make_definition, make_question, published_survey
from tests.gathering import gathered

WEEKLY = {"name": "Mondays", "every": "week", "weekdays": ["0", "3"], "at": "07:30", "holidays": "send"}


def delivered() -> None:
    make_all()
    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)
    send_all()


@pytest.fixture
def somebody(make_person: People) -> User:
    return make_person(Role.OWNER, email="somebody@acme.example")


def test_a_report_is_scheduled_changed_and_deleted(
    client_of: Browsers, somebody: User, survey: Survey
) -> None:
    browser, report = client_of(somebody), report_of(survey)
    form = path(survey, f"schedules/report/{report.pk}/")

    begun = said(browser.get(form))
    sent = browser.post(form, WEEKLY | {"people": [str(somebody.pk)], "outside": "board@partner.example"})
    schedule = Schedule.objects.get()
    listed = said(browser.get(sent.headers["Location"]))
    change = path(survey, f"schedules/{schedule.pk}/")
    shown = said(browser.get(change))
    changed = browser.post(change, WEEKLY | {"every": "month", "on": "last", "name": "Months"})

    assert f'value="{somebody.pk}" ' in begun
    assert 'value="Monday report"' in begun
    assert "Every week on Monday, Thursday at 07:30" in listed
    assert "board@partner.example" in listed
    assert 'value="07:30"' in shown
    assert "board@partner.example</textarea>" in shown
    assert changed.status_code == 302
    schedule.refresh_from_db()
    assert (schedule.name, schedule.rule["on"], schedule.readers.count()) == ("Months", "last", 0)
    browser.post(path(survey, f"schedules/{schedule.pk}/delete/"))
    assert not Schedule.objects.exists()


@gathered(
    "fields, words",
    [
        ({"every": "week", "weekdays": []}, "Choose at least one day."),
        ({"holidays": "skip"}, "Choose whose holidays."),
        ({"holidays": "skip", "country": "NL", "part": "XYZ"}, "Choose a country"),
        ({"each": "0", "every": "responses"}, "greater than or equal to 1"),
        ({"name": ""}, "This field is required."),
        ({"every": "month", "on": "day", "day": "40"}, "less than or equal to 31"),
        ({"outside": "nobody"}, "is no e-mail address"),
    ],
)
def test_what_cannot_be_kept_is_422_beside_its_field(
    client_of: Browsers, somebody: User, survey: Survey, fields: dict[str, str], words: str
) -> None:
    form = path(survey, f"schedules/report/{report_of(survey).pk}/")

    response = client_of(somebody).post(form, WEEKLY | fields)

    assert response.status_code == 422
    assert words in said(response)
    assert not Schedule.objects.exists()


def test_occurrences_are_listed_with_whom_they_went_to(
    client_of: Browsers, somebody: User, survey: Survey
) -> None:
    browser, schedule = client_of(somebody), schedule_of(survey, somebody)
    page = path(survey, "schedules/")
    token = re.search(r'name="token" value="(\w+)"', browser.get(page).content.decode())
    assert token

    for _press in range(2):
        browser.post(path(survey, f"schedules/{schedule.pk}/run/"), {"token": token[1]})
    delivered()
    browser.post(path(survey, f"schedules/{schedule.pk}/skip/"))
    browser.post(path(survey, f"schedules/{schedule.pk}/pause/"))

    listed = said(browser.get(page))
    edition = Edition.objects.get()
    assert Occurrence.objects.count() == 2
    assert f"reports/{edition.report_id}/editions/{edition.pk}/" in listed
    assert "<bdi>somebody@acme.example</bdi>" in listed
    assert "Skipped" in listed
    assert "paused" in listed
    browser.post(path(survey, f"schedules/{schedule.pk}/resume/"))
    assert "paused" not in said(browser.get(page))


def test_files_are_scheduled_with_a_filter_and_had_by_a_link(
    client_of: Browsers, somebody: User, crowd: Survey
) -> None:
    browser = client_of(somebody)
    query = "?format=xlsx&where=region~in~k&values=codes"
    form = browser.get(path(crowd, f"schedules/files/{query}"))
    fields = WEEKLY | {"format": "csv", "folder": "finance", "kept": "3", "values": "codes"}

    sent = browser.post(path(crowd, "schedules/files/"), fields | {"where": "region~in~k"})
    refused = browser.post(path(crowd, "schedules/files/"), fields | {"folder": "../etc"})
    schedule = Schedule.objects.get()
    keeping.run_now(schedule=schedule, token="x")
    delivered()
    listed = browser.get(path(crowd, "schedules/"))

    assert '<input type="hidden" name="where" value="region~in~k">' in said(form)
    assert "What about region? is K" in said(form)
    assert '<option value="xlsx" selected>' in said(form)
    assert (sent.status_code, refused.status_code) == (302, 422)
    link = re.search(r'href="(/surveys/[^"]*/files/[^"]*)"', listed.content.decode())
    assert link
    file = browser.get(link[1])
    assert b"".join(file.streaming_content).count(b"\r\n") == 17  # type: ignore[attr-defined]
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert browser.get(link[1]).status_code in (302, 410)
    assert browser.get(link[1].rstrip("/") + "x/").status_code == 410
    assert "finance" in said(browser.get(path(crowd, f"schedules/{schedule.pk}/")))


def test_scheduled_files_can_leave_personal_answers_out(
    client_of: Browsers, somebody: User, acme: Scope
) -> None:
    survey = published_survey(
        make_definition([make_question("email", "mail"), make_question("nps", "score")])
    )
    browser = client_of(somebody)
    form = said(browser.get(path(survey, "schedules/files/?personal=without")))

    browser.post(
        path(survey, "schedules/files/"), WEEKLY | {"format": "csv", "kept": "3", "personal": "without"}
    )

    assert ('<option value="without" selected>' in form, "<bdi>mail</bdi>." in form) == (True, True)
    assert form.count('name="personal"') == 1
    assert (Schedule.objects.get().wanted or {})["options"]["personal"] == "without"


def test_a_reader_outside_leaves_by_the_link_of_a_letter(somebody: User, survey: Survey) -> None:
    schedule = schedule_of(survey, somebody, plan(outside=("board@partner.example",)))
    keeping.run_now(schedule=schedule, token="x")
    delivered()
    (letter,) = mail.outbox
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("/reports/")[2]
    stranger, headers = Client(), {"Host": "acme.localhost"}

    asked = stranger.get(f"/reports/{address}", headers=headers)
    assert ScheduleReader.objects.get().left_at is None
    left = stranger.post(f"/reports/{address}done/", headers=headers)

    assert "is sent to board@partner.example" in said(asked)
    assert "You will get this report no more" in said(left)
    assert ScheduleReader.objects.get().left_at is not None
    assert stranger.get("/reports/leave/a-b/", headers=headers).status_code == 404


def test_a_viewer_sees_schedules_and_changes_none(
    client_of: Browsers, make_person: People, somebody: User, survey: Survey
) -> None:
    schedule = schedule_of(survey, somebody)
    viewer = client_of(make_person(Role.VIEWER))

    listed = said(viewer.get(path(survey, "schedules/")))

    assert "Mondays" in listed
    assert "Send one now" not in listed
    assert viewer.post(path(survey, f"schedules/{schedule.pk}/run/")).status_code == 403


def test_many_schedules_cost_few_queries_more(client_of: Browsers, somebody: User, survey: Survey) -> None:
    browser = client_of(somebody)
    schedule_of(survey, somebody, every="closing")
    browser.get(path(survey, "schedules/"))

    with queries() as one:
        browser.get(path(survey, "schedules/"))
    schedule_of(survey, somebody, every="closing")
    schedule_of(survey, somebody, every="responses", each=5)
    with queries() as three:
        browser.get(path(survey, "schedules/"))

    assert len(three) == len(one)


@gathered(
    "rule, words",
    [
        ({"every": "day"}, "Every day at 09:00"),
        ({"every": "month", "day": 3}, "On day 3 of each month at 09:00"),
        ({"every": "month", "on": "last"}, "On the last day of each month at 09:00"),
        (
            {"every": "month", "on": "weekday", "nth": -1, "weekday": 4},
            "On the last Friday of each month at 09:00",
        ),
        (
            {"every": "day", "country": "GB-ENG", "holidays": "skip"},
            "Every day at 09:00 · not on holidays of United Kingdom (ENG)",
        ),
        (
            {"every": "day", "country": "NL", "holidays": "move"},
            "Every day at 09:00 · on holidays of Netherlands the next working day",
        ),
        ({"every": "responses", "each": 1000}, "Each time that 1,000 responses more are complete"),
        ({"every": "closing"}, "When the survey closes"),
    ],
)
def test_rules_in_words(rule: dict[str, object], words: str) -> None:
    with translation.override("en"):
        assert rule_words(Rule.model_validate(rule)) == words
