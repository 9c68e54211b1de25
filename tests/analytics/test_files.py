"""Files and places in results: counted, named in files, to be saved from a single response."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from analytics.results import FilesSummary, PartsSummary, Results
from responses.models import Upload
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.uploads import files

FILES = make_question("file_upload", "letters", settings={"maximum_count": 2})
SIGNED = make_question("signature", "signed")
PLACE = make_question("geo_point", "place")
Q, S, P = FILES["id"], SIGNED["id"], PLACE["id"]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    survey = published_survey(make_definition([FILES, SIGNED, PLACE]))
    sent = [SimpleUploadedFile("a.pdf", files.PDF), SimpleUploadedFile("=b.pdf", files.PDF + b" ")]
    Respondent(survey).open().send(
        **{f"{Q}.new": sent, f"{S}.typed": "Ada", P: "52.37", f"{P}.longitude": "4.9"}
    )
    Respondent(survey).open().send(**{f"{Q}.new": [SimpleUploadedFile("c.pdf", files.PDF)]})
    Respondent(survey).open().send()
    return survey


def summaries(survey: Survey) -> list[Any]:
    return Results.of(survey.pk).summaries()


def test_files_are_counted(survey: Survey) -> None:
    letters, signed, place = summaries(survey)

    assert isinstance(letters, FilesSummary)
    assert (letters.files, letters.base.answered, letters.base.skipped) == (3, 2, 1)
    assert [quote.text for quote in letters.latest] == ["c.pdf", "a.pdf, =b.pdf"]
    assert (signed.files, [quote.text for quote in signed.latest]) == (1, ["Ada"])
    assert isinstance(place, PartsSummary)
    assert [part.question.name for part in place.parts] == [
        "place_latitude",
        "place_longitude",
        "place_accuracy",
    ]
    assert place.parts[0].moments.mean == 52.37


def test_who_may_not_see_responses_sees_no_names(survey: Survey, make_person) -> None:
    found = Results.of(survey.pk).summaries_for(make_person("viewer"))

    assert (found[0].files, found[0].latest) == (3, ())


def test_the_page_counts_them(survey: Survey, make_person, client_of) -> None:
    page = client_of(make_person("analyst")).get(f"/surveys/{survey.pk}/results/").content.decode()

    assert "3 files" in page
    assert "a.pdf, =b.pdf" in page


def test_a_file_holds_names(survey: Survey, make_person, client_of) -> None:
    answer = client_of(make_person("analyst")).get(f"/surveys/{survey.pk}/export.csv")
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()

    assert '"a.pdf; =b.pdf"' in text
    assert "place_latitude" in text


def test_a_single_response_offers_them_to_be_saved(survey: Survey, make_person, client_of) -> None:
    upload = Upload.objects.get(name="a.pdf")
    page = client_of(make_person("analyst")).get(f"/surveys/{survey.pk}/responses/{upload.response}/")

    html = page.content.decode()
    assert f'href="/surveys/{survey.pk}/files/{upload.pk}/"' in html
    assert "<bdi>Ada</bdi>" in html
    assert "a.pdf, =b.pdf" not in html
