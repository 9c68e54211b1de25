"""Surveys through the API."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from surveys.definition import Definition
from surveys.domain import replace_draft, undo
from surveys.models import Survey, SurveyVersion
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tenants.presenting import change_approval
from tenants.queries import current_url
from tenants.scope import Scope
from tests.api.conftest import Caller
from tests.builders import make_choices, make_definition, make_question, make_survey, published_survey, reread
from tests.conftest import PASSWORD
from webhooks.models import Event


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


def document(*names: str) -> dict[str, Any]:
    elements = [{"type": "short_text", "name": name, "text": {"en": name}, "settings": {}} for name in names]
    return {
        "schema_version": "1.0",
        "title": {"en": "Partners"},
        "languages": ["en"],
        "pages": [{"elements": elements}],
        "endings": [{"title": {"en": "Thanks"}}],
    }


def test_a_title_makes_a_draft(as_editor: Caller) -> None:
    answer = as_editor.post("surveys/", {"title": "Pulse", "languages": ["nl", "en"]})

    survey = Survey.objects.get()
    data = answer.json()["data"]
    assert answer.status_code == 201
    assert answer["Location"] == data["links"]["self"] == current_url(f"/api/v1/surveys/{survey.pk}/")
    assert (data["title"], data["status"], data["version"], data["revision"]) == ("Pulse", "draft", None, 1)
    assert data["links"]["public"] == current_url(f"/s/{survey.slug}/")
    assert survey.draft["languages"] == ["nl", "en"]


def test_a_definition_without_ids_makes_a_draft_and_the_editor_its_author(
    as_editor: Caller, editor: Any
) -> None:
    answer = as_editor.post("surveys/", {"definition": document("age", "city")})

    survey = Survey.objects.get()
    assert answer.status_code == 201
    assert [element["name"] for element in survey.draft["pages"][0]["elements"]] == ["age", "city"]
    assert survey.created_by == editor
    assert Event.objects.get(type="survey.created").actor == editor.email


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, ""),
        ({"title": "A", "definition": {}}, 400, ""),
        ({"definition": {}, "languages": ["en"]}, 400, ""),
        ({"title": 5.5e300}, 400, "title"),
        ({"title": "A", "langauges": ["en"]}, 400, "langauges"),
        ({"title": "A", "languages": []}, 400, "languages"),
        ({"title": "A", "languages": ["xx-nonsense"]}, 422, None),
        ({"title": "a" * 501}, 400, "title"),
        ({"title": "A", "languages": ["en", 5]}, 400, "languages[1]"),
        ({"definition": []}, 422, None),
        ({"definition": document() | {"pages": ["x", {"elements": ["y"]}, {"elements": 1}]}}, 422, None),
        ({"definition": document() | {"endings": [1]}}, 422, None),
        ({"definition": {"schema_version": "9.9"}}, 422, None),
        ([], 400, ""),
        ("x", 400, ""),
    ],
)
def test_what_is_no_survey_is_refused_and_leaves_nothing(
    as_editor: Caller, body: Any, status: int, field: str | None
) -> None:
    answer = as_editor.post("surveys/", body)

    assert answer.status_code == status, answer.content
    assert field is None or answer.json()["errors"][0]["field"] == field
    assert not Survey.objects.exists()


def test_problems_of_a_definition_are_told_with_their_place(as_editor: Caller) -> None:
    body = document("age", "age")

    answer = as_editor.post("surveys/", {"definition": body})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "pages[0].elements[1].name"


def test_addresses_are_the_organisation_s_whatever_the_host_header_says(
    as_editor: Caller, settings: Any
) -> None:
    settings.PUBLIC_PORT = "8443"
    for number in range(2):
        make_survey(title=f"Survey {number}")

    answer = replace(as_editor, host="acme.localhost:1234").get("surveys/?per_page=1").json()

    assert answer["metadata"]["pagination"]["next"].startswith("http://acme.localhost:8443/api/v1/surveys/?")
    assert answer["data"][0]["links"]["self"].startswith("http://acme.localhost:8443/api/v1/surveys/")


def test_lists_go_page_by_page_in_both_directions(as_editor: Caller) -> None:
    titles = [make_survey(title=f"Survey {number}").title for number in range(5)][::-1]

    first = as_editor.get("surveys/?per_page=2").json()
    second = as_editor.get(first["metadata"]["pagination"]["next"].partition("/api/v1/")[2]).json()
    third = as_editor.get(second["metadata"]["pagination"]["next"].partition("/api/v1/")[2]).json()
    back = as_editor.get(third["metadata"]["pagination"]["previous"].partition("/api/v1/")[2]).json()

    assert [[item["title"] for item in page["data"]] for page in (first, second, third)] == [
        titles[:2],
        titles[2:4],
        titles[4:],
    ]
    assert back["data"] == second["data"]
    assert first["metadata"]["pagination"]["previous"] is None
    assert third["metadata"]["pagination"]["next"] is None
    assert back["metadata"]["pagination"]["previous"] is not None


def test_a_page_costs_the_same_queries_however_long(
    as_editor: Caller, django_assert_num_queries: Any
) -> None:
    make_survey()
    as_editor.get("surveys/")
    with django_assert_num_queries(4):
        as_editor.get("surveys/")
    published_survey()
    published_survey()

    with django_assert_num_queries(4):
        assert len(as_editor.get("surveys/").json()["data"]) == 3


@pytest.mark.parametrize(
    "query",
    ["cursor=x", "cursor=é", "cursor=AAAA", "per_page=0", "per_page=201", "per_page=²", "per_page=-1"],
)
def test_a_wrong_cursor_or_size_is_400(as_editor: Caller, query: str) -> None:
    assert as_editor.get(f"surveys/?{query}").status_code == 400


@pytest.mark.parametrize(("query", "found"), [("status=open", 1), ("status=draft", 1), ("search=Alpha", 1)])
def test_lists_are_filtered(as_editor: Caller, query: str, found: int) -> None:
    make_survey(title="Alpha")
    published_survey(title="Beta")

    assert len(as_editor.get(f"surveys/?{query}").json()["data"]) == found


def test_an_unknown_status_is_400(as_editor: Caller) -> None:
    answer = as_editor.get("surveys/?status=gone")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "status")


def test_a_survey_answers_304_until_it_changes(as_editor: Caller) -> None:
    survey = published_survey()
    tag = as_editor.get(f"surveys/{survey.pk}/")["ETag"]

    same = as_editor.get(f"surveys/{survey.pk}/", If_None_Match=tag)
    as_editor.post(f"surveys/{survey.pk}/pause/")
    changed = as_editor.get(f"surveys/{survey.pk}/", If_None_Match=tag)

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert changed.status_code == 200


def test_the_draft_is_read_with_its_revision_as_etag(as_editor: Caller) -> None:
    survey = make_survey()

    answer = as_editor.get(f"surveys/{survey.pk}/definition/")

    assert (answer["ETag"], answer.json()["data"]) == ('"1"', survey.draft)
    again = as_editor.get(f"surveys/{survey.pk}/definition/", If_None_Match='W/"1"')
    assert again.status_code == 304


def test_replacing_the_draft_keeps_what_questions_and_choices_are(as_editor: Caller) -> None:
    choices = make_choices("Red", "Blue")
    question = make_question("single_choice", "colour", settings={"choices": choices})
    survey = make_survey(make_definition([question]))
    body = document("first")
    blue, green = {"code": "2", "label": {"en": "Navy"}}, {"code": "9", "label": {"en": "Green"}}
    colour = {"type": "single_choice", "name": "colour", "text": {"en": "Which?"}}
    body["pages"][0]["elements"].append(colour | {"settings": {"choices": [blue, green]}})

    answer = as_editor("PUT", f"surveys/{survey.pk}/definition/", body, If_Match='"1"')

    stored = reread(survey).draft["pages"][0]["elements"][1]
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    assert stored["id"] == question["id"]
    assert stored["settings"]["choices"][0] == {"id": choices[1]["id"], **blue}
    assert stored["settings"]["choices"][1]["id"] not in {choice["id"] for choice in choices}
    assert reread(survey).draft["pages"][0]["id"] == survey.draft["pages"][0]["id"]


def test_patching_the_draft_changes_what_it_names(as_editor: Caller) -> None:
    survey = make_survey()

    answer = as_editor(
        "PATCH",
        f"surveys/{survey.pk}/definition/",
        {"title": {"en": "New"}, "settings": {"progress": "hidden"}},
        If_Match='"1"',
        Content_Type="application/merge-patch+json",
    )

    assert answer.status_code == 200
    assert answer.json()["data"]["title"] == {"en": "New"}
    assert answer.json()["data"]["settings"]["progress"] == "hidden"
    assert answer.json()["data"]["pages"] == survey.draft["pages"]
    assert reread(survey).title == "New"


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize(
    ("headers", "status"), [({}, 428), ({"If_Match": '"0"'}, 412), ({"If_Match": "nonsense"}, 412)]
)
def test_the_draft_is_not_changed_blindly(
    as_editor: Caller, method: str, headers: dict[str, str], status: int
) -> None:
    survey = make_survey()

    answer = as_editor(method, f"surveys/{survey.pk}/definition/", document("a"), **headers)

    assert answer.status_code == status
    assert reread(survey).draft == survey.draft


def test_a_patch_must_be_an_object(as_editor: Caller) -> None:
    survey = make_survey()

    answer = as_editor("PATCH", f"surveys/{survey.pk}/definition/", [1], If_Match='"1"')

    assert (answer.status_code, code(answer)) == (400, "not_an_object")


def test_a_survey_lives_from_draft_to_closed_and_back(as_editor: Caller) -> None:
    survey = make_survey()

    steps = ["publish", "pause", "resume", "close", "reopen"]
    statuses = [as_editor.post(f"surveys/{survey.pk}/{step}/").json()["data"]["status"] for step in steps]

    assert statuses == ["open", "paused", "open", "closed", "open"]


def test_a_step_that_the_state_forbids_is_409(as_editor: Caller) -> None:
    answer = as_editor.post(f"surveys/{make_survey().pk}/pause/")

    assert (answer.status_code, code(answer)) == (409, "not_possible_now")


def test_publishing_an_empty_survey_is_422_and_tells_why(as_editor: Caller) -> None:
    survey = Survey.objects.get(pk=as_editor.post("surveys/", {"title": "Empty"}).json()["data"]["id"])

    answer = as_editor.post(f"surveys/{survey.pk}/publish/")
    problems = as_editor.get(f"surveys/{survey.pk}/problems/").json()["data"]

    assert (answer.status_code, code(answer)) == (422, "questions_missing")
    assert [(found["code"], found["severity"]) for found in problems] == [
        ("questions_missing", "error"),
        ("page_empty", "warning"),
    ]


def test_publishing_what_isnt_approved_is_409_and_tells_so(as_editor: Caller) -> None:
    survey = make_survey()
    change_approval(rule="admins", by="")

    answer = as_editor.post(f"surveys/{survey.pk}/publish/")

    assert (answer.status_code, code(answer)) == (409, "not_approved")
    assert reread(survey).current_version is None


@pytest.mark.parametrize(
    ("mappings", "status"),
    [
        ({"q_aaaaaaaa": {"c_aaaaaaaa": "c_bbbbbbbb"}}, 200),
        ({"q_aaaaaaaa": {"c_aaaaaaaa": "c_zzzzzzzz"}}, 422),
        ({"q_aaaaaaaa": "c_bbbbbbbb"}, 400),
        ([], 400),
    ],
)
def test_publishing_says_what_former_choices_mean(as_editor: Caller, mappings: Any, status: int) -> None:
    def asking(*letters: str) -> Definition:
        choices = [{"id": f"c_{each * 8}", "code": each, "label": {"en": each}} for each in letters]
        settings = {"choices": choices}
        return make_definition([make_question("single_choice", "q", id="q_aaaaaaaa", settings=settings)])

    survey = published_survey(asking("a", "b"))
    replace_draft(survey=survey, revision=1, definition=asking("b"), by=None)

    answer = as_editor.post(f"surveys/{survey.pk}/publish/", {"mappings": mappings})

    version = reread(survey).current_version
    assert (answer.status_code, version and version.mappings) == (status, mappings if status == 200 else {})


def test_publishing_a_draft_that_nobody_looked_at_is_412(as_editor: Caller) -> None:
    survey = make_survey()

    answer = as_editor.post(f"surveys/{survey.pk}/publish/", If_Match='"0"')

    assert (answer.status_code, SurveyVersion.objects.count()) == (412, 0)
    assert as_editor.post(f"surveys/{survey.pk}/publish/", If_Match='"1"').status_code == 200


def test_versions_are_listed_and_read(as_editor: Caller) -> None:
    survey = published_survey()

    listed = as_editor.get(f"surveys/{survey.pk}/versions/").json()["data"]
    answer = as_editor.get(f"surveys/{survey.pk}/versions/1/")
    same = as_editor.get(f"surveys/{survey.pk}/versions/1/", If_None_Match=answer["ETag"])

    assert [version["number"] for version in listed] == [1]
    assert answer.json()["data"] == listed[0] | {"definition": survey.draft}
    assert same.status_code == 304
    assert as_editor.get(f"surveys/{survey.pk}/versions/{10**30}/").status_code == 404


def test_times_are_set_in_any_zone_and_read_in_utc(as_editor: Caller) -> None:
    survey = published_survey()

    answer = as_editor(
        "PUT",
        f"surveys/{survey.pk}/schedule/",
        {"opens_at": "2030-01-01T10:00:00+02:00", "closes_at": None},
    )

    assert answer.json()["data"]["opens_at"] == "2030-01-01T08:00:00Z"
    assert answer.json()["data"]["availability"] == "not_yet"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"opens_at": "2030-01-01T10:00:00", "closes_at": None}, 400),
        ({"opens_at": "soon", "closes_at": None}, 400),
        ({"opens_at": "2030-13-01T10:00:00Z", "closes_at": None}, 400),
        ({"opens_at": 5, "closes_at": None}, 400),
        ({"opens_at": None}, 400),
        ({"opens_at": "2031-01-01T10:00:00Z", "closes_at": "2030-01-01T10:00:00Z"}, 422),
        ({"opens_at": None, "closes_at": "2020-01-01T10:00:00Z"}, 422),
    ],
)
def test_times_that_can_not_be_kept_are_refused(as_editor: Caller, body: Any, status: int) -> None:
    assert as_editor("PUT", f"surveys/{published_survey().pk}/schedule/", body).status_code == status


def test_the_address_is_changed_and_a_taken_one_refused(as_editor: Caller) -> None:
    survey, taken = make_survey(), make_survey()

    changed = as_editor("PUT", f"surveys/{survey.pk}/address/", {"slug": "our-pulse"})
    refused = as_editor("PUT", f"surveys/{survey.pk}/address/", {"slug": taken.slug})

    assert changed.json()["data"]["slug"] == "our-pulse"
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "slug")


def test_a_copy_is_a_new_survey(as_editor: Caller) -> None:
    survey = make_survey(title="Pulse")

    answer = as_editor.post(f"surveys/{survey.pk}/duplicate/")

    assert (answer.status_code, answer.json()["data"]["title"]) == (201, "Pulse (copy)")
    assert Survey.objects.count() == 2


def test_deleting_needs_the_state_that_was_seen_when_it_is_named(as_editor: Caller) -> None:
    survey = published_survey()

    stale = as_editor("DELETE", f"surveys/{survey.pk}/", If_Match='"old"')
    done = as_editor(
        "DELETE", f"surveys/{survey.pk}/", If_Match=as_editor.get(f"surveys/{survey.pk}/")["ETag"]
    )

    gone = as_editor.get(f"surveys/{survey.pk}/")

    assert (stale.status_code, done.status_code, done.content) == (412, 204, b"")
    assert (gone.status_code, gone.json()["errors"][0]["code"]) == (410, "in_bin")
    assert Survey.objects.get().status == "binned"


def test_what_is_not_there_is_404(as_editor: Caller) -> None:
    for place in ("", "definition/", "problems/", "versions/", "versions/1/", "responses/", "results/"):
        assert as_editor.get(f"surveys/{uuid4()}/{place}").status_code == 404


def test_times_are_shown_to_the_moment(as_editor: Caller) -> None:
    survey = make_survey()

    changed_at = as_editor.get(f"surveys/{survey.pk}/").json()["data"]["changed_at"]

    assert changed_at.endswith("Z")
    assert timezone.datetime.fromisoformat(changed_at) - survey.changed_at < timedelta(milliseconds=1)


def test_choices_that_are_none_are_told_with_their_place(as_editor: Caller) -> None:
    question = {"type": "single_choice", "name": "colour", "settings": {"choices": ["red", {"code": 1}]}}
    body = document() | {"pages": [{"elements": [question]}]}

    errors = as_editor.post("surveys/", {"definition": body}).json()["errors"]

    assert errors[0]["field"].startswith("pages[0].elements[0].settings.choices[0]")


def test_a_replacement_is_written_down_and_can_be_undone(as_editor: Caller) -> None:
    survey = make_survey()
    body = survey.draft | {"title": {"en": "Replaced"}}

    answer = as_editor("PUT", f"surveys/{survey.pk}/definition/", body, If_Match='"1"')

    revision = survey.revisions.get()
    assert (answer["ETag"], revision.number, revision.code) == ('"2"', 2, "survey_renamed")
    person = User.objects.get(pk=revision.author)
    undo(survey=survey, by=person)
    assert as_editor.get(f"surveys/{survey.pk}/definition/").json()["data"] == survey.draft


def test_of_two_who_replace_the_same_state_one_is_told(committed: Scope) -> None:
    survey = make_survey()
    name = committed.host.partition(".")[0]
    token = grant_tokens(email=f"owner@{name}.example", password=PASSWORD).access
    answers: list[Any] = []
    start = threading.Barrier(4)

    def replace(title: str) -> None:
        body = document("a") | {"title": {"en": title}}
        caller = Caller(host=committed.host, token=token)
        start.wait()
        answers.append(caller("PUT", f"surveys/{survey.pk}/definition/", body, If_Match='"1"'))
        connection.close()

    threads = [threading.Thread(target=replace, args=[title]) for title in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert reread(survey).draft_revision == 2
