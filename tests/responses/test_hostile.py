"""What a browser can't send but a script can: the right status, words, nothing stored, no 500."""

from typing import Any

import pytest

from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_choices, make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

NAME = make_question(name="name", required=True)
ESSAY = make_question("long_text", "essay")
CHOICE = make_question("single_choice", "choice", settings={"choices": make_choices("Red", "Blue")})
SCORE = make_question("nps", "score")


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME, ESSAY, CHOICE], [SCORE]))


@pytest.fixture
def eve(survey: Survey) -> Respondent:
    return Respondent(survey).open()


def nothing_is_stored() -> bool:
    return not Response.objects.exists()


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        (NAME, "a\x00b"),
        (NAME, "x" * 100_000),
        (ESSAY, "x" * 100_000),
        (CHOICE, "c_zzzzzzzz"),
        (CHOICE, "<script>"),
        (CHOICE, ["c_zzzzzzzz", "'; DROP TABLE x"]),
    ],
)
def test_impossible_answers_are_refused_and_shown_again(
    eve: Respondent, question: dict[str, Any], sent: Any
) -> None:
    eve.post(eve.form(**{NAME["id"]: "Eve"} | {question["id"]: sent}))

    assert eve.status == 422
    assert f'id="{question["id"]}-error"' in eve.html
    assert nothing_is_stored()


def test_markup_in_answers_is_shown_as_text(eve: Respondent) -> None:
    eve.post(eve.form(**{NAME["id"]: "", ESSAY["id"]: "</textarea><script>alert(1)</script>"}))

    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in eve.html
    assert "<script>alert" not in eve.html


def test_overrides_of_direction_are_not_stored(eve: Respondent) -> None:
    eve.send(**{NAME["id"]: "Eve\u202egpj.exe"})

    assert Response.objects.get().answers[NAME["id"]] == "Evegpj.exe"


def test_half_characters_are_not_stored(eve: Respondent) -> None:
    body = "&".join(f"{name}={values[0]}" for name, values in eve.form().items())
    answer = eve.client.post(
        eve.path,
        f"{body}&{NAME['id']}=a%ed%a0%80b".encode(),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 303
    assert "\ud800" not in Response.objects.get().answers[NAME["id"]]


def test_unknown_fields_and_other_pages_questions_are_not_stored(eve: Respondent) -> None:
    eve.send(**{NAME["id"]: "Eve", SCORE["id"]: "9", "q_zzzzzzzz": "x", "status": "complete"})

    stored = Response.objects.get()
    assert set(stored.answers) == {NAME["id"], ESSAY["id"], CHOICE["id"]}
    assert stored.status == "started"


@pytest.mark.parametrize("at", ["", "x", "x" * 10_000, "a.b.c.d.e.1.g.h:i", "\x00", "é"])
def test_a_form_that_lost_its_mark_is_shown_again_with_what_was_typed(eve: Respondent, at: str) -> None:
    eve.post(eve.form(**{NAME["id"]: "Eve", "_at": at}))

    assert eve.status == 400
    assert eve.form()[NAME["id"]] == ["Eve"]
    assert nothing_is_stored()

    assert eve.send().answer.request["QUERY_STRING"] == "page=2"


def test_another_surveys_form_is_worth_nothing(eve: Respondent) -> None:
    theirs = Respondent(published_survey()).open().form()["_at"]

    eve.post(eve.form(**{NAME["id"]: "Eve"}) | {"_at": theirs})

    assert eve.status == 400
    assert nothing_is_stored()


def test_another_respondents_cookie_alone_shows_nothing_once_it_is_changed(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada Lovelace"})
    cookie = ada.client.cookies["canvass_answers"].value
    eve = Respondent(survey)
    eve.client.cookies["canvass_answers"] = cookie.replace(".en", ".nl")

    assert "Lovelace" not in eve.open("?page=1").html


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
    ],
)
def test_a_form_sent_by_another_site_is_refused(eve: Respondent, headers: dict[str, str]) -> None:
    answer = eve.client.post(eve.path, eve.form(**{NAME["id"]: "Eve"}), headers=headers)

    assert answer.status_code == 403
    assert "These answers came from another site" in answer.content.decode()
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin", "origin": "http://acme.localhost"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
        {"origin": "https://ACME.localhost"},
    ],
)
def test_a_form_sent_by_the_survey_itself_is_taken(eve: Respondent, headers: dict[str, str]) -> None:
    answer = eve.client.post(eve.path, eve.form(**{NAME["id"]: "Eve"}), headers=headers)

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"_at": 1}', "application/json"),
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "text/plain"),
    ],
)
def test_what_is_no_form_stores_nothing(eve: Respondent, body: bytes, content_type: str) -> None:
    answer = eve.client.post(eve.path, body, content_type=content_type)

    assert answer.status_code == 400
    assert nothing_is_stored()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"a=1&" * 5_001, "application/x-www-form-urlencoded"),
        (b"a=1", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"broken", "multipart/form-data"),
        (b"broken", "multipart/form-data; boundary=\xc3"),
    ],
)
def test_what_cannot_be_read_says_so(eve: Respondent, body: bytes, content_type: str) -> None:
    answer = eve.client.generic("POST", eve.path, body, content_type=content_type)

    assert answer.status_code == 400
    assert "These answers could not be read" in answer.content.decode()
    assert nothing_is_stored()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_not_allowed(eve: Respondent, method: str) -> None:
    for path in (eve.path, f"{eve.path}privacy/"):
        answer = eve.client.generic(method, path)

        assert answer.status_code == 405
        assert "GET" in answer["Allow"]


def test_a_head_costs_nothing_and_promises_the_page(eve: Respondent) -> None:
    answer = eve.client.head(eve.path)

    assert (answer.status_code, answer.content) == (200, b"")


def test_the_page_asked_for_can_be_anything(eve: Respondent) -> None:
    for query in (
        "?page=-1",
        "?page=%00",
        "?page=٣",
        "?lang=%00",
        "?lang=" + "x" * 5000,
        "?" + "a=1&" * 4000,
    ):
        assert eve.client.get(eve.path + query).status_code in (200, 302, 400)


def test_a_page_sent_out_of_turn_leads_to_the_one_to_go_on_with(eve: Respondent) -> None:
    form = eve.send(**{NAME["id"]: "Eve"}).form(**{SCORE["id"]: "9"})
    Response.objects.update(answers={})

    eve.post(form)

    assert (eve.status, eve.answer["Location"]) == (303, f"{eve.path}?page=1")
    assert Response.objects.get().answers == {}


def test_a_survey_deleted_under_the_form_is_unknown(eve: Respondent, survey: Survey) -> None:
    form = eve.form(**{NAME["id"]: "Eve"})
    Survey.objects.filter(pk=survey.pk).update(slug="gone")

    eve.post(form)

    assert eve.status == 404
    assert nothing_is_stored()
