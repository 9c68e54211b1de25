"""Respondents answer page by page, without JavaScript."""

import gzip
import re

import brotli
import pytest

from responses import versions
from responses.models import Response
from surveys.domain import publish_survey, replace_draft
from surveys.models import Survey, SurveyVersion
from tenants.scope import Scope
from tests.builders import make_choices, make_definition, make_question, published_survey
from tests.responses.respondent import PageReader, Respondent

NAME = make_question(name="name", required=True)
COLOURS = make_choices("Red", "Blue")
COLOUR = make_question("single_choice", "colour", settings={"choices": COLOURS})
SCORE = make_question("nps", "score", required=True)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME, COLOUR], [SCORE]))


@pytest.fixture
def ada(survey: Survey) -> Respondent:
    return Respondent(survey).open()


def test_a_survey_is_answered_to_its_end(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada", COLOUR["id"]: COLOURS[1]["id"]})
    second_page = ada.html
    ada.send(**{SCORE["id"]: "9"})

    assert "What is your score?" in second_page
    assert (ada.status, ada.answer.request["QUERY_STRING"]) == (200, "")
    assert "Thank you" in ada.html
    stored = Response.objects.get()
    assert stored.answers == {NAME["id"]: "Ada", COLOUR["id"]: COLOURS[1]["id"], SCORE["id"]: 9}
    assert (stored.status, stored.revision, stored.channel) == ("complete", 2, "link")
    assert stored.version_id == survey.current_version_id
    assert len(stored.page_seconds) == 2
    assert stored.started_at <= stored.completed_at


def test_nothing_is_stored_before_the_first_answer(ada: Respondent) -> None:
    assert ada.status == 200
    assert not Response.objects.exists()


def test_each_page_is_stored_as_it_is_sent(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"})

    stored = Response.objects.get()
    assert (stored.status, stored.revision, stored.completed_at) == ("started", 1, None)
    assert stored.answers == {NAME["id"]: "Ada", COLOUR["id"]: None}


def test_what_is_missing_is_said_beside_the_question_and_nothing_typed_is_lost(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "", COLOUR["id"]: COLOURS[0]["id"]})

    assert ada.status == 422
    assert f'id="{NAME["id"]}-error">Please answer this question.' in ada.html
    assert f'<a href="#{NAME["id"]}">What is your name?</a>: Please answer this question.' in ada.html
    assert "<title>Please check: Team pulse, page 1 of 2</title>" in ada.html
    assert ada.form()[COLOUR["id"]] == [COLOURS[0]["id"]]
    assert not Response.objects.exists()


def test_a_refused_page_can_be_mended_and_sent(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: ""}).send(**{NAME["id"]: "Ada"})

    assert ada.answer.request["QUERY_STRING"] == "page=2"


