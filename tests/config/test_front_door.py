"""What comes in, and what every answer carries."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.client import FakePayload
from django.urls import path
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config import urls_organisation
from config.errors import error_answer, message_of
from config.middleware import FrontDoor, lane_of
from tenants.acting import actor
from tenants.domain import suspend_organisation
from tenants.models import Organisation
from tenants.people.models import User
from tenants.scope import Scope, public_scope

LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
CSP = "default-src 'none'; script-src 'self'"


def echo(request: HttpRequest) -> HttpResponse:
    """Answer with what the request holds."""
    found = {"body": len(request.body), "actor": actor(), "get": dict(request.GET)}
    return HttpResponse(json.dumps(found), content_type="application/json")


def fail(request: HttpRequest) -> HttpResponse:
    """Fail in a way that nobody foresaw."""
    raise ZeroDivisionError("by ann@acme.example")


def refuse(request: HttpRequest) -> HttpResponse:
    """Refuse."""
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    """Find the request suspicious."""
    raise SuspiciousOperation


def keep_secret(request: HttpRequest, token: str) -> HttpResponse:
    """Answer whoever has a token in the address."""
    return HttpResponse(str(request.user))


urlpatterns = [
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("test/secret/<str:token>/", keep_secret),
]
urlpatterns += [path("test/echo/", echo), path("s/echo/", echo), path("api/echo/", echo)]
urlpatterns += [path(f"{lane}fail/", fail) for lane in ("", "s/", "api/")]
urlpatterns += urls_organisation.urlpatterns  # type: ignore[arg-type]
handler400 = urls_organisation.handler400
handler403 = urls_organisation.handler403
handler404 = urls_organisation.handler404
handler500 = urls_organisation.handler500

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser(acme: Scope) -> Client:
    """A browser at acme's host, which sees answers of 500 rather than their causes."""
    return Client(headers={"host": "acme.localhost"}, raise_request_exception=False)


def assert_guarded(answer: Any) -> None:
    """Assert that an answer carries what every answer carries."""
    assert answer.headers["Content-Security-Policy"].startswith(CSP)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(answer.headers["X-Request-ID"]) >= 8


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("/s/echo/", "acme.localhost", 200),
        ("/test/echo", "acme.localhost", 301),
        ("/static/css/tokens.css", "acme.localhost", 200),
        ("/static/css/tokens.css", "nobody.localhost", 200),
        ("/nothing/", "acme.localhost", 404),
        ("/s/echo/?x=%00", "acme.localhost", 400),
        ("/fail/", "acme.localhost", 500),
        ("/s/fail/", "acme.localhost", 500),
        ("/", "nobody.localhost", 404),
        ("/", "in valid", 400),
        ("/", "", 400),
        ("/nothing/", "localhost", 404),
        ("/health/live", "acme.localhost", 200),
        ("/health/nothing", "acme.localhost", 404),
        ("/api/nothing/", "acme.localhost", 404),
    ],
)
def test_every_answer_is_guarded(browser: Client, address: str, host: str, status: int) -> None:
    answer = browser.get(address, headers={"host": host})

    assert answer.status_code == status
    assert_guarded(answer)


def test_a_suspended_organisation_answers_politely_and_guarded(browser: Client) -> None:
    with public_scope():
        suspend_organisation(organisation=Organisation.objects.get(schema_name="t_acme"))

    answer = browser.get("/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600")
    assert_guarded(answer)


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
    browser: Client, address: str, host: str, status: int, code: str
) -> None:
    answer = browser.get(address, headers={"host": host, "x-request-id": "from-partner-1"})

    body = answer.json()
    assert answer.status_code == status
    assert (body["success"], body["data"], body["errors"][0]["code"]) == (False, None, code)
    assert body["message"] == body["errors"][0]["message"] != ""
    assert body["metadata"]["request_id"] == "from-partner-1" == answer.headers["X-Request-ID"]


def test_a_suspended_organisations_api_says_when_to_come_back(browser: Client) -> None:
    with public_scope():
        suspend_organisation(organisation=Organisation.objects.get(schema_name="t_acme"))

    answer = browser.get("/api/echo/")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (503, "service_unavailable")
    assert answer.headers["Retry-After"] == "3600"


