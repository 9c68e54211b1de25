"""Files through the API: judged as a form's are, named by one response, gone if none does."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from responses.domain import delete_response
from responses.models import Response, Upload
from responses.uploads import delete_files_of_response, sweep
from responses.uploads.storing import upload_path
from surveys.models import Survey
from tenants.models import DueWork
from tests.api.conftest import Caller
from tests.api.endpoints import upload_form
from tests.builders import make_definition, make_question, make_survey, published_survey
from tests.responses.uploads import files

NAME = make_question("short_text", "name")
LETTER = make_question("file_upload", "letter")
SIGNED = make_question("signature", "signed", settings={"typed": False})


@pytest.fixture
def survey(acme: Any) -> Survey:
    return published_survey(make_definition([NAME, LETTER, SIGNED]))


def send(
    caller: Caller, survey: Survey, name: str, content: bytes, question: str = "letter", **more: Any
) -> Any:
    body, kind = upload_form({"question": question}, name, content, more.pop("boundary", "b1"))
    return caller.post(f"surveys/{survey.pk}/uploads/", body, Content_Type=kind, **more)


def submit(caller: Caller, survey: Survey, **answers: Any) -> Any:
    return caller.post(f"surveys/{survey.pk}/responses/", {"answers": answers})


def first_error(answer: Any) -> tuple[int, str, str]:
    error = answer.json()["errors"][0]
    return answer.status_code, error["field"], error["code"]


def test_a_file_becomes_part_of_the_response_that_names_it(as_editor: Caller, survey: Survey) -> None:
    sent = send(as_editor, survey, "letter.pdf", files.PDF).json()["data"]

    data = submit(as_editor, survey, letter=[sent["id"]]).json()["data"]

    upload = Upload.objects.get()
    assert sent["type"] == "application/pdf"
    assert (upload.response, upload.claimed) == (Response.objects.get().pk, True)
    assert data["answers"]["letter"] == [
        {"id": sent["id"], "name": "letter.pdf", "size": len(files.PDF), "type": "application/pdf"}
    ]


def test_files_are_corrected_by_those_that_were_sent_for_it(as_editor: Caller, survey: Survey) -> None:
    first, second, third = (
        send(as_editor, survey, f"{name}.pdf", files.PDF + name.encode()).json()["data"]
        for name in ("one", "two", "three")
    )
    mine = submit(as_editor, survey, letter=[first["id"]]).json()["data"]["links"]["self"]
    submit(as_editor, survey, letter=[second["id"]])
    place = mine.partition("/api/v1/")[2]

    def correct(*files: str) -> Any:
        tag = as_editor.get(place).headers["ETag"]
        return as_editor("PATCH", place, {"answers": {"letter": list(files)}}, If_Match=tag)

    assert first_error(correct(second["id"])) == (422, "answers.letter", "gone")
    assert correct(first["id"]).status_code == 200
    done = correct(third["id"])
    assert [each["name"] for each in done.json()["data"]["answers"]["letter"]] == ["three.pdf"]
    assert Upload.objects.get(pk=third["id"]).response == Upload.objects.get(pk=first["id"]).response


def test_what_the_partner_says_of_a_file_is_not_believed(as_editor: Caller, survey: Survey) -> None:
    sent = send(as_editor, survey, "letter.pdf", files.PDF).json()["data"]
    lie = {"id": sent["id"], "name": "other.pdf", "size": 1, "type": "image/png"}

    data = submit(as_editor, survey, letter=[lie]).json()["data"]

    assert data["answers"]["letter"][0]["name"] == "letter.pdf"


def test_a_signature_is_named_where_it_stands(as_editor: Caller, survey: Survey) -> None:
    sent = send(as_editor, survey, "signature.png", files.picture(), "signed").json()["data"]

    data = submit(as_editor, survey, signed={"drawn": sent["id"]}).json()["data"]

    assert data["answers"]["signed"]["drawn"]["id"] == sent["id"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("letter.pdf", files.EXE, "wrong_kind"),
        ("letter.exe", files.EXE, "wrong_kind"),
        ("x.svg", files.SVG, "wrong_kind"),
        ("letter.pdf", b"", "unreadable"),
    ],
)
def test_it_is_judged_by_what_it_holds(
    as_editor: Caller, survey: Survey, name: str, content: bytes, code: str
) -> None:
    answer = send(as_editor, survey, name, content)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    assert not Upload.objects.exists()


def test_more_than_other_bodies_may_be_is_taken_and_more_than_the_question_takes_is_not(
    as_editor: Caller, survey: Survey
) -> None:
    large = files.PDF + bytes(3_000_000)

    assert send(as_editor, survey, "large.pdf", large).status_code == 201
    assert first_error(send(as_editor, survey, "larger.pdf", large * 4)) == (422, "file", "too_large")


def test_only_questions_that_take_files_have_some(as_editor: Caller, survey: Survey) -> None:
    assert first_error(send(as_editor, survey, "a.pdf", files.PDF, "name")) == (
        *(422, "question"),
        "takes_no_files",
    )
    assert send(as_editor, survey, "a.pdf", files.PDF, "nobody").status_code == 400


def test_without_a_file_or_as_json_nothing_is_taken(as_editor: Caller, survey: Survey) -> None:
    path = f"surveys/{survey.pk}/uploads/"

    assert as_editor.post(path, {"question": "letter"}).status_code == 415
    assert as_editor.post(path, b"--b\r\n", Content_Type="multipart/form-data; boundary=b").status_code == 400


class TestNaming:
    def test_one_file_one_response(self, as_editor: Caller, survey: Survey) -> None:
        sent = send(as_editor, survey, "letter.pdf", files.PDF).json()["data"]
        submit(as_editor, survey, letter=[sent["id"]])

        again = submit(as_editor, survey, letter=[sent["id"]])

        assert first_error(again) == (422, "answers.letter", "gone")
        assert Response.objects.count() == 1

    def test_not_for_another_question(self, as_editor: Caller, survey: Survey) -> None:
        sent = send(as_editor, survey, "picture.png", files.picture()).json()["data"]

        answer = submit(as_editor, survey, signed={"drawn": sent["id"]})

        assert first_error(answer) == (422, "answers.signed", "gone")

    @pytest.mark.parametrize(
        "named", ["nothing", str(UUID(int=7)), [None], [{"id": 1}], {"id": {"id": []}}, [[["x"]]], 7]
    )
    def test_not_what_is_no_file(self, as_editor: Caller, survey: Survey, named: Any) -> None:
        assert submit(as_editor, survey, letter=named).status_code == 422
        assert not Response.objects.exists()

    def test_not_a_respondent_s(self, as_editor: Caller, survey: Survey) -> None:
        theirs = Upload.objects.create(
            survey=survey, response=uuid4(), question=LETTER["id"], name="a.pdf", size=1
        )

        assert first_error(submit(as_editor, survey, letter=[str(theirs.pk)]))[2] == "gone"

    def test_not_another_survey_s(self, as_editor: Caller, survey: Survey) -> None:
        other = published_survey(make_definition([LETTER]))
        sent = send(as_editor, other, "letter.pdf", files.PDF).json()["data"]

        assert first_error(submit(as_editor, survey, letter=[sent["id"]]))[2] == "gone"

    def test_not_when_another_response_took_it_in_this_moment(
        self, as_editor: Caller, survey: Survey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent = send(as_editor, survey, "letter.pdf", files.PDF).json()["data"]
        taken = lambda *_given: Upload.objects.update(claimed=True)  # noqa: E731
        monkeypatch.setattr("responses.submitting._take_link", taken)

        with transaction.atomic():
            answer = submit(as_editor, survey, letter=[sent["id"]])

        assert first_error(answer) == (422, "answers.letter", "gone")
        assert not Response.objects.exists()

    def test_in_an_answer_that_is_refused_it_still_waits(self, as_editor: Caller, survey: Survey) -> None:
        sent = send(as_editor, survey, "letter.pdf", files.PDF).json()["data"]
        submit(as_editor, survey, letter=[sent["id"]], nobody=1)

        assert submit(as_editor, survey, letter=[sent["id"]]).status_code == 201


def test_the_same_request_is_answered_the_same_however_it_is_divided(
    as_editor: Caller, survey: Survey
) -> None:
    first = send(as_editor, survey, "letter.pdf", files.PDF, boundary="b1", Idempotency_Key="u")
    again = send(as_editor, survey, "letter.pdf", files.PDF, boundary="b2", Idempotency_Key="u")
    other = send(as_editor, survey, "letter.pdf", files.PDF + b" ", Idempotency_Key="u")

    assert (again.content, Upload.objects.count()) == (first.content, 1)
    assert (again["Idempotency-Replayed"], other.status_code) == ("true", 422)


def test_what_no_response_names_goes_after_a_day(as_editor: Caller, survey: Survey) -> None:
    send(as_editor, survey, "letter.pdf", files.PDF)
    upload = Upload.objects.get()
    assert DueWork.objects.filter(kind="responses.sweep_uploads", key=str(upload.response)).exists()

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        sweep(response=upload.response)

    assert not Upload.objects.exists()
    assert not default_storage.exists(upload_path(survey.pk, upload.pk))


def test_it_goes_with_its_response(as_editor: Caller, survey: Survey) -> None:
    sent = send(as_editor, survey, "letter.pdf", files.PDF).json()["data"]
    submit(as_editor, survey, letter=[sent["id"]])
    response = Response.objects.get()

    delete_response(response=response, by=None)
    delete_files_of_response(response=response.pk)
    assert not Upload.objects.exists()


def test_waiting_files_are_bounded(
    as_editor: Caller, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responses.uploads.partners.MOST_UNUSED", 1)
    send(as_editor, survey, "letter.pdf", files.PDF)

    assert first_error(send(as_editor, survey, "b.pdf", files.PDF))[1:] == ("file", "too_many_waiting")


def test_a_draft_takes_none(as_editor: Caller, acme: Any) -> None:
    answer = send(as_editor, make_survey(make_definition([LETTER])), "letter.pdf", files.PDF)

    assert first_error(answer)[2] == "survey_draft"
