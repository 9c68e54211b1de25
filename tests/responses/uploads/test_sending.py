"""Files sent with a page, without JavaScript."""

import base64
import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from responses.domain import delete_response, submit_response
from responses.exceptions import AnswersInvalid
from responses.models import Response, Upload
from responses.uploads import delete_files_of_response, delete_files_of_survey, sweep
from responses.uploads.storing import SWEEP, upload_path
from surveys.models import Survey
from tenants.models import DueWork
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.uploads import files

SETTINGS = {"pictures": True, "pdf": True, "maximum_count": 2, "maximum_size": 1}
FILES = make_question("file_upload", "letters", settings=SETTINGS)
NAME = make_question(name="name", required=True)
SIGNATURE = make_question("signature", "signed", required=True)
Q = FILES["id"]
S = SIGNATURE["id"]


def file(content: bytes = files.PDF, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def drawn(content: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(content).decode()


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([FILES, NAME], [SIGNATURE]))


@pytest.fixture
def ada(survey: Survey) -> Respondent:
    return Respondent(survey).open()


def stored_bytes(upload: Upload) -> bytes:
    with default_storage.open(upload_path(upload.survey_id, upload.pk)) as found:
        return bytes(found.read())


def test_files_become_the_answer(ada: Respondent) -> None:
    ada.send(**{f"{Q}.new": [file(), file(files.picture(), "a/b/../photo.png")], NAME["id"]: "Ada"})

    letter, photo = Upload.objects.order_by("created_at")
    assert Response.objects.get().answers[Q] == [
        {"id": str(letter.pk), "name": "letter.pdf", "size": len(files.PDF), "type": "application/pdf"},
        {"id": str(photo.pk), "name": "photo.png", "size": photo.size, "type": "image/png"},
    ]
    assert stored_bytes(letter) == files.PDF
    assert letter.response == Response.objects.get().pk
    assert upload_path(letter.survey_id, letter.pk).startswith("organisations/t_acme/uploads/")


def test_a_form_with_files_may_be_larger_than_other_forms(acme: Scope) -> None:
    large = make_question("file_upload", "film", settings={"maximum_size": 10})
    cy = Respondent(published_survey(make_definition([large]))).open()
    content = files.PDF + bytes(4_000_000)

    cy.send(**{f"{large['id']}.new": [file(content)]})

    assert Response.objects.get().answers[large["id"]][0]["size"] == len(content)


def test_files_stay_when_another_answer_is_refused(ada: Respondent) -> None:
    ada.send(**{f"{Q}.new": [file()], NAME["id"]: ""})
    refused = (ada.status, "letter.pdf" in ada.html)
    ada.send(**{NAME["id"]: "Ada"})

    assert refused == (422, True)
    assert [each["name"] for each in Response.objects.get().answers[Q]] == ["letter.pdf"]
    assert Upload.objects.count() == 1


def test_a_refused_file_is_said_and_the_good_ones_stay(ada: Respondent) -> None:
    ada.post(ada.form(**{f"{Q}.new": [file(), file(files.EXE, "evil.pdf")], NAME["id"]: "Ada"}))

    assert ada.status == 422
    assert "“evil.pdf” can&#x27;t be taken. Please choose from: Pictures, PDF." in ada.html
    assert "letter.pdf" in ada.html
    assert not Response.objects.exists()
    ada.send(**{NAME["id"]: "Ada"})
    assert [each["name"] for each in Response.objects.get().answers[Q]] == ["letter.pdf"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([file(b"", "a.pdf")], "“a.pdf” is empty."),
        ([file(files.PDF + bytes(1024 * 1024), "a.pdf")], "too large: at most 1 MB"),
        ([file(), file(files.PDF + b" ", "b.pdf"), file(files.PDF + b"  ", "c.pdf")], "at most 2 files"),
        ([file(files.bomb(), "nice.png")], "“nice.png” can&#x27;t be read"),
        ([file(files.SVG, "<b>.svg")], "can&#x27;t be taken"),
    ],
)
def test_refusals_are_in_words(ada: Respondent, sent: list[SimpleUploadedFile], words: str) -> None:
    ada.post(ada.form(**{f"{Q}.new": sent, NAME["id"]: "Ada"}))

    assert ada.status == 422
    assert words in ada.html
    assert "<b>.svg" not in ada.html