@pytest.mark.parametrize("host", ["acme.localhost", "localhost"])
def test_a_form_without_its_token_is_refused_on_a_page(acme: Scope, host: str) -> None:
    answer = Client(enforce_csrf_checks=True, headers={"host": host}).post("/sign-in/", {"email": "x"})

    assert answer.status_code == 403
    assert 'class="survey-title"' in answer.text
    assert_guarded(answer)


def test_what_is_not_allowed_is_said_on_a_page(browser: Client) -> None:
    answer = browser.get("/refuse/")

    assert answer.status_code == 403
    assert 'class="survey-title"' in answer.text


def test_what_a_view_finds_suspicious_is_answered_on_a_page(browser: Client) -> None:
    answer = browser.get("/suspect/")

    assert answer.status_code == 400
    assert 'class="survey-title"' in answer.text


def test_every_status_of_the_door_has_words() -> None:
    request = RequestFactory().get("/")

    answer = error_answer(request, 411)

    assert answer.status_code == 411
    assert 'class="survey-title"' in answer.text
    assert message_of(418) == "I'm a Teapot"


def test_behind_https_browsers_are_told_to_stay_there() -> None:
    with override_settings(SECURE_HSTS_SECONDS=60):
        answer = FrontDoor(lambda _: HttpResponse())(RequestFactory().get("/"))

    assert answer.headers["Strict-Transport-Security"] == "max-age=60"


def test_a_request_leaves_one_line_without_secrets(
    client_of: Callable[[User], Client], editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="canvass.request")
    token = "Zk3vP9sQ1xT7uB5nM2cL8wE6rY4aH0dJ"

    client_of(editor).get(f"/test/secret/{token}/?password=hunter2", headers={"x-request-id": "r-12345678"})

    [line] = [record.msg for record in caplog.records if record.name == "canvass.request"]
    assert isinstance(line, dict)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "canvass.request",
        "method": "GET",
        "organisation": "t_acme",
        "path": "/test/secret/…/",
        "person": str(editor.pk),
        "request_id": "r-12345678",
        "route": "test/secret/<str:token>/",
        "status": 200,
    }


@pytest.mark.parametrize("lane", ["", "s/"])
def test_a_failure_shows_a_page_and_no_detail(browser: Client, lane: str) -> None:
    answer = browser.get(f"/{lane}fail/")

    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert 'class="survey-title"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_error_pages_speak_the_visitors_language(browser: Client) -> None:
    answer = browser.get("/s/nothing/here/", headers={"accept-language": "ar"})

    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl">' in answer.text


@pytest.mark.parametrize("given_id", ["abc-1234", "A_b.c-" * 10])
def test_a_sane_request_id_is_kept(browser: Client, given_id: str) -> None:
    answer = browser.get("/s/echo/", headers={"x-request-id": given_id})

    assert answer.headers["X-Request-ID"] == given_id


@pytest.mark.parametrize("given_id", ["", "short", "x" * 65, "with space", "líne", "a\tbbbbbbbb"])
def test_another_request_id_is_replaced(browser: Client, given_id: str) -> None:
    answer = browser.get("/s/echo/", headers={"x-request-id": given_id})

    assert len(answer.headers["X-Request-ID"]) == 32
    assert answer.headers["X-Request-ID"] != given_id


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("0", 200),
        (str(LIMIT + 1), 413),
        ("9" * 5000, 413),
        ("-1", 400),
        ("1e3", 400),
        ("²", 400),
        ("1, 1", 400),
    ],
)
def test_a_body_has_a_length_and_a_limit(browser: Client, length: str, status: int) -> None:
    answer = browser.generic("POST", "/s/echo/", b"", CONTENT_LENGTH=length)

    assert answer.status_code == status
    assert_guarded(answer)


def test_a_body_may_be_as_large_as_the_limit(browser: Client) -> None:
    answer = browser.generic("POST", "/s/echo/", b"x" * LIMIT)

    assert answer.json()["body"] == LIMIT


def chunked(browser: Client, body: bytes, **more: Any) -> Any:
    """Post a body without a length, as a server hands it over that has undone the chunks."""
    environ = {
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_LENGTH": "",
    }
    return browser.generic("POST", "/s/echo/", **environ | more)


