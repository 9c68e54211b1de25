"""Errors as pages, and in the envelope."""

import pytest
from django.test import Client, RequestFactory

from config.errors import error_answer, message_of
from tenants.domain import suspend_organisation
from tenants.models import Organisation
from tenants.scope import Scope, public_scope
from tests.config import door
from tests.config.door import assert_guarded

pytestmark = pytest.mark.urls(door.__name__)


@pytest.mark.parametrize(
    ("address", "host", "status", "code"),
    [
        ("/api/nothing/", "acme.localhost", 404, "not_found"),
        ("/api/fail/", "acme.localhost", 500, "internal_server_error"),
        ("/api/echo/?x=%00", "acme.localhost", 400, "bad_request"),
        ("/api/echo/", "nobody.localhost", 404, "not_found"),
        ("/api/echo/", "in valid", 400, "bad_request"),
    ],
)
def test_errors_of_the_api_come_in_its_envelope(
    visitor: Client, address: str, host: str, status: int, code: str
) -> None:
    answer = visitor.get(address, headers={"host": host, "x-request-id": "from-partner-1"})

    body = answer.json()
    assert answer.status_code == status
    assert (body["success"], body["data"], body["errors"][0]["code"]) == (False, None, code)
    assert body["message"] == body["errors"][0]["message"] != ""
    assert body["metadata"]["request_id"] == "from-partner-1" == answer.headers["X-Request-ID"]


def test_a_suspended_organisations_api_says_when_to_come_back(visitor: Client) -> None:
    with public_scope():
        suspend_organisation(organisation=Organisation.objects.get(schema_name="t_acme"))

    answer = visitor.get("/api/echo/")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (503, "service_unavailable")
    assert answer.headers["Retry-After"] == "3600"


@pytest.mark.parametrize("host", ["acme.localhost", "localhost"])
def test_a_form_without_its_token_is_refused_on_a_page(acme: Scope, host: str) -> None:
    answer = Client(enforce_csrf_checks=True, headers={"host": host}).post("/sign-in/", {"email": "x"})

    assert answer.status_code == 403
    assert 'class="survey-title"' in answer.text
    assert_guarded(answer)


def test_what_is_not_allowed_is_said_on_a_page(visitor: Client) -> None:
    answer = visitor.get("/refuse/")

    assert answer.status_code == 403
    assert 'class="survey-title"' in answer.text


def test_what_a_view_finds_suspicious_is_answered_on_a_page(visitor: Client) -> None:
    answer = visitor.get("/suspect/")

    assert answer.status_code == 400
    assert 'class="survey-title"' in answer.text


def test_every_status_of_the_door_has_words() -> None:
    request = RequestFactory().get("/")

    answer = error_answer(request, 411)

    assert answer.status_code == 411
    assert 'class="survey-title"' in answer.text
    assert message_of(418) == "I'm a Teapot"


@pytest.mark.parametrize("lane", ["", "s/"])
def test_a_failure_shows_a_page_and_no_detail(visitor: Client, lane: str) -> None:
    answer = visitor.get(f"/{lane}fail/")

    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert 'class="survey-title"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_error_pages_speak_the_visitors_language(visitor: Client) -> None:
    answer = visitor.get("/s/nothing/here/", headers={"accept-language": "ar"})

    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl">' in answer.text
