"""Surveys as files through the API: out of one organisation, into another, once however often it is asked."""

import json
from typing import Any

from surveys.definition import definition_json
from surveys.models import Survey
from surveys.queries import draft_of
from tests.api.conftest import Caller
from tests.api.endpoints import SURVEY_FILE, upload_form
from tests.builders import make_definition, make_question, make_survey


def sent(caller: Caller, content: bytes, **headers: str) -> Any:
    body, kind = upload_form({}, "some.canvass.json", content)
    return caller.post("survey-files/", body, Content_Type=kind, **headers)


def test_a_survey_goes_out_as_a_file_and_comes_in_again(as_editor: Caller) -> None:
    question = make_question("email", "mail", sensitive=True)
    survey = make_survey(make_definition([question], title="Über uns", languages=("en", "nl")))

    file = as_editor.get(f"surveys/{survey.pk}/file/")
    answer = sent(as_editor, file.content)

    made = Survey.objects.exclude(pk=survey.pk).get()
    data = answer.json()["data"]
    assert file.headers["Content-Disposition"] == 'attachment; filename="uber-uns.canvass.json"'
    assert (answer.status_code, answer.headers["Location"]) == (201, data["links"]["self"])
    assert (data["id"], data["status"], data["left_out"]) == (str(made.pk), "draft", [])
    assert definition_json(draft_of(made)) == definition_json(draft_of(survey))


def test_the_same_file_sent_twice_by_one_key_is_one_survey(as_editor: Caller) -> None:
    first = sent(as_editor, SURVEY_FILE, Idempotency_Key="k1")
    again = sent(as_editor, SURVEY_FILE, Idempotency_Key="k1")

    assert first.json()["data"]["id"] == again.json()["data"]["id"]
    assert Survey.objects.count() == 1


def test_what_is_no_survey_is_refused_in_words(as_editor: Caller) -> None:
    wrong = json.dumps(json.loads(SURVEY_FILE) | {"definition": {"pages": 1}}).encode()

    answers = [sent(as_editor, content) for content in (b"{}", wrong)]
    nothing = as_editor.post("survey-files/", *upload_form({}, "a", b"")[:1], Content_Type="text/plain")

    assert [answer.json()["errors"][0]["code"] for answer in answers] == [
        "not_a_survey",
        "definition_invalid",
    ]
    assert [answer.status_code for answer in (*answers, nothing)] == [422, 422, 415]
    assert not Survey.objects.exists()
