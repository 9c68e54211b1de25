"""Schedules of reports and files, and their occurrences, through the API."""

from typing import Any

import pytest
import time_machine
from django.utils import timezone

from analytics.models import EditionLetter, Occurrence, Schedule
from analytics.schedules import running
from responses.anonymity import set_anonymity
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.conftest import survey as survey
from tests.analytics.schedules.kept import A_LITTLE, do_what_is_due, make_all, report_of, send_all
from tests.api.conftest import Caller
from tests.gathering import gathered

RULE = {"every": "week", "weekdays": [0, 3], "at": "07:30", "country": "NL", "holidays": "move"}


@pytest.fixture
def all_of_them(survey: Survey) -> str:
    return f"surveys/{survey.pk}/schedules/"


def done() -> None:
    make_all()
    with time_machine.travel(timezone.now() + A_LITTLE):
        do_what_is_due(running.DELIVER)


def test_a_report_is_scheduled_changed_paused_and_deleted(
    as_editor: Caller, survey: Survey, editor: User, all_of_them: str
) -> None:
    body = {"name": "Mondays", "report": str(report_of(survey).pk), "rule": RULE, "people": [str(editor.pk)]}
    made = as_editor.post(all_of_them, body, Idempotency_Key="one")
    again = as_editor.post(all_of_them, body, Idempotency_Key="one")
    data = made.json()["data"]
    one = f"{all_of_them}{data['id']}/"

    assert (made.status_code, made["Location"], again["Location"]) == (201, *[data["links"]["self"]] * 2)
    assert Schedule.objects.count() == 1
    assert data["rule"] == RULE | {"on": "day", "day": 1, "nth": 1, "weekday": 0, "each": 100}
    assert (data["people"], data["is_paused"], data["file"]) == ([str(editor.pk)], False, None)
    assert data["next_at"] is not None
    read = as_editor.get(one)
    assert (read.json()["data"], read["ETag"]) == (data, made["ETag"])
    assert as_editor.get(one, If_None_Match=read["ETag"]).status_code == 304

    monthly = {"name": "Months", "rule": {"every": "month", "on": "last"}, "people": [str(editor.pk)]}
    changed = as_editor("PUT", one, monthly, If_Match=read["ETag"])
    stale = as_editor("PUT", one, monthly, If_Match=read["ETag"])
    assert (changed.json()["data"]["rule"]["on"], stale.status_code) == ("last", 412)
    skipped = as_editor.post(f"{one}skip/").json()["data"]
    assert skipped["next_at"] > changed.json()["data"]["next_at"]
    assert as_editor.get(one, If_None_Match=changed["ETag"]).status_code == 200
    again = as_editor("PUT", one, monthly, If_Match=changed["ETag"])  # what comes next moves by itself
    assert (again.status_code, again["ETag"]) == (200, changed["ETag"])
    paused = as_editor.post(f"{one}pause/").json()["data"]
    assert (paused["is_paused"], paused["next_at"]) == (True, None)
    assert not as_editor.post(f"{one}resume/").json()["data"]["is_paused"]
    assert [each["id"] for each in as_editor.get(all_of_them).json()["data"]] == [data["id"]]
    assert as_editor("DELETE", one, If_Match='"old"').status_code == 412
    assert as_editor("DELETE", one).status_code == 204
    assert as_editor.get(one).status_code == 404


def test_occurrences_tell_whom_they_reached(
    as_editor: Caller, survey: Survey, editor: User, all_of_them: str
) -> None:
    body = {"name": "Now", "report": str(report_of(survey).pk), "rule": RULE, "people": [str(editor.pk)]}
    one = f"{all_of_them}{as_editor.post(all_of_them, body).json()['data']['id']}/"
    made = as_editor.post(f"{one}occurrences/")
    assert (made.status_code, made.json()["data"]["status"]) == (201, "making")
    done()
    EditionLetter.objects.update(problem="given_up")

    told = as_editor.get(f"{one}occurrences/").json()["data"][0]
    assert (told["status"], told["letters"][0]["email"]) == ("done", editor.email)
    assert told["letters"][0]["state"] == "given_up"
    assert told["edition"] in told["links"]["edition"]
    address = f"{one}occurrences/{told['id']}/"
    assert as_editor.post(f"{address}again/").json()["data"]["letters"][0]["state"] == "waiting"
    send_all()
    read = as_editor.get(address)
    assert read.json()["data"]["letters"][0]["state"] == "sent"
    assert as_editor.get(address, If_None_Match=read["ETag"]).status_code == 304
    assert as_editor.get(f"{address}file/").status_code == 404