def test_files_can_be_sent_on_their_own_and_removed_again(ada: Respondent) -> None:
    ada.post(ada.form(**{f"{Q}.new": [file()], f"{Q}.add": "1"}))
    assert (ada.status, "letter.pdf" in ada.html, Response.objects.exists()) == (200, True, False)
    ada.post(ada.form(**{f"{Q}.new": [file(files.EXE, "x.pdf")], f"{Q}.add": "1"}))
    assert (ada.status, "letter.pdf" in ada.html) == (422, True)

    ada.send(**{f"{Q}.remove": str(Upload.objects.get().pk), NAME["id"]: "Ada"})

    assert Response.objects.get().answers[Q] is None


def test_the_same_form_sent_twice_stores_a_file_once(ada: Respondent) -> None:
    form = ada.form(**{NAME["id"]: "Ada"})
    statuses = [ada.post(form | {f"{Q}.new": [file()]}).status_code for _ in range(2)]

    assert statuses == [303, 303]
    assert Upload.objects.count() == 1
    assert Response.objects.get().revision == 1


def test_nobody_can_name_anothers_file(ada: Respondent, survey: Survey) -> None:
    ada.send(**{f"{Q}.new": [file()], NAME["id"]: "Ada"})
    mine = json.dumps(Response.objects.get().answers[Q][0])
    bob = Respondent(survey).open()

    bob.post(bob.form(**{Q: mine, NAME["id"]: "Bob"}))

    assert bob.status == 422
    assert "A file is no longer here. Please choose it again." in bob.html
    assert Response.objects.count() == 1


def test_what_a_form_says_about_a_file_counts_for_nothing(ada: Respondent) -> None:
    ada.post(ada.form(**{f"{Q}.new": [file()], f"{Q}.add": "1"}))
    record = {
        "id": str(Upload.objects.get().pk),
        "name": "<script>.pdf",
        "size": 1,
        "type": "application/pdf",
    }

    ada.send(**{Q: json.dumps(record), NAME["id"]: "Ada"})

    assert Response.objects.get().answers[Q][0]["name"] == "letter.pdf"


