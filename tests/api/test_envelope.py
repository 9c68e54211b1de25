"""Everything under /api/ answers in the envelope, errors first of all."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.exceptions import ValidationError

from config.api.errors import mapped
from config.api.rendering import wrapped
from surveys.exceptions import StaleDraft
from surveys.models import Survey
from tenants.domain import suspend_organisation
from tenants.models import Organisation
from tenants.partners.exceptions import KeyReused
from tenants.queries import forget_organisations
from tenants.scope import Scope, public_scope
from tests.api.conftest import Caller
from tests.builders import make_survey

KEYS = {"success", "data", "message", "errors", "metadata"}


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


def assert_failure(answer: Any, status: int, expected: str | None = None) -> None:
    body = answer.json()
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    assert body.keys() == KEYS
    assert (body["success"], body["data"]) == (False, None)
    assert body["message"]
    assert all(error.keys() == {"field", "message", "code"} for error in body["errors"])
    assert body["errors"]
    assert body["metadata"]["request_id"] == answer["X-Request-ID"]
    assert expected is None or code(answer) == expected


def test_a_success_is_wrapped(as_editor: Caller) -> None:
    answer = as_editor.get("me/", X_Request_ID="partner-12345")

    body = answer.json()
    timestamp = datetime.fromisoformat(body["metadata"]["timestamp"])
    assert body.keys() == KEYS
    assert (body["success"], body["message"], body["errors"]) == (True, "", [])
    assert body["metadata"]["request_id"] == answer["X-Request-ID"] == "partner-12345"
    assert abs(datetime.now(UTC) - timestamp) < timedelta(minutes=1)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v2/surveys/", "/api/v1/surveys", "/api/v1/nothing/"]
)
def test_nothing_is_404_in_the_envelope(anyone: Caller, method: str, path: str) -> None:
    assert_failure(anyone(method, path), 404, "not_found")


@pytest.mark.parametrize("pk", ["1", "x" * 5000, "..%2F..", "00000000-0000-0000-0000-00000000000g"])
def test_an_id_that_is_none_is_404(as_editor: Caller, pk: str) -> None:
    assert_failure(as_editor.get(f"surveys/{pk}/"), 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_is_not_taken_is_405(as_editor: Caller, method: str) -> None:
    answer = as_editor(method, "surveys/")

    assert_failure(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD, POST"


def test_only_json_is_answered(as_editor: Caller) -> None:
    assert_failure(as_editor.get("me/", Accept="text/html"), 406, "not_acceptable")
    assert as_editor.get("me/", Accept="application/json").status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
def test_only_json_is_taken(as_editor: Caller, kind: str) -> None:
    assert_failure(
        as_editor.post("surveys/", b'{"title": "A"}', Content_Type=kind), 415, "unsupported_media_type"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", "not_json"),
        (b'{"title": "A",}', "not_json"),
        (b'{"title": "A"} {}', "not_json"),
        (b"\xff\xfe", "not_utf8"),
        (b'{"title": "A", "title": "B"}', "duplicate_key"),
        (b'{"title": NaN}', "not_a_number"),
        (b'{"title": -Infinity}', "not_a_number"),
        (b'{"title": 1e999}', "number_too_large"),
        (b'{"title": ' + b"9" * 5000 + b"}", "number_too_large"),
        (b'{"title": "a\\u0000b"}', "null_byte"),
        (b'{"title": "\\ud800"}', "lone_surrogate"),
        (b"[" * 60 + b"]" * 60, "too_deep"),
        (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "too_deep"),
    ],
)
def test_json_that_can_not_be_taken_is_400_and_says_why(
    as_editor: Caller, body: bytes, expected: str
) -> None:
    assert_failure(as_editor.post("surveys/", body), 400, expected)
    assert not Survey.objects.exists()


def test_malformed_json_is_told_with_its_place(as_editor: Caller) -> None:
    answer = as_editor.post("surveys/", b'{\n "title": x}')

    assert "line 2, column 11" in answer.json()["message"]


def test_a_body_that_is_too_large_is_413(as_editor: Caller, settings: Any) -> None:
    body = json.dumps({"title": "a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}).encode()

    assert_failure(as_editor.post("surveys/", body), 413, "too_large")
    assert_failure(as_editor.post("surveys/", body, Idempotency_Key="k"), 413)


@pytest.mark.parametrize("word", ["a" * 100_000, "\u202e" * 400, "<script>alert(1)</script>", "=1+1"])
def test_strange_words_are_stored_or_refused_never_a_500(as_editor: Caller, word: str) -> None:
    assert as_editor.post("surveys/", {"title": word}).status_code in {201, 400, 422}


def test_a_failure_that_nobody_foresaw_is_500_without_details(
    as_editor: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_given: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("surveys.domain.create_survey", fail)

    answer = as_editor.post("surveys/", {"title": "A"})

    assert_failure(answer, 500, "internal_server_error")
    assert b"secret" not in answer.content


def test_messages_come_in_the_caller_s_language(anyone: Caller) -> None:
    english = anyone.get("me/", Accept_Language="en").json()["message"]
    dutch = anyone.get("me/", Accept_Language="nl").json()["message"]

    assert english == "Authentication credentials were not provided."
    assert dutch != english


def test_a_host_of_no_organisation_is_404_in_the_envelope(db: None) -> None:
    answer = Client().get("/api/v1/me/", headers={"host": "nobody.localhost"})

    assert_failure(answer, 404)


def test_the_main_host_has_no_api(db: None) -> None:
    assert_failure(Client().get("/api/v1/surveys/", headers={"host": "localhost"}), 404)


def test_a_suspended_organisation_is_503_in_the_envelope(as_editor: Caller, acme: Scope) -> None:
    with public_scope():
        suspend_organisation(organisation=Organisation.objects.get(schema_name="t_acme"))
    forget_organisations()

    answer = as_editor.get("me/")

    assert_failure(answer, 503)
    assert answer["Retry-After"]


def test_no_cookie_signs_in_to_the_api(client_of: Any, editor: Any) -> None:
    browser = client_of(editor)

    assert browser.get("/api/v1/me/").status_code == 401
    assert browser.post("/api/v1/surveys/", {"title": "A"}, "application/json").status_code == 401


def test_an_exception_is_answered_by_the_nearest_of_its_classes() -> None:
    class Nearer(KeyReused):
        pass

    assert mapped(Nearer())[0] == 422
    assert mapped(KeyError("x"))[0] == 500


def test_an_error_deep_in_the_input_is_told_with_its_path() -> None:
    detail = {"a": {"b": ["wrong"], 2: ["odd"], "non_field_errors": ["both"]}}

    errors = mapped(ValidationError(detail))[1].errors

    assert [(error["field"], error["message"]) for error in errors] == [
        ("a.b", "wrong"),
        ("a[2]", "odd"),
        ("a", "both"),
    ]


def test_a_draft_that_moved_on_is_told_with_its_etag() -> None:
    status, failure, headers = mapped(StaleDraft(seen=1, current=3))

    assert (status, failure.code, headers) == (412, "changed_meanwhile", {"ETag": '"3"'})


def test_nobody_between_keeps_an_answer(as_editor: Caller, anyone: Caller) -> None:
    for answer in (as_editor.get("me/"), anyone.get("me/"), as_editor.get("nothing/")):
        assert answer["Cache-Control"] == "private, no-cache"
        assert "Authorization" in answer["Vary"]
    assert anyone.get("schema/")["Cache-Control"] == "public, max-age=300"


def test_no_content_has_no_envelope(as_editor: Caller) -> None:
    survey = make_survey()

    assert as_editor("DELETE", f"surveys/{survey.pk}/").content == b""
    assert wrapped(None, "r")["data"] is None
