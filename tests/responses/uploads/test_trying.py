"""Files in the preview are judged, and nothing is stored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from responses.models import Upload
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey
from tests.responses.respondent import PageReader
from tests.responses.uploads import files

FILES = make_question("file_upload", "letters", required=True)
Q = FILES["id"]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return make_survey(make_definition([FILES, make_question(name="name", required=True)]))


@pytest.fixture
def desk(make_person, client_of) -> Client:
    return client_of(make_person("viewer"))


def fields(html: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in PageReader(html).fields:
        found.setdefault(name, []).append(value)
    return found


def test_a_file_stays_in_the_form_of_the_trial(desk: Client, survey: Survey) -> None:
    address = f"/surveys/{survey.pk}/preview/"
    first = desk.get(address).content.decode()
    letter = SimpleUploadedFile("letter.pdf", files.PDF)

    added = desk.post(address, fields(first) | {f"{Q}.new": letter, f"{Q}.add": "1"})
    refused = desk.post(address, fields(added.content.decode()) | {"_go": "next"})
    removed = desk.post(
        address,
        fields(refused.content.decode()) | {f"{Q}.remove": [_id(refused.content.decode())], "_go": "next"},
    )

    assert (added.status_code, "letter.pdf" in added.content.decode()) == (200, True)
    assert (refused.status_code, "letter.pdf" in refused.content.decode()) == (422, True)
    assert (removed.status_code, "letter.pdf" in removed.content.decode()) == (422, False)
    assert not Upload.objects.exists()


def test_a_wrong_file_is_said_there_too(desk: Client, survey: Survey) -> None:
    address = f"/surveys/{survey.pk}/preview/"
    form = fields(desk.get(address).content.decode())
    wrong = SimpleUploadedFile("x.pdf", files.EXE)

    answer = desk.post(address, form | {f"{Q}.new": wrong, f"{Q}.add": "1"})

    assert answer.status_code == 422
    assert "“x.pdf” can&#x27;t be taken" in answer.content.decode()


def _id(html: str) -> str:
    return html.partition('.remove" value="')[2][:36]