def test_a_signature_is_drawn_or_typed(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"})
    ada.send(**{f"{S}.drawn": drawn(files.picture(size=(600, 200))), f"{S}.typed": "Ada L."})

    upload = Upload.objects.get()
    record = {"id": str(upload.pk), "name": "signature.png", "size": upload.size, "type": "image/png"}
    assert Response.objects.get().answers[S] == {"drawn": record, "typed": "Ada L."}


@pytest.mark.parametrize("text", ["data:text/html;base64,AAAA", "data:image/png;base64,!!", drawn(files.PDF)])
def test_what_is_no_drawing_is_refused(ada: Respondent, text: str) -> None:
    ada.send(**{NAME["id"]: "Ada"})
    ada.post(ada.form(**{f"{S}.drawn": text}))

    assert ada.status == 422
    assert not Upload.objects.exists()


def test_a_typed_name_signs_too(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"})
    ada.send(**{f"{S}.typed": "Ada L."})

    assert Response.objects.get().answers[S] == {"typed": "Ada L."}


def test_unclaimed_files_go_after_a_day_and_those_of_answers_stay(ada: Respondent) -> None:
    ada.send(**{f"{Q}.new": [file()], NAME["id"]: "Ada"})
    response = Response.objects.get().pk
    ada.open("?page=1").post(ada.form(**{f"{Q}.new": [file(files.picture(), "b.png")], f"{Q}.add": "1"}))
    letter, left = Upload.objects.order_by("created_at")
    assert DueWork.objects.filter(kind=SWEEP, key=str(response), tenant="t_acme").count() == 1

    sweep(response=response)
    assert Upload.objects.filter(claimed=False).count() == 2
    Upload.objects.update(seen_at=timezone.now() - timedelta(days=1, minutes=1))
    sweep(response=response)

    letter.refresh_from_db()
    assert list(Upload.objects.all()) == [letter]
    assert letter.claimed
    assert not default_storage.exists(upload_path(left.survey_id, left.pk))


def test_a_file_that_was_taken_out_of_an_answer_goes_too(ada: Respondent) -> None:
    ada.send(**{f"{Q}.new": [file()], NAME["id"]: "Ada"})
    Upload.objects.update(claimed=True)
    ada.open("?page=1").send(**{f"{Q}.remove": str(Upload.objects.get().pk)})
    Upload.objects.update(seen_at=timezone.now() - timedelta(days=2))

    sweep(response=Response.objects.get().pk)

    assert not Upload.objects.exists()


def test_a_form_older_than_the_sweep_is_told_so(ada: Respondent) -> None:
    ada.post(ada.form(**{f"{Q}.new": [file()], f"{Q}.add": "1"}))
    Upload.objects.update(seen_at=timezone.now() - timedelta(days=2))
    sweep(response=Upload.objects.get().response)

    ada.post(ada.form(**{NAME["id"]: "Ada"}))

    assert (ada.status, "A file is no longer here" in ada.html) == (422, True)


def test_files_go_with_their_response_and_survey(ada: Respondent, survey: Survey) -> None:
    ada.send(**{f"{Q}.new": [file()], NAME["id"]: "Ada"})
    upload = Upload.objects.get()
    delete_response(response=Response.objects.get(), by=None)

    delete_files_of_response(response=upload.response)
    assert not Upload.objects.exists()
    assert not default_storage.exists(upload_path(upload.survey_id, upload.pk))

    ben = Respondent(survey).open().send(**{f"{Q}.new": [file()], NAME["id"]: "Ben"})
    upload = Upload.objects.get()
    delete_files_of_survey(survey=survey.pk)
    assert (ben.status, default_storage.exists(upload_path(survey.pk, upload.pk))) == (200, False)


def test_a_response_has_200_files_at_most(ada: Respondent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responses.uploads.storing.MOST_OF_RESPONSE", 1)
    ada.post(ada.form(**{f"{Q}.new": [file()], f"{Q}.add": "1"}))

    ada.post(ada.form(**{f"{Q}.new": [file(files.picture(), "b.png")], f"{Q}.add": "1"}))

    assert (ada.status, Upload.objects.count()) == (422, 1)


def test_the_api_takes_no_file_that_isnt_there(survey: Survey) -> None:
    record = {
        "id": "0190a000-0000-7000-8000-000000000001",
        "name": "letter.pdf",
        "size": 5,
        "type": "application/pdf",
    }
    with pytest.raises(AnswersInvalid) as refusal:
        submit_response(survey=survey, answers={Q: [record], NAME["id"]: "Ada", S: {"typed": "Ada"}})

    assert {key: error.code for key, error in refusal.value.errors.items()} == {Q: "gone"}


def test_nothing_is_left_in_the_storage_when_the_row_cant_be_written(
    ada: Respondent, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("responses.uploads.storing._written", fail)
    with pytest.raises(OSError, match="no"):
        ada.post(ada.form(**{f"{Q}.new": [file()], NAME["id"]: "Ada"}))

    assert default_storage.listdir(f"organisations/t_acme/uploads/{survey.pk}")[1] == []


def test_a_button_of_a_question_on_a_page_that_isnt_open_leads_back(ada: Respondent) -> None:
    form = ada.form()
    ada.send(**{NAME["id"]: "Ada"})
    ada.send(**{f"{S}.typed": "Ada"})

    ada.post(form | {f"{Q}.add": ["1"]})

    assert ada.status == 303


def test_staff_save_files_and_strangers_dont(
    ada: Respondent, survey: Survey, make_person, client_of, stranger: Client, other: Scope
) -> None:
    ada.send(**{f"{Q}.new": [file()], NAME["id"]: "Ada"})
    upload = Upload.objects.get()
    address = f"/surveys/{survey.pk}/files/{upload.pk}/"

    answer = client_of(make_person("analyst")).get(address)

    assert b"".join(answer.streaming_content) == files.PDF
    headers = answer.headers
    assert headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert (headers["X-Content-Type-Options"], headers["Content-Type"]) == ("nosniff", "application/pdf")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client_of(make_person("viewer")).get(address).status_code == 403
    assert stranger.get(address).status_code == 302
    elsewhere = f"/surveys/{published_survey(make_definition()).pk}/files/{upload.pk}/"
    assert client_of(make_person("owner")).get(elsewhere).status_code == 404
    default_storage.delete(upload_path(survey.pk, upload.pk))
    assert client_of(make_person("owner")).get(address).status_code == 404
    Response.objects.all().delete()
    assert client_of(make_person("owner")).get(address).status_code == 404
