"""Responses through the API: in names and codes, judged as the pages judge."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from responses.domain import submit_response
from responses.models import Response
from surveys.domain import close_survey, pause_survey, publish_survey, replace_draft, set_schedule
from surveys.models import Survey
from surveys.queries import draft_of
from tests.api.conftest import Caller
from tests.builders import make_choices, make_definition, make_question, make_survey, published_survey, reread
from webhooks.models import Event


@pytest.fixture
def survey(acme: Any) -> Survey:
    """An open survey with questions of several kinds."""
    colours = {"choices": make_choices("Red", "Blue", "Green")}
    rows = [
        {"id": "r_aaaaaaa1", "code": "tools", "label": {"en": "Tools"}},
        {"id": "r_aaaaaaa2", "code": "people", "label": {"en": "People"}},
    ]
    page = [
        make_question("short_text", "nick", required=True),
        make_question("single_choice", "colour", settings=colours),
        make_question("multiple_choice", "liked", settings={"choices": make_choices("A", "B")}),
        make_question("yes_no", "again"),
        make_question("nps", "recommend"),
        make_question(
            "matrix_single", "rated", settings={"rows": rows, "columns": make_choices("Bad", "Good")}
        ),
    ]
    return published_survey(make_definition(page, languages=("en", "nl")))


ANSWERS = {
    "nick": "Ada",
    "colour": "2",
    "liked": ["2", "1"],
    "again": True,
    "recommend": 9,
    "rated": {"people": "2"},
}


def path_of(survey: Survey, response: Any = "") -> str:
    return f"surveys/{survey.pk}/responses/{response}/" if response else f"surveys/{survey.pk}/responses/"


def errors_of(answer: Any) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


def test_a_response_goes_in_and_comes_out_in_names_and_codes(as_editor: Caller, survey: Survey) -> None:
    answer = as_editor.post(path_of(survey), {"answers": ANSWERS, "language": "nl"})

    data = answer.json()["data"]
    row = Response.objects.get()
    assert answer.status_code == 201
    assert data["answers"] == ANSWERS | {"liked": ["1", "2"]}
    assert (data["status"], data["version"], data["language"], data["channel"]) == (
        "complete",
        1,
        "nl",
        "api",
    )
    assert answer["Location"] == data["links"]["self"]
    assert as_editor.get(path_of(survey, row.pk)).json()["data"] == data
    assert all(key.startswith("q_") for key in row.answers)


def test_ids_are_understood_too(as_editor: Caller, survey: Survey) -> None:
    elements = {element["name"]: element for element in survey.draft["pages"][0]["elements"]}
    colour = elements["colour"]["settings"]["choices"][2]["id"]

    answer = as_editor.post(path_of(survey), {"answers": {elements["nick"]["id"]: "A", "colour": colour}})

    assert answer.json()["data"]["answers"]["colour"] == "3"


def test_the_event_names_who_sent_it(as_editor: Caller, editor: Any, survey: Survey) -> None:
    as_editor.post(path_of(survey), {"answers": {"nick": "Ada"}})

    assert Event.objects.get(type="response.completed").actor == editor.email


def test_wrong_answers_are_told_by_name_and_row_and_nothing_is_stored(
    as_editor: Caller, survey: Survey
) -> None:
    wrong = {"colour": "9", "recommend": 11, "rated": {"tools": "7"}, "age": 5}

    answer = as_editor.post(path_of(survey), {"answers": wrong})

    assert answer.status_code == 422
    assert errors_of(answer) == [
        ("answers.nick", "required"),
        ("answers.colour", "not_offered"),
        ("answers.recommend", "not_offered"),
        ("answers.rated.tools", "not_offered"),
        ("answers.age", "unknown_question"),
    ]
    assert not Response.objects.exists()


def test_a_question_answered_by_name_and_by_id_is_refused(as_editor: Caller, survey: Survey) -> None:
    nick = survey.draft["pages"][0]["elements"][0]["id"]

    answer = as_editor.post(path_of(survey), {"answers": {"nick": "a", nick: "b"}})

    assert (answer.status_code, errors_of(answer)) == (422, [(f"answers.{nick}", "answered_twice")])


def test_a_row_answered_by_code_and_by_id_is_refused(as_editor: Caller, survey: Survey) -> None:
    rated = {"tools": "1", "r_aaaaaaa1": "2"}

    answer = as_editor.post(path_of(survey), {"answers": {"nick": "a", "rated": rated}})

    assert errors_of(answer) == [("answers.rated", "answered_twice")]


@pytest.mark.parametrize(
    "body",
    [{}, {"answers": []}, {"answers": "x"}, {"answers": None}, {"answers": {}, "more": 1}, [], None],
)
def test_what_is_no_submission_is_400(as_editor: Caller, survey: Survey, body: Any) -> None:
    assert as_editor.post(path_of(survey), body).status_code == 400


@pytest.mark.parametrize("raw", [{"a": {"b": 1}}, [[1]], 1e308, "x" * 100_000, {"": None}, True, -1])
@pytest.mark.parametrize("name", ["nick", "colour", "liked", "again", "recommend", "rated"])
def test_absurd_answers_are_judged_never_a_500(
    as_editor: Caller, survey: Survey, name: str, raw: Any
) -> None:
    answer = as_editor.post(path_of(survey), {"answers": {"nick": "Ada", name: raw}})

    assert answer.status_code in {201, 422}


def test_a_language_that_the_survey_has_not_is_422(as_editor: Caller, survey: Survey) -> None:
    answer = as_editor.post(path_of(survey), {"answers": {"nick": "a"}, "language": "fr"})

    assert (answer.status_code, errors_of(answer)) == (422, [("language", "language_not_offered")])


def test_a_beginning_in_the_future_is_400(as_editor: Caller, survey: Survey) -> None:
    body = {"answers": {"nick": "a"}, "started_at": "2999-01-01T00:00:00Z"}

    assert errors_of(as_editor.post(path_of(survey), body)) == [("started_at", "future")]


@pytest.mark.parametrize("started_at", ["0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z"])
def test_a_response_cannot_have_begun_in_another_age(
    as_editor: Caller, survey: Survey, started_at: str
) -> None:
    body = {"answers": {"nick": "a"}, "started_at": started_at}

    assert errors_of(as_editor.post(path_of(survey), body)) == [("started_at", "long_ago")]
    assert not Response.objects.exists()


def close(survey: Survey) -> None:
    close_survey(survey=survey, by=None)


def pause(survey: Survey) -> None:
    pause_survey(survey=survey, by=None)


def wait(survey: Survey) -> None:
    set_schedule(survey=survey, opens_at=datetime(2099, 1, 1, tzinfo=UTC), closes_at=None, by=None)


@pytest.mark.parametrize(
    ("change", "code"), [(close, "survey_closed"), (pause, "survey_paused"), (wait, "survey_not_yet")]
)
def test_a_survey_that_is_not_open_takes_nothing(
    as_editor: Caller, survey: Survey, change: Any, code: str
) -> None:
    change(survey)

    answer = as_editor.post(path_of(survey), {"answers": {"nick": "Ada"}})

    assert (answer.status_code, errors_of(answer)) == (409, [("", code)])


def test_a_draft_takes_nothing(as_editor: Caller) -> None:
    answer = as_editor.post(path_of(make_survey()), {"answers": {"name": "Ada"}})

    assert (answer.status_code, errors_of(answer)) == (409, [("", "survey_draft")])


def renamed(survey: Survey) -> None:
    before = draft_of(survey)
    page = before.pages[0]
    first = page.elements[0].model_copy(update={"name": "nickname"})
    changed = page.model_copy(update={"elements": (first, *page.elements[1:])})
    after = before.model_copy(update={"pages": (changed,)})
    replace_draft(survey=survey, revision=survey.draft_revision, definition=after, by=None)
    publish_survey(survey=reread(survey), by=None)


def test_a_response_speaks_the_names_of_its_own_version(as_editor: Caller, survey: Survey) -> None:
    as_editor.post(path_of(survey), {"answers": {"nick": "Ada"}})
    renamed(survey)
    as_editor.post(path_of(survey), {"answers": {"nickname": "Grace"}})

    listed = as_editor.get(path_of(survey)).json()["data"]

    assert [(row["version"], next(iter(row["answers"].items()))) for row in listed] == [
        (2, ("nickname", "Grace")),
        (1, ("nick", "Ada")),
    ]


def respond(survey: Survey, **more: Any) -> Response:
    nick = survey.draft["pages"][0]["elements"][0]["id"]
    return submit_response(survey=survey, answers={nick: "Ada"}, **more)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("status=started", 0),
        ("status=all", 2),
        ("language=nl", 1),
        ("since=2026-01-02T00:00:00Z", 1),
        ("until=2026-01-02T00:00:00Z", 1),
        ("since=2026-01-01T00:00:00%2B01:00&until=2026-01-01T00:00:00Z", 0),
    ],
)
def test_lists_are_filtered(as_editor: Caller, survey: Survey, query: str, found: int) -> None:
    respond(survey, language="nl", started_at=datetime(2026, 1, 1, tzinfo=UTC))
    respond(survey, language="en", started_at=datetime(2026, 1, 3, tzinfo=UTC))

    assert len(as_editor.get(f"{path_of(survey)}?{query}").json()["data"]) == found


@pytest.mark.parametrize("query", ["status=lost", "since=yesterday", "until=2026-01-01T00:00:00"])
def test_wrong_filters_are_400(as_editor: Caller, survey: Survey, query: str) -> None:
    assert as_editor.get(f"{path_of(survey)}?{query}").status_code == 400


def test_a_page_costs_the_same_queries_however_long(
    as_editor: Caller, survey: Survey, django_assert_num_queries: Any
) -> None:
    respond(survey)
    as_editor.get(path_of(survey))
    with django_assert_num_queries(6):
        as_editor.get(path_of(survey))
    respond(survey)
    respond(survey)

    with django_assert_num_queries(6):
        assert len(as_editor.get(path_of(survey)).json()["data"]) == 3


def test_an_admin_deletes_a_response_for_good(caller_as: Any, survey: Survey) -> None:
    response, admin = respond(survey), caller_as("admin")

    answer = admin("DELETE", path_of(survey, response.pk))

    assert (answer.status_code, Response.objects.count()) == (204, 0)
    assert admin.get(path_of(survey, response.pk)).status_code == 404


def test_a_response_is_found_at_its_own_survey_only(caller_as: Any, survey: Survey) -> None:
    response, another, admin = respond(survey), published_survey(), caller_as("admin")

    for method in ("GET", "DELETE"):
        assert admin(method, path_of(another, response.pk)).status_code == 404
        assert admin(method, path_of(survey, uuid4())).status_code == 404
    assert Response.objects.exists()
