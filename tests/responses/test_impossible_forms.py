"""What no browser sends beside answers: files, pages ahead, forged marks and buttons; nothing is stored."""

import json
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from responses.models import Response, Upload
from surveys.models import Survey
from tenants.scope import Scope
from tests.api.conftest import Caller, as_editor, caller_of  # noqa: F401 - fixtures
from tests.gathering import gathered
from tests.responses.respondent import Respondent
from tests.responses.test_impossible import FOREIGN, Q, nothing_is_stored, survey_with
from tests.responses.test_logic import CIGARETTES, NAME, SMOKER, number, short, survey_of, yes_no
from tests.responses.uploads import files
from tests.surveys.definitions import element_data

BAD_FILES = {
    "bomb.png": files.bomb(),
    "script.svg": files.SVG,
    "script.png": files.SVG,
    "page.png": b"<!doctype html><script>alert(1)</script>",
    "program.pdf": files.EXE,
    "empty.pdf": b"",
    "nested.docx": files.package([("[Content_Types].xml", b"<Types/>"), ("word/x.xml", bytes(90_000_000))]),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_files_that_are_not_what_they_say_are_refused(acme: Scope, name: str) -> None:
    eve = Respondent(survey_with("file_upload")).open()

    eve.post(eve.form() | {f"{Q}.new": [SimpleUploadedFile(name, BAD_FILES[name])]})

    assert eve.status == 422
    assert nothing_is_stored()
    assert not Upload.objects.exists()


def test_what_is_hidden_in_a_picture_is_not_kept(acme: Scope) -> None:
    eve = Respondent(survey_with("file_upload")).open()
    polyglot = files.picture("PNG") + files.package([("evil.js", b"alert(1)")]) + b"<script>alert(1)</script>"

    eve.post(eve.form() | {f"{Q}.new": [SimpleUploadedFile("both.png", polyglot)]})

    upload = Upload.objects.get()
    assert upload.size < len(polyglot)


def test_files_of_others_are_not_taken(acme: Scope, as_editor: Caller) -> None:  # noqa: F811
    survey = survey_with("file_upload")

    told = as_editor.post(f"surveys/{survey.pk}/responses/", {"answers": {Q: [FOREIGN]}})
    eve = Respondent(survey).open()
    eve.post(eve.form() | {Q: json.dumps(FOREIGN)})

    assert (eve.status, told.status_code) == (422, 422)
    assert nothing_is_stored()


def test_more_files_than_allowed_are_refused(acme: Scope) -> None:
    eve = Respondent(survey_with("file_upload")).open()
    sent: Any = [SimpleUploadedFile(f"{number}.pdf", files.PDF + b"%d" % number) for number in range(4)]

    eve.post(eve.form() | {f"{Q}.new": sent})

    assert eve.status == 422
    assert nothing_is_stored()


def test_answers_to_hidden_questions_are_not_stored(acme: Scope, as_editor: Caller) -> None:  # noqa: F811
    survey = survey_of(
        [yes_no(SMOKER, "smoker"), number(CIGARETTES, "cigarettes", visible_if="smoker")],
        [short(NAME, "name")],
    )
    sent = {"smoker": False, "cigarettes": 12, "name": "Eve"}

    told = as_editor.post(f"surveys/{survey.pk}/responses/", {"answers": sent})
    Respondent(survey).open().send(**{SMOKER: "no", CIGARETTES: "12"})

    assert told.status_code == 422
    assert Response.objects.get().answers == {SMOKER: False}


def branching() -> Survey:
    found = survey_of(
        {"elements": [yes_no(SMOKER, "smoker", required=True)]},
        {"elements": [number(CIGARETTES, "cigarettes", required=True)], "visible_if": "smoker"},
        [short(NAME, "name")],
    )
    return cast(Survey, found)


@pytest.mark.parametrize("page", ["2", "3", "4", "99", "0", "-1", "1e3", "review", "p_00000003", "٣"])
def test_pages_ahead_are_not_shown(acme: Scope, page: str) -> None:
    eve = Respondent(branching()).open()

    eve.open(f"?page={page}")

    assert "name?" not in eve.html
    assert "cigarettes?" not in eve.html


def test_a_mark_of_a_page_that_is_now_left_out_stores_nothing_there(acme: Scope) -> None:
    eve = Respondent(branching()).open().send(**{SMOKER: "yes"})
    smoking = eve.form(**{CIGARETTES: "12"})
    eve.send("back").send(**{SMOKER: "no"})

    eve.post(smoking)

    assert eve.status == 303
    assert Response.objects.get().answers == {SMOKER: False}


@pytest.mark.parametrize(
    "go",
    [
        "",
        "Next",
        "add-q_00000001",
        "remove-q_00000001-99",
        "to-p_00000003",
        "to-",
        "leave",
        "pause",
        "\x00",
        "look\x00",
    ],
)
def test_odd_buttons_finish_nothing_that_is_required(acme: Scope, go: str) -> None:
    eve = Respondent(branching()).open()

    eve.post(eve.form() | {"_go": go})

    assert eve.status in (200, 303, 400, 422)
    assert not Response.objects.filter(status="complete").exists()
    assert all(SMOKER not in row.answers or row.answers[SMOKER] is None for row in Response.objects.all())


@pytest.fixture
def branched(acme: Scope) -> Survey:
    """A survey whose second page is for smokers."""
    return branching()


FORGED = ["", "\x00", "x" * 5_000, "q_zzzzzzzz " * 200, "smoker=1&_at=2", ["a", "b"]]


@pytest.mark.parametrize("field", ["_seen", "_asked", "_link", "_from", "_language", "_at"])
@gathered("value", FORGED, ids=lambda value: ascii(value)[:20], undone=True)
def test_forged_fields_of_the_form_finish_nothing_that_is_required(
    branched: Survey, field: str, value: Any
) -> None:
    eve = Respondent(branched).open()

    eve.post(eve.form() | {field: value})

    assert eve.status in (200, 303, 400, 422)
    assert not any(row.answers.get(SMOKER) is not None or row.completed_at for row in Response.objects.all())


def test_instances_beyond_the_most_are_not_stored(acme: Scope, as_editor: Caller) -> None:  # noqa: F811
    group = element_data("repeat_group", text={"en": "People"})
    survey = survey_of([group, short(NAME, "name", in_group=Q)], languages=["en", "ar"])
    eve = Respondent(survey).open()

    eve.post(eve.form() | {Q: "3", **{f"{NAME}.{each}": "x" for each in range(1, 60)}})
    told = as_editor.post(f"surveys/{survey.pk}/responses/", {"answers": {Q: 1, f"{NAME}.50": "x"}})

    assert told.status_code == 422
    assert all(
        set(row.answers) <= {Q, *(f"{NAME}.{each}" for each in (1, 2, 3))} for row in Response.objects.all()
    )
