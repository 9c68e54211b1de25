"""Files of responses through the API."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from analytics.exporting import making
from analytics.models import Export
from responses.domain import submit_response
from responses.models import Anonymity
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.builders import make_definition, make_question, published_survey


@pytest.fixture
def survey(acme: Any) -> Survey:
    """A survey with two responses."""
    name = make_question("short_text", "name")
    survey = published_survey(make_definition([name]))
    for text in ("Ada", "=Bob"):
        submit_response(survey=survey, answers={name["id"]: text})
    return survey


def exports(survey: Survey) -> str:
    return f"surveys/{survey.pk}/exports/"


def test_a_small_file_is_ready_in_the_answer_and_can_be_downloaded(as_editor: Caller, survey: Survey) -> None:
    answer = as_editor.post(exports(survey), {"format": "csv", "about": [], "bom": False})
    data = answer.json()["data"]
    file = as_editor.get(urlsplit(data["links"]["file"]).path)

    assert (answer.status_code, data["status"], data["rows"], data["percent"]) == (201, "ready", 2, 100)
    assert answer["Location"] == data["links"]["self"]
    assert b"".join(file.streaming_content).decode().splitlines() == ['"name"', '"Ada"', '"\'=Bob"']
    assert file["Content-Disposition"] == f'attachment; filename="{data["file_name"]}"'


def test_personal_answers_are_left_out_where_that_is_asked(as_editor: Caller, acme: Any) -> None:
    mail, rooms = make_question("email", "mail"), make_question("number", "rooms")
    survey = published_survey(make_definition([mail, rooms]))
    submit_response(survey=survey, answers={mail["id"]: "ada@example.org", rooms["id"]: 4})

    made = as_editor.post(exports(survey), {"about": [], "personal": "without"}).json()["data"]

    file = as_editor.get(urlsplit(made["links"]["file"]).path)
    assert made["options"]["personal"] == "without"
    assert b"".join(file.streaming_content).decode().splitlines() == ['"rooms"', "4"]


def test_a_file_tells_how_far_it_is_and_is_called_off(
    as_editor: Caller, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SMALL", 0)
    made = as_editor.post(exports(survey), {"format": "sav"}).json()["data"]
    one = f"{exports(survey)}{made['id']}/"

    waiting = as_editor.get(one).json()["data"]
    missing = as_editor.get(f"{one}file/")
    cancelled = as_editor.post(f"{one}cancel/").json()["data"]

    assert (waiting["status"], waiting["links"]["file"], missing.status_code) == ("waiting", None, 404)
    assert cancelled["status"] == "cancelled"
    assert [each["id"] for each in as_editor.get(exports(survey)).json()["data"]] == [made["id"]]


def test_what_went_wrong_is_told(as_editor: Caller, survey: Survey) -> None:
    made = as_editor.post(exports(survey), {}).json()["data"]
    Export.objects.update(status="failed", problem="no_space")

    problem = as_editor.get(f"{exports(survey)}{made['id']}/").json()["data"]["problem"]

    assert (problem["code"], problem["message"][:21]) == ("no_space", "There is no room left")


@pytest.mark.parametrize(
    ("body", "field"),
    [({"format": "pdf"}, "format"), ({"words": "fr"}, "words"), ({"since": "x"}, "since")],
)
def test_what_can_not_be_read_is_said_by_field(
    as_editor: Caller, survey: Survey, body: dict[str, Any], field: str
) -> None:
    answer = as_editor.post(exports(survey), body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert not Export.objects.exists()


def test_where_results_speak_of_groups_there_is_none(as_editor: Caller, survey: Survey) -> None:
    Anonymity.objects.create(survey=survey, threshold=5)

    answer = as_editor.post(exports(survey), {})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "anonymous")


def test_an_idempotent_request_makes_one_file(as_editor: Caller, survey: Survey) -> None:
    found = [as_editor.post(exports(survey), {}, Idempotency_Key="k1").json()["data"]["id"] for _ in range(2)]

    assert found[0] == found[1]
    assert Export.objects.count() == 1


def test_viewers_have_none(caller_as: Callable[[str], Caller], survey: Survey) -> None:
    assert caller_as("viewer").get(exports(survey)).status_code == 403
