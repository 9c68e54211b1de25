"""Translators' files on the pages of a survey: downloaded, read, looked at, taken or left."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from surveys.domain import read_translations
from surveys.exceptions import EditRefused
from surveys.models import Survey, TranslationFile
from surveys.translation_files import KINDS, file_for
from tests.builders import make_definition, make_survey, reread
from tests.surveys.conftest import Post, address, first
from tests.surveys.translating.test_pages import key_of, say


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_downloaded(survey: Survey, browser: Client, kind: str) -> None:
    answer = browser.get(address("download_translations", survey, "nl", kind))

    assert answer.status_code == 200
    assert answer["Content-Type"] == KINDS[kind].media_type
    ending = KINDS[kind].ending
    assert answer["Content-Disposition"] == f'attachment; filename="team-pulse-nl.{ending}"'


@pytest.mark.parametrize(
    ("language", "kind"), [("all", "csv"), ("en", "csv"), ("nl", "docx"), ("de", "xlsx")]
)
def test_there_are_no_other_files(survey: Survey, browser: Client, language: str, kind: str) -> None:
    assert browser.get(address("download_translations", survey, language, kind)).status_code == 404


def test_all_languages_in_one_workbook(survey: Survey, browser: Client) -> None:
    answer = browser.get(address("download_translations", survey, "all", "xlsx"))

    assert answer.content.startswith(b"PK")


def sent(survey: Survey, *changes: tuple[str, str]) -> SimpleUploadedFile:
    text = file_for(reread(survey), ["nl"], KINDS["csv"]).decode("utf-8-sig")
    for was, words in changes:
        text = text.replace(was, words)
    return SimpleUploadedFile("nl.csv", text.encode())


def test_a_file_is_read_looked_at_and_taken(survey: Survey, post: Post, browser: Client) -> None:
    change = ("What is your a?,,missing", "What is your a?,Wat is uw a?,translated")
    answer = post("read_translations", file=sent(survey, change, ("Red,,", "Red,Rood {{ x }},")))

    file = TranslationFile.objects.get()
    assert answer["Location"] == address("translation_file", survey, str(file.pk))
    html = browser.get(answer["Location"]).content.decode()
    assert "1 text changes" in html
    assert "The original has no placeholder {{ x }}." in html
    seal = re.search(r'name="seal" value="([^"]+)"', html)
    assert seal is not None
    taken = post("take_translations", str(file.pk), seal=seal[1])
    assert taken["Location"] == address("languages", survey)
    assert first(survey).text["nl"] == "Wat is uw a?"


def test_what_is_asked_is_taken_where_it_is_ticked(survey: Survey, post: Post, browser: Client) -> None:
    change = ("What is your a?,,missing", "What is your a?,Wat is uw a?,translated")
    content = sent(survey, change)
    say(survey, "en", "Your a?")
    post("read_translations", file=content)
    file = TranslationFile.objects.get()

    html = browser.get(address("translation_file", survey, str(file.pk))).content.decode()
    assert "The original has changed since." in html
    stale = post("take_translations", str(file.pk), seal="other")
    assert stale.status_code == 409
    seal = re.search(r'name="seal" value="([^"]+)"', html)
    assert seal is not None
    post("take_translations", str(file.pk), **{"seal": seal[1], f"take.nl.{key_of(survey)}": "on"})

    assert first(survey).text["nl"] == "Wat is uw a?"


def test_of_each_person_the_last_file_is_kept(survey: Survey, post: Post) -> None:
    post("read_translations", file=sent(survey))
    first_one = TranslationFile.objects.get()

    post("read_translations", file=sent(survey))

    assert TranslationFile.objects.get() != first_one


def test_a_file_is_left(survey: Survey, post: Post) -> None:
    post("read_translations", file=sent(survey))

    answer = post("discard_translations", str(TranslationFile.objects.get().pk))

    assert answer["Location"] == address("languages", survey)
    assert not TranslationFile.objects.exists()


def test_files_that_are_none_are_refused(survey: Survey, post: Post) -> None:
    nothing = post("read_translations")
    wrong = post("read_translations", file=SimpleUploadedFile("a.csv", b"a,b"))

    assert (nothing.status_code, wrong.status_code) == (422, 422)
    assert "Please choose a file first." in nothing.content.decode()
    assert "The first line must name the columns" in wrong.content.decode()


def test_a_file_belongs_to_its_survey(survey: Survey, post: Post, editor: Any, browser: Client) -> None:
    post("read_translations", file=sent(survey))
    file = str(TranslationFile.objects.get().pk)
    other = make_survey(make_definition(languages=("en", "nl")), by=editor)

    assert browser.get(address("translation_file", other, file)).status_code == 404
    assert browser.post(address("take_translations", other, file)).status_code == 404
    assert browser.post(address("discard_translations", other, file)).status_code == 404
    again = browser.post(address("read_translations", other), {"file": sent(survey)})
    assert "belongs to another survey" in again.content.decode()


def test_a_language_taken_from_the_survey_is_told(survey: Survey, post: Post, browser: Client) -> None:
    post("read_translations", file=sent(survey))
    file = str(TranslationFile.objects.get().pk)
    post("remove_language", "nl")

    answer = browser.get(address("translation_file", survey, file))

    assert answer.status_code == 422
    assert "The survey isn&#x27;t in Dutch." in answer.content.decode()


def test_what_doesnt_fit_the_survey_any_more_is_told(
    survey: Survey, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = read_translations(survey=survey, content=sent(survey).read(), name="nl.csv", by=None)

    def refuse(**_given: object) -> int:
        raise EditRefused("It doesn't fit.", "not_together")

    monkeypatch.setattr("surveys.views.translation_files.take_translations", refuse)

    answer = post("take_translations", str(file.pk), seal="x")

    assert answer.status_code == 422
    assert "It doesn&#x27;t fit." in answer.content.decode()
