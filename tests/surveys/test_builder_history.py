"""Undo, redo and the history as pages: by plain forms and in pieces."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys import editing
from surveys.domain import edit_draft
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import reread
from tests.surveys.conftest import Post, address, draft, first


def rename(post: Post, survey: Survey, words: str) -> None:
    post("save_question", first(survey).id, text=words)


def test_the_head_says_what_would_be_undone(browser: Client, post: Post, survey: Survey) -> None:
    before = browser.get(address("build", survey)).content.decode()
    rename(post, survey, "New words")

    html = unescape(browser.get(address("build", survey)).content.decode())

    assert re.search(r'id="undo"[^>]+disabled', before)
    assert 'title="Undo: Question reworded: “New words”"' in html
    assert re.search(r'id="redo"[^>]+disabled', html)


def test_undo_and_redo_by_plain_forms(browser: Client, post: Post, survey: Survey) -> None:
    old = first(survey)
    rename(post, survey, "New words")

    undone = browser.post(address("undo", survey), follow=True)
    assert first(survey) == old
    html = unescape(undone.content.decode())
    assert "Undone: Question reworded: “New words”." in html
    assert 'title="Do again: Question reworded: “New words”"' in html

    browser.post(address("redo", survey))
    assert first(survey).text["en"] == "New words"


def test_undo_in_pieces_leads_to_what_was_undone(post: Post, survey: Survey) -> None:
    last = draft(survey).elements[2].id
    post("save_question", last, text="New words")

    response = post("undo", query=f"?at={first(survey).id}", htmx=True, shown="2")

    html = response.content.decode()
    assert response.headers["HX-Push-Url"].endswith(f"?at={last}")
    assert f'data-at="{last}"' in html
    assert (f'id="outline-words-{last}"' in html, 'data-revision="3"' in html) == (True, True)
    assert 'data-announce="Undone: Question reworded: “New words”"' in unescape(html)


@pytest.mark.parametrize("htmx", [False, True])
def test_nothing_to_undo_is_said(post: Post, htmx: bool) -> None:
    for name in ("undo", "redo"):
        response = post(name, htmx=htmx)
        assert (response.status_code, "There is nothing" in response.content.decode()) == (409, True)


@pytest.mark.parametrize("htmx", [False, True])
def test_what_stands_in_the_way_is_said_with_the_history(
    post: Post, survey: Survey, make_person: Callable[..., User], htmx: bool
) -> None:
    rename(post, survey, "Mine")
    question = first(survey).id
    edit_draft(
        survey=survey,
        revision=2,
        operation=lambda known: editing.set_question_text(
            known, question_id=question, field="text", language="en", text="Theirs"
        ),
        by=make_person(email="ben@acme.example"),
    )

    response = post("undo", htmx=htmx)

    html = unescape(response.content.decode())
    assert response.status_code == 409
    assert all(words in html for words in ("Question reworded: “Theirs”", "ben@acme.example"))
    assert address("history", survey) in html
    assert first(survey).text["en"] == "Theirs"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_change_that_cannot_be_undone_is_left_for_the_one_before_it(
    post: Post, survey: Survey, htmx: bool
) -> None:
    last = draft(survey).elements[2]
    post("save_question", last.id, text="Last reworded")
    rename(post, survey, "Mine")
    question = first(survey).id
    edit_draft(
        survey=survey,
        revision=3,
        operation=lambda known: editing.set_question_text(
            known, question_id=question, field="text", language="en", text="Theirs"
        ),
        by=None,
    )

    html = unescape(post("undo", htmx=htmx).content.decode())
    assert 'name="pass" value="3"' in html
    assert "Leave that, undo: Question reworded: “Last reworded”" in html

    assert post("undo", htmx=htmx, **{"pass": "3"}).status_code in (200, 302)
    assert (draft(survey).elements[2].text, first(survey).text["en"]) == (last.text, "Theirs")
    assert "Leave that" not in post("undo", htmx=htmx).content.decode()


def test_the_history_says_who_did_what(browser: Client, post: Post, survey: Survey, editor: User) -> None:
    rename(post, survey, "New words")
    post("add_page")

    html = unescape(browser.get(address("history", survey)).content.decode())

    assert ("Question reworded: “New words”" in html, "Page added: “Page " in html) == (True, True)
    assert html.count(editor.email) >= 2


def test_a_history_without_changes(browser: Client, survey: Survey) -> None:
    assert "Nothing was changed yet" in browser.get(address("history", survey)).content.decode()


def test_the_history_asks_as_much_for_one_change_as_for_many(
    browser: Client, post: Post, survey: Survey
) -> None:
    rename(post, survey, "1")
    with CaptureQueriesContext(connection) as one:
        browser.get(address("history", survey))
    for number in range(60):
        rename(post, survey, f"Words {number}")
    with CaptureQueriesContext(connection) as many:
        browser.get(address("history", survey))

    assert len(many) == len(one)
    second = browser.get(address("history", survey), {"page": 2}).content.decode()
    assert (
        second.count('class="revision')
        - second.count('class="revisions')
        - second.count('class="revision-words')
        == 11
    )


def test_a_single_change_is_undone_and_done_again(browser: Client, post: Post, survey: Survey) -> None:
    rename(post, survey, "New words")
    post("add_page")

    browser.post(address("undo_one", survey, "2"))
    assert first(survey).text["en"] != "New words"
    html = browser.get(address("history", survey)).content.decode()
    assert (address("redo_one", survey, "2") in html, "is-undone" in html) == (True, True)
    browser.post(address("redo_one", survey, "2"))
    assert first(survey).text["en"] == "New words"
    assert browser.post(address("redo_one", survey, "2")).status_code == 409


@pytest.mark.parametrize("name", ["undo_one", "redo_one", "restore"])
def test_revisions_that_are_not_there(browser: Client, survey: Survey, name: str) -> None:
    response = browser.post(address(name, survey, "99"))

    assert response.status_code == (409 if name == "redo_one" else 404)


def test_the_survey_as_it_was(browser: Client, post: Post, survey: Survey) -> None:
    old = first(survey)
    rename(post, survey, "New words")
    post("delete_page", draft(survey).pages[1].id, confirmed="yes")

    html = browser.get(address("as_it_was", survey, "1")).content.decode()

    assert (old.text["en"] in html, "New words" in html) == (True, False)
    assert html.count('aria-current="page"') >= 1
    assert survey.draft["pages"][1]["id"] in html
    assert browser.get(address("as_it_was", survey, "3")).status_code == 200
    for number in ("0", "4", "999999999999"):
        assert browser.get(address("as_it_was", survey, number)).status_code == 404


def test_restoring_is_a_change_like_others(browser: Client, post: Post, survey: Survey) -> None:
    before = draft(survey)
    rename(post, survey, "New words")

    response = browser.post(address("restore", survey, "1"))

    assert response.url == address("build", survey)
    assert (draft(survey), reread(survey).draft_revision) == (before, 3)


def test_two_revisions_are_compared_in_words(browser: Client, post: Post, survey: Survey) -> None:
    rename(post, survey, "New words")
    post("add_page")

    def between(**query: int) -> str:
        return browser.get(address("compare", survey), query).content.decode()

    assert "The words of this question have changed." in between(one=1, other=2)
    assert "The words of this question have changed." in between(one=3, other=1)
    assert "This page was added." in between()
    assert "Respondents would find no difference." in between(one=2, other=2)
    assert browser.get(address("compare", survey), {"one": 1, "other": 9}).status_code == 404


def test_a_state_that_would_be_refused_today_is_not_restored(
    browser: Client, post: Post, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    from surveys.domain import revisions
    from surveys.exceptions import DefinitionInvalid, Problem

    def refuse(definition: object) -> object:
        raise DefinitionInvalid([Problem("title", "Not any more.", "x")])

    rename(post, survey, "New words")
    monkeypatch.setattr(revisions, "checked", refuse)

    response: HttpResponse = browser.post(address("restore", survey, "1"), follow=True)

    assert "Not any more." in response.content.decode()
    assert first(survey).text["en"] == "New words"
