"""The pages on which a survey is translated, as plain forms and in pieces."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys.domain import edit_draft, translate
from surveys.editing import set_question_text
from surveys.models import Survey
from surveys.translating.keys import texts_in
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.conftest import HTMX, Post, address, draft, first


def page_of(browser: Client, survey: Survey, query: str = "") -> str:
    return browser.get(f"{address('translate', survey, 'nl')}{query}").content.decode()


def fields_of(html: str) -> list[str]:
    """What the fields on a page are called."""
    return re.findall(r'aria-label="([^"]+)" aria-describedby="text-', html)


def key_of(survey: Survey) -> str:
    return f"{first(survey).id}.text"


def say(survey: Survey, language: str, words: str) -> None:
    edit_draft(
        survey=survey,
        revision=reread(survey).draft_revision,
        operation=lambda d: set_question_text(
            d, question_id=d.elements[0].id, field="text", language=language, text=words
        ),
        by=None,
    )


def test_a_text_is_translated_in_place(survey: Survey, post: Post, browser: Client) -> None:
    answer = post("save_translation", "nl", key=key_of(survey), words="Wat is uw a?", query="?q=a&show=open")

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?q=a&show=open#text-{first(survey).id}-text")
    assert first(survey).text == {"en": "What is your a?", "nl": "Wat is uw a?"}
    assert ">\nWat is uw a?</textarea>" in page_of(browser, survey)


def test_htmx_gets_what_changed_beside_the_field(survey: Survey, post: Post) -> None:
    answer = post("save_translation", "nl", key=key_of(survey), words="Wat is uw a?", htmx=True)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-text-state="translated"' in html
    assert 'data-revision="2"' in html
    assert "1 of 7" in html
    assert "<textarea" not in html


@pytest.mark.parametrize("htmx", [False, True])
def test_what_loses_a_placeholder_is_refused_with_what_was_typed(
    survey: Survey, post: Post, htmx: bool
) -> None:
    answer = post("save_translation", "nl", key=key_of(survey), words="{{ naam }}", htmx=htmx)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "The original has no placeholder {{ naam }}." in html
    assert (">\n{{ naam }}</textarea>" in html) is not htmx
    assert ("Not saved</span>" in html) is htmx
    assert first(survey).text == {"en": "What is your a?"}


@pytest.mark.parametrize("htmx", [False, True])
def test_the_same_text_reworded_by_two_is_asked_about(survey: Survey, post: Post, htmx: bool) -> None:
    say(survey, "nl", "Van hen")

    answer = post("save_translation", "nl", key=key_of(survey), words="Van mij", revision=1, htmx=htmx)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Van hen" in html
    assert "Van mij" in html
    assert f'href="{address("translate", survey, "nl")}"' in html


@pytest.mark.parametrize("htmx", [False, True])
def test_a_revision_that_nobody_knows_is_told(survey: Survey, post: Post, htmx: bool) -> None:
    answer = post("save_translation", "nl", key=key_of(survey), words="Van mij", revision=999, htmx=htmx)

    assert answer.status_code == 409
    assert ("Van mij" in answer.content.decode()) is not htmx


def test_a_translation_is_said_to_be_still_right(survey: Survey, post: Post, browser: Client) -> None:
    say(survey, "nl", "Wat is uw a?")
    say(survey, "en", "Your a?")
    assert ">What is your a?</del>" in page_of(browser, survey)

    plain = post("confirm_translation", "nl", key=key_of(survey))
    piece = post("confirm_translation", "nl", key=key_of(survey), htmx=True)

    assert plain.status_code == 302
    assert 'data-text-state="translated"' in piece.content.decode()


@pytest.mark.parametrize("name", ["save_translation", "confirm_translation"])
@pytest.mark.parametrize(
    ("language", "key"), [("nl", "q_00000000.text"), ("en", "survey.title"), ("xx", "survey.title")]
)
def test_what_isnt_there_is_not_found(post: Post, name: str, language: str, key: str) -> None:
    assert post(name, language, key=key, words="x").status_code == 404


def test_texts_are_narrowed(survey: Survey, browser: Client) -> None:
    say(survey, "nl", "Wat is uw a?")
    say(survey, "en", "Your a?")

    assert fields_of(page_of(browser, survey))[:3] == [
        "Survey, Title",
        "Question 1, Text",
        "Question 2, Text",
    ]
    assert fields_of(page_of(browser, survey, "?show=changed")) == ["Question 1, Text"]
    assert "Question 1, Text" not in fields_of(page_of(browser, survey, "?show=missing"))
    assert len(fields_of(page_of(browser, survey, "?show=open"))) == 7
    assert fields_of(page_of(browser, survey, "?q=uw+a")) == ["Question 1, Text"]
    assert fields_of(page_of(browser, survey, "?q=green")) == ["Question 2, Choice 2"]
    assert "No text fits" in page_of(browser, survey, "?q=zzz")
    assert len(fields_of(page_of(browser, survey, "?show=nonsense"))) == 7


def test_htmx_gets_the_texts_alone(survey: Survey, browser: Client) -> None:
    answer = browser.get(address("translate", survey, "nl"), headers=HTMX)

    assert answer.content.decode().strip().startswith('<div id="texts"')
    assert "HX-Request" in answer["Vary"]


def test_long_surveys_come_in_pages(editor: Any, browser: Client) -> None:
    questions = [make_question(name=f"n{number}") for number in range(120)]
    survey = make_survey(make_definition(questions, languages=("en", "nl")), by=editor)

    assert len(fields_of(page_of(browser, survey))) == 100
    assert len(fields_of(page_of(browser, survey, "?page=2"))) == 22


def test_hostile_texts_are_words(editor: Any, browser: Client) -> None:
    question = make_question(text='<script>alert(1)</script> {{ "<i>" }}')
    question["hint"] = {"en": "<b>bold</b>", "nl": "<b>vet</b>"}
    survey = make_survey(make_definition([question], languages=("en", "nl")), by=editor)

    html = page_of(browser, survey)

    assert "<script>alert" not in html
    assert "<code>{{ &quot;&lt;i&gt;&quot; }}</code>" in html
    assert "<code>&lt;b&gt;</code>bold" in html
    assert ">\n&lt;b&gt;vet&lt;/b&gt;</textarea>" in html


def test_right_to_left_is_right(editor: Any, browser: Client) -> None:
    survey = make_survey(make_definition(languages=("en", "ar")), by=editor)

    html = browser.get(address("translate", survey, "ar")).content.decode()

    assert html.count('lang="ar" dir="rtl" aria-label=') == 3
    assert 'lang="en" dir="ltr"' in html


def test_all_languages_with_how_far_they_are(survey: Survey, browser: Client) -> None:
    say(survey, "nl", "Wat is uw a?")

    html = browser.get(address("languages", survey)).content.decode()

    assert "1 of 7" in html
    assert '<progress class="bar" value="1" max="7"' in html
    assert "6 missing" in html


def test_a_survey_in_one_language_offers_to_add_one(editor: Any, browser: Client) -> None:
    survey = make_survey(by=editor)

    html = browser.get(address("languages", survey)).content.decode()
    assert "There is no second language yet." in html
    form = {"language": "nl", "revision": 1, "from": "languages"}
    answer = browser.post(address("add_language", survey), form)

    assert answer["Location"] == address("languages", survey)
    assert draft(survey).languages == ("en", "nl")


def test_a_copy_in_another_language(survey: Survey, post: Post, browser: Client) -> None:
    button = "Survey of its own, in this language alone"
    assert button not in browser.get(address("languages", survey)).content.decode()
    early = post("copy_language", "nl", alone="on")
    assert early.status_code == 422
    assert "Translate everything first: 7 texts are missing" in early.content.decode()
    words = {text.key: "Woord" for text in texts_in(draft(survey))}
    translate(survey=survey, revision=1, language="nl", words=words, by=None)
    assert button in browser.get(address("languages", survey)).content.decode()

    answer = post("copy_language", "nl", alone="on")

    copy = Survey.objects.exclude(pk=survey.pk).get()
    assert answer["Location"] == address("build", copy)
    assert draft(copy).languages == ("nl",)
    assert post("copy_language", "fr").status_code == 404


def test_the_number_of_queries_doesnt_grow(editor: Any, browser: Client) -> None:
    def made(count: int) -> Survey:
        questions = [make_question(name=f"n{number}") for number in range(count)]
        return make_survey(make_definition(questions, languages=("en", "nl")), by=editor)

    small, large = made(1), made(3)
    assert page_of(browser, small)
    assert page_of(browser, large)

    with CaptureQueriesContext(connection) as of_small:
        page_of(browser, small)
    with CaptureQueriesContext(connection) as of_large:
        page_of(browser, large)

    assert len(of_small) == len(of_large)


def test_a_translation_is_undone_and_done_again_where_it_was_made(
    survey: Survey, browser: Client, post: Post
) -> None:
    query = "?translating=nl&show=missing"
    key = f"{first(survey).id}.text"
    answer = post("save_translation", "nl", query="?show=missing", htmx=True, key=key, words="Hoe heet je?")

    undone = post("undo", query=query)
    after_undo = first(survey).text.get("nl")
    redone = post("redo", query=query)
    elsewhere = post("undo", query="?translating=xx")

    assert (
        'action="' + f"{address('undo', survey)}?translating=nl&amp;show=missing" in answer.content.decode()
    )
    assert {undone.headers["Location"], redone.headers["Location"]} == {
        f"{address('translate', survey, 'nl')}?show=missing"
    }
    assert (after_undo, elsewhere.headers["Location"].startswith(address("build", survey))) == (None, True)
    html = browser.get(address("translate", survey, "nl")).content.decode()
    assert ('id="redo"' in html, "Do again: Translated into Dutch" in html) == (True, True)
