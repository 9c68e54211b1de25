"""Files in repeat groups: one list for each instance, judged and kept as anywhere else."""

import base64
import html
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from responses.models import Response, Upload
from responses.uploads import sweep
from responses.uploads.storing import KEPT_UNCLAIMED
from surveys.definition import Definition
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey, published_survey
from tests.responses.respondent import PageReader, Respondent
from tests.responses.uploads import files

GROUP = make_question(
    "repeat_group", "people", settings={"times": "free", "minimum": 1, "maximum": 4, "number": 2}
)
IN_IT = {"in_group": GROUP["id"]}
PAPER = make_question("file_upload", "paper", settings={"maximum_count": 2, "maximum_size": 1}) | IN_IT
SIGNED = make_question("signature", "signed", settings={"typed": False}) | IN_IT
G, P, S = GROUP["id"], PAPER["id"], SIGNED["id"]


def definition() -> Definition:
    return make_definition([GROUP, PAPER, SIGNED], [make_question("short_text", "name")])


@pytest.fixture
def ada(acme: Scope) -> Respondent:
    return Respondent(published_survey(definition())).open()


def file(name: str, content: bytes = files.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def fields(ada: Respondent, **changes: Any) -> dict[str, list[Any]]:
    return ada.form(**changes)


def press(ada: Respondent, go: str, **changes: Any) -> None:
    ada.post(fields(ada, **changes) | {"_go": [go]})


def names(response: Response) -> dict[str, list[str]]:
    return {
        key: [record["name"] for record in value]
        for key, value in response.answers.items()
        if key.startswith(P) and value
    }


def test_each_instance_has_files_of_its_own(ada: Respondent) -> None:
    press(ada, f"add-{G}", **{f"{P}.1.new": [file("one.pdf")]})

    ada.send("next", **{f"{P}.2.new": [file("two.pdf"), file("photo.png", files.picture())]})

    row = Response.objects.get()
    assert row.answers[G] == 2
    assert names(row) == {f"{P}.1": ["one.pdf"], f"{P}.2": ["two.pdf", "photo.png"]}
    assert {*Upload.objects.values_list("question", "response")} == {(P, row.pk)}


def test_each_is_judged_by_what_it_holds(ada: Respondent) -> None:
    ada.send("next", **{f"{P}.1.new": [file("letter.pdf", files.EXE)]})

    assert (ada.status, "letter.pdf" in ada.html) == (422, True)
    assert (Upload.objects.count(), Response.objects.count()) == (0, 0)


def test_the_limit_of_files_is_each_instance_s(ada: Respondent) -> None:
    three = [file(f"{each}.pdf", files.PDF + bytes([each])) for each in range(3)]

    ada.send("next", **{f"{P}.1.new": three})

    assert (ada.status, Response.objects.count()) == (422, 0)


def test_files_move_up_with_their_instance_and_those_of_one_that_goes_are_swept(ada: Respondent) -> None:
    press(ada, f"add-{G}", **{f"{P}.1.new": [file("one.pdf")]})
    ada.send("next", **{f"{P}.2.new": [file("two.pdf", files.PDF + b" ")]})
    row = Response.objects.get()
    Upload.objects.update(claimed=True)
    ada.open("?page=1")

    press(ada, f"remove-{G}-1")
    assert ("one.pdf" in ada.html, "two.pdf" in ada.html) == (False, True)
    ada.send()
    Upload.objects.update(seen_at=timezone.now() - 2 * KEPT_UNCLAIMED)
    sweep(response=row.pk)

    row.refresh_from_db()
    assert names(row) == {f"{P}.1": ["two.pdf"]}
    assert [*Upload.objects.values_list("name", flat=True)] == ["two.pdf"]


def test_one_can_be_removed_from_one_instance(ada: Respondent) -> None:
    press(ada, f"add-{G}", **{f"{P}.1.new": [file("one.pdf")]})
    press(ada, f"add-{G}", **{f"{P}.2.new": [file("two.pdf", files.PDF + b" ")]})
    second = Upload.objects.get(name="two.pdf")

    ada.send("next", **{f"{P}.2.remove": [str(second.pk)]})

    assert names(Response.objects.get()) == {f"{P}.1": ["one.pdf"]}


def test_a_button_of_an_instance_sends_its_files_and_stays(ada: Respondent) -> None:
    press(ada, f"add-{G}")

    ada.post(fields(ada, **{f"{P}.2.new": [file("two.pdf")], f"{P}.2.add": "1"}))

    assert (ada.status, "two.pdf" in ada.html, Response.objects.count()) == (200, True, 0)
    assert json.dumps("two.pdf") in html.unescape(ada.html)


def test_a_drawing_belongs_to_its_instance(ada: Respondent) -> None:
    press(ada, f"add-{G}")
    url = "data:image/png;base64," + base64.b64encode(files.picture()).decode()

    ada.send("next", **{f"{S}.2.drawn": url})

    answers = Response.objects.get().answers
    assert (answers[f"{S}.1"], answers[f"{S}.2"]["drawn"]["name"]) == (None, "signature.png")


@pytest.mark.parametrize("field", ["new", "5.new", "0.new", "1.1.new", "x.new"])
def test_fields_of_no_instance_bring_nothing_in(ada: Respondent, field: str) -> None:
    ada.send("next", **{f"{P}.{field}": [file("one.pdf")]})

    assert all(not names(row) for row in Response.objects.all())


def test_the_files_of_somebody_else_are_named_in_vain(ada: Respondent) -> None:
    ada.send("next", **{f"{P}.1.new": [file("one.pdf")]})
    theirs = Response.objects.get().answers[f"{P}.1"][0]
    bob = Respondent(Survey.objects.get()).open()

    bob.send("next", **{f"{P}.1": json.dumps(theirs)})

    assert (bob.status, Response.objects.count()) == (422, 1)


def test_staff_find_them_beside_their_instance(ada: Respondent, client_of: Any, editor: User) -> None:
    ada.send("next", **{f"{P}.1.new": [file("one.pdf")]})
    row = Response.objects.get()

    page = client_of(editor).get(f"/surveys/{row.survey_id}/responses/{row.pk}/").content.decode()
    exported = client_of(editor).get(f"/surveys/{row.survey_id}/export.csv?status=all")
    csv_text = b"".join(exported.streaming_content).decode()

    assert f"/surveys/{row.survey_id}/files/{Upload.objects.get().pk}/" in page
    assert "one.pdf" in csv_text


def test_a_trial_shows_them_and_stores_nothing(acme: Scope, client_of: Any, editor: User) -> None:
    survey = make_survey(definition())
    browser: Client = client_of(editor)
    preview = f"/surveys/{survey.pk}/preview/"
    fields = dict(PageReader(browser.get(preview).content.decode()).fields)

    page = browser.post(preview, fields | {f"{P}.1.new": file("one.pdf"), "_go": f"add-{G}"})

    assert ("one.pdf" in page.content.decode(), Upload.objects.count()) == (True, 0)
