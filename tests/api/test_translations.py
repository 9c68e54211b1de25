"""Translations over the API: read beside their originals, written by lasting keys."""

from typing import Any

import pytest

from surveys.models import Survey
from surveys.queries import draft_of
from tests.api.conftest import Caller
from tests.builders import make_definition, make_question, make_survey, reread


@pytest.fixture
def survey(acme: Any) -> Survey:
    """A question with a placeholder, to be in Dutch."""
    questions = [make_question(name="name"), make_question(name="b", text="Hi {{ name }}")]
    return make_survey(make_definition(questions, languages=("en", "nl"), title="Pulse"))


def test_translations_are_listed_and_read(survey: Survey, as_editor: Caller) -> None:
    listed = as_editor.get(f"surveys/{survey.pk}/translations/")
    answer = as_editor.get(f"surveys/{survey.pk}/translations/nl/")

    progress = {"language": "nl", "total": 4, "translated": 0, "missing": 4, "changed": 0}
    assert listed.json()["data"] == [progress]
    data = answer.json()["data"]
    assert {name: data[name] for name in progress} == progress
    assert data["source_language"] == "en"
    assert data["texts"][0] == {
        "key": "survey.title",
        "where": "Survey · Title",
        "rich": False,
        "original": "Pulse",
        "translation": "",
        "state": "missing",
        "former_original": "",
    }
    assert answer["ETag"] == '"1"'


def test_texts_are_written_all_or_none(survey: Survey, as_editor: Caller) -> None:
    key = f"{draft_of(survey).elements[1].id}.text"
    path = f"surveys/{survey.pk}/translations/nl/"

    refused = as_editor("PUT", path, {"texts": {"survey.title": "Pols", key: "Hoi"}})
    written = as_editor("PUT", path, {"texts": {"survey.title": "Pols", key: "Hoi {{ name }}"}})

    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["field"], error["code"]) == (f"texts.{key}", "translation_refused")
    assert written.status_code == 200
    assert written["ETag"] == '"2"'
    assert written.json()["data"]["translated"] == 2
    assert draft_of(reread(survey)).title == {"en": "Pulse", "nl": "Pols"}


def test_a_translation_of_an_older_draft_is_refused(survey: Survey, as_editor: Caller) -> None:
    path = f"surveys/{survey.pk}/translations/nl/"

    answer = as_editor("PUT", path, {"texts": {"survey.title": "Pols"}}, If_Match='"7"')

    assert answer.status_code == 412
    assert draft_of(reread(survey)).title == {"en": "Pulse"}


@pytest.mark.parametrize(
    ("language", "texts", "status"),
    [
        ("en", {}, 404),
        ("fr", {}, 404),
        ("nl", {"q_00000000.text": "x"}, 422),
        ("nl", {"survey.title": 7}, 400),
        ("nl", "Pols", 400),
        ("nl", {"survey.title": "x" * 20_001}, 400),
    ],
)
def test_what_cant_be_written_is_told(
    survey: Survey, as_editor: Caller, language: str, texts: object, status: int
) -> None:
    answer = as_editor("PUT", f"surveys/{survey.pk}/translations/{language}/", {"texts": texts})

    assert answer.status_code == status


def test_there_is_an_end_to_how_many(
    survey: Survey, as_editor: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveys.api.translations.MOST_LINES", 0)

    answer = as_editor("PUT", f"surveys/{survey.pk}/translations/nl/", {"texts": {"survey.title": "Pols"}})

    assert answer.status_code == 400