def test_a_body_in_chunks_comes_in_up_to_the_limit(browser: Client) -> None:
    assert chunked(browser, b"x" * LIMIT).json()["body"] == LIMIT
    assert chunked(browser, b"x" * (LIMIT + 1)).status_code == 413


def test_a_form_in_chunks_can_be_read(acme: Scope) -> None:
    request = RequestFactory().generic(
        "POST",
        "/s/echo/",
        **{
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.input": BytesIO(b"a=1&b=2"),
            "wsgi.input_terminated": True,
            "HTTP_TRANSFER_ENCODING": "chunked",
            "CONTENT_LENGTH": "",
        },
    )
    seen: list[dict[str, str]] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.POST.dict())
        return HttpResponse()

    FrontDoor(view)(request)

    assert seen == [{"a": "1", "b": "2"}]


def test_chunks_that_the_server_leaves_to_us_are_refused(browser: Client) -> None:
    assert chunked(browser, b"x", **{"wsgi.input_terminated": False}).status_code == 411


def test_two_lengths_are_refused(browser: Client) -> None:
    assert chunked(browser, b"x", CONTENT_LENGTH="1").status_code == 400


def test_a_large_upload_is_refused_before_it_is_read(browser: Client) -> None:
    class Unread(FakePayload):
        def read(self, *args: Any, **kwargs: Any) -> bytes:
            raise AssertionError("it was read")

    answer = browser.generic(
        "POST", "/s/echo/", CONTENT_LENGTH=str(LIMIT + 1), **{"wsgi.input": Unread(b"x")}
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("address", "lane"),
    [("/s/x/", "respondent"), ("/api/v1/", "api"), ("/", "staff"), ("/surveys/", "staff")],
)
def test_a_path_says_who_it_is_for(address: str, lane: str) -> None:
    assert lane_of(address) == lane


def test_what_a_signed_in_person_does_is_theirs(
    client_of: Callable[[User], Client], editor: User, stranger: Client
) -> None:
    assert client_of(editor).get("/test/echo/").json()["actor"] == editor.email
    assert client_of(editor).get("/s/echo/").json()["actor"] == ""
    assert stranger.get("/test/echo/").json()["actor"] == ""
    assert actor() == ""


@pytest.mark.parametrize(
    "cookie", ['"\\000"', "x" * 4000, "a b", '"\\303\\251"', "é", "'; DROP TABLE", "%00", "\ud83d\ude00"]
)
@pytest.mark.parametrize("name", ["canvass_session", "canvass_csrf", "django_language"])
def test_a_senseless_cookie_is_no_failure(browser: Client, name: str, cookie: str) -> None:
    answer = browser.get(
        "/test/echo/", headers={"cookie": f"{name}={cookie}".encode("utf-8", "replace").decode("latin-1")}
    )

    assert answer.status_code in {200, 400}


@override_settings(DEBUG=False)
@hypothesis_settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lane=st.sampled_from(["/", "/s/", "/api/", "/surveys/", "/static/", "/sign-in/", "/test/echo/"]),
    rest=st.binary(max_size=40),
    query=st.binary(max_size=40),
    host=st.sampled_from(["acme.localhost", "localhost", "nobody.localhost"]) | st.text(max_size=20),
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "BREW"]),
    header=st.sampled_from(
        [
            "ACCEPT_LANGUAGE",
            "COOKIE",
            "X_REQUEST_ID",
            "HX_REQUEST",
            "HX_CURRENT_URL",
            "AUTHORIZATION",
            "ORIGIN",
        ]
        + ["REFERER", "IF_NONE_MATCH", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "ACCEPT", "CONTENT_TYPE"]
    ),
    value=st.binary(max_size=60),
)
def test_nothing_that_a_stranger_sends_is_a_failure(
    browser: Client,
    lane: str,
    rest: bytes,
    query: bytes,
    host: str,
    method: str,
    header: str,
    value: bytes,
) -> None:
    environ = {
        "PATH_INFO": lane + rest.decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "HTTP_HOST": host.encode("utf-8", "replace").decode("latin-1"),
        f"HTTP_{header}": value.decode("latin-1"),
    }

    answer = browser.generic(method, "/", **environ)

    assert answer.status_code < 500
    assert_guarded(answer)