def test_whoever_comes_back_finds_the_first_unfinished_page(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"})

    assert "What is your score?" in ada.open().html


def test_going_back_shows_what_was_answered(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada", COLOUR["id"]: COLOURS[1]["id"]}).send("back")

    assert ada.answer.request["QUERY_STRING"] == "page=1"
    assert ada.form()[NAME["id"]] == ["Ada"]
    assert ada.form()[COLOUR["id"]] == [COLOURS[1]["id"]]


def test_going_back_keeps_what_was_answered_on_the_page_left(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"}).send("back", **{SCORE["id"]: "7"})

    assert Response.objects.get().answers[SCORE["id"]] == 7
    assert ada.send().form()[SCORE["id"]] == ["7"]


def test_going_back_doesnt_count_an_untouched_page_as_answered(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"}).send("back")

    assert SCORE["id"] not in Response.objects.get().answers


def test_going_back_asks_before_it_loses_what_cannot_be_stored(acme: Scope) -> None:
    visits = make_question("number", "visits")
    eve = Respondent(published_survey(make_definition([NAME], [visits, SCORE]))).open()
    eve.send(**{NAME["id"]: "Eve"}).send("back", **{visits["id"]: "many", SCORE["id"]: "3"})

    assert eve.status == 422
    assert eve.form()[visits["id"]] == ["many"]
    assert "Go back without it" in eve.html

    eve.send("leave")

    assert eve.answer.request["QUERY_STRING"] == "page=1"
    assert Response.objects.get().answers == {NAME["id"]: "Eve", SCORE["id"]: 3}


def test_the_first_page_and_a_survey_that_forbids_it_offer_no_going_back(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME], [SCORE], settings={"back_allowed": False}))
    eve = Respondent(survey).open()
    first = eve.html
    second = eve.send(**{NAME["id"]: "Eve"}).html

    assert 'value="back"' not in first
    assert 'value="back"' not in second


def test_progress_is_shown_as_the_survey_wishes(acme: Scope) -> None:
    shown = {
        progress: Respondent(
            published_survey(make_definition([NAME], [SCORE], settings={"progress": progress}))
        )
        .open()
        .html
        for progress in ("bar", "counts", "hidden")
    }

    assert {key: "<progress" in html for key, html in shown.items()} == {
        "bar": True,
        "counts": False,
        "hidden": False,
    }
    assert {key: "Page 1 of 2" in html for key, html in shown.items()} == {
        "bar": True,
        "counts": True,
        "hidden": False,
    }


def test_a_page_ahead_leads_to_the_page_to_go_on_with(ada: Respondent) -> None:
    for query in ("?page=2", "?page=9", "?page=0", "?page=x", "?page=²", "?page=" + "9" * 50):
        ada.open(query)

        assert (ada.status, ada.answer["Location"]) == (302, ada.path)


def test_a_page_that_only_tells_stores_nothing(acme: Scope) -> None:
    welcome = make_question("statement", "welcome")
    eve = Respondent(published_survey(make_definition([welcome], [NAME]))).open()

    eve.send()

    assert eve.answer.request["QUERY_STRING"] == "page=2"
    assert not Response.objects.exists()
    assert "Thank you" in eve.send(**{NAME["id"]: "Eve"}).html


def test_a_version_that_was_begun_is_finished(ada: Respondent, survey: Survey) -> None:
    begun = survey.current_version_id
    other = make_definition([make_question(name="other")])
    replace_draft(survey=survey, definition=other, revision=survey.draft_revision, by=None)
    publish_survey(survey=survey, by=None)

    ada.send(**{NAME["id"]: "Ada"}).send(**{SCORE["id"]: "9"})

    assert Response.objects.get().version_id == begun
    assert "What is your other?" in Respondent(survey).open().html


def test_without_cookies_the_form_leads_on(survey: Survey) -> None:
    eve = Respondent(survey, cookies=False).open()
    eve.send(**{NAME["id"]: "Eve"})
    second = eve.html
    eve.send(**{SCORE["id"]: "1"})

    assert "What is your score?" in second
    assert (eve.status, "Thank you" in eve.html) == (200, True)
    assert Response.objects.get().answers[SCORE["id"]] == 1


def test_the_cookie_is_for_this_survey_alone_and_no_script(ada: Respondent) -> None:
    cookie = Respondent.open(ada).client.cookies["canvass_answers"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (ada.path, True, "Lax")


def test_the_page_needs_no_session_and_sets_no_other_cookie(ada: Respondent) -> None:
    assert list(ada.client.cookies) == ["canvass_answers"]


def test_the_thanks_are_there_on_reload(ada: Respondent) -> None:
    ada.send(**{NAME["id"]: "Ada"}).send(**{SCORE["id"]: "9"})

    assert "Thank you" in ada.open().html
    assert "Thank you" in ada.open("?page=1").html


def test_a_missing_slash_is_forgiven(ada: Respondent) -> None:
    answer = ada.client.get(f"{ada.path[:-1]}?lang=en")

    assert (answer.status_code, answer["Location"]) == (301, f"{ada.path}?lang=en")


def test_page_heads_say_where_one_is(ada: Respondent) -> None:
    reader = PageReader(ada.html)

    assert (reader.root["lang"], reader.root["dir"]) == ("en", "ltr")
    assert "privacy/" in reader.links


def test_what_stands_at_the_surveys_own_address_is_never_kept_by_the_browser(ada: Respondent) -> None:
    assert ada.answer["Cache-Control"] == "no-store"
    assert ada.send(**{NAME["id"]: "Ada"}).answer["Cache-Control"] == "private, no-cache"


def test_a_version_without_pages_is_no_survey(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME]))
    assert survey.current_version is not None
    document = survey.current_version.definition | {"pages": []}
    empty = SurveyVersion.objects.create(
        survey=survey, number=2, definition=document, checksum="x", draft_revision=1
    )
    Survey.objects.filter(pk=survey.pk).update(current_version=empty)
    eve = Respondent(survey).open()

    assert eve.status == 404
    assert eve.post({"_at": "x"}).status_code == 400


UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, deflate, br", "br"), ("gzip, br;q=0", "gzip")])
def test_pages_are_compressed_for_browsers_that_can(survey: Survey, accepted: str, coding: str) -> None:
    packed, plain = Respondent(survey, accept_encoding=accepted).open(), Respondent(survey).open()

    assert packed.answer["Content-Encoding"] == coding
    assert (packed.answer["Vary"], "Content-Encoding" in plain.answer) == ("Accept-Encoding", False)
    assert without_mark(UNPACKED[coding](packed.answer.content).decode()) == without_mark(plain.html)
    assert int(packed.answer["Content-Length"]) == len(packed.answer.content) < len(plain.html) / 2


@pytest.mark.parametrize("coding", UNPACKED)
def test_answered_pages_are_compressed_too(survey: Survey, coding: str) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"}).open("?page=1")
    packed = ada.client.get(f"{ada.path}?page=1", headers={"accept-encoding": coding})

    assert without_mark(UNPACKED[coding](packed.content).decode()) == without_mark(ada.html)


def without_mark(html: str) -> str:
    return re.sub(r'name="_at" value="[^"]+"', "", html)


def test_a_process_keeps_the_versions_used_last(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_KEPT", 2)
    first, second, third = (published_survey(make_definition([NAME])).current_version_id for _ in range(3))
    versions.forget_versions()
    used_last, unused = versions.running(first), versions.running(second)

    assert versions.running(first) is used_last
    versions.running(third)
    assert versions.running(first) is used_last
    assert versions.running(second) is not unused