def test_files_are_put_by_and_downloaded(as_editor: Caller, survey: Survey, all_of_them: str) -> None:
    file = {"format": "csv", "status": "all", "where": ["one~in~a"]}
    body = {"name": "Files", "file": file, "rule": {"every": "day"}, "folder": "finance", "kept": 3}
    data = as_editor.post(all_of_them, body).json()["data"]
    assert (data["file"]["format"], data["file"]["selection"]["status"]) == ("csv", "all")
    assert (data["folder"], data["kept"], data["report"]) == ("finance", 3, None)
    one = f"{all_of_them}{data['id']}/"
    address = as_editor.post(f"{one}occurrences/").json()["data"]["links"]["self"]
    done()

    told = as_editor.get(address[address.index("/api/") :]).json()["data"]
    answer = as_editor.get(f"{one}occurrences/{told['id']}/file/")
    content = b"".join(answer.streaming_content)
    assert content.count(b"\r\n") == 2
    assert (told["size"], told["file_name"] in answer["Content-Disposition"]) == (len(content), True)
    Occurrence.objects.update(status="failed", problem="owner_gone", place="")
    failed = as_editor.get(f"{one}occurrences/{told['id']}/").json()["data"]
    assert failed["problem"]["code"] == "owner_gone"
    assert "may no longer take files" in failed["problem"]["message"]


@gathered(
    "change, field",
    [
        ({"rule": RULE | {"holidays": "skip", "country": ""}}, "rule.country"),
        ({"rule": {"every": "week"}}, "rule.weekdays"),
        ({"rule": {"every": "hour"}}, "rule.every"),
        ({"rule": {"every": "day", "at": "25:00"}}, "rule.at"),
        ({"name": " "}, "name"),
        ({"file": None}, "report"),
        ({"file": {"format": "csv", "where": ["nothing~in~x"]}}, "file.__all__"),
        ({"file": None, "report": "00000000-0000-7000-8000-000000000000"}, "report"),
        ({"folder": "../up"}, "folder"),
        ({"outside": ["board@partner.example"]}, "outside"),
        ({"wanted": {}}, "wanted"),
    ],
)
def test_what_is_wrong_with_a_schedule_is_told(
    as_editor: Caller, all_of_them: str, change: dict[str, Any], field: str
) -> None:
    body = {"name": "Files", "file": {"format": "csv"}, "rule": {"every": "day"}} | change

    answer = as_editor.post(all_of_them, body)

    assert answer.status_code == 400
    assert field in [each["field"] for each in answer.json()["errors"]], answer.json()
    assert not Schedule.objects.exists()


def test_anonymous_surveys_have_no_files_and_viewers_make_none(
    as_editor: Caller, survey: Survey, all_of_them: str, make_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"name": "Files", "file": {"format": "csv"}, "rule": {"every": "day"}}
    made = as_editor.post(all_of_them, body).json()["data"]["id"]
    change = {"name": "Files", "rule": {"every": "day"}, "kept": 3, "folder": "../up"}
    assert as_editor("PUT", f"{all_of_them}{made}/", change).status_code == 400
    with monkeypatch.context() as rights:
        rights.setattr(User, "can", lambda _person, asked: asked != "results.export")
        assert as_editor.post(all_of_them, body).status_code == 403
    set_anonymity(survey_id=survey.pk, threshold=5, by=make_person("owner"))

    answer = as_editor.post(all_of_them, body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "file")
