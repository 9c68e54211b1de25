"""What every request passes and every answer carries."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.middleware import FrontDoor, lane_of
from tenants.acting import actor
from tenants.domain import suspend_organisation
from tenants.models import Organisation
from tenants.people.models import User
from tenants.scope import public_scope
from tests.config import door
from tests.config.door import assert_guarded

pytestmark = pytest.mark.urls(door.__name__)


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
def test_every_answer_is_guarded(visitor: Client, address: str, host: str, status: int) -> None:
    answer = visitor.get(address, headers={"host": host})

    assert answer.status_code == status
    assert_guarded(answer)


def test_a_suspended_organisation_answers_politely_and_guarded(visitor: Client) -> None:
    with public_scope():
        suspend_organisation(organisation=Organisation.objects.get(schema_name="t_acme"))

    answer = visitor.get("/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600")
    assert_guarded(answer)


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


@pytest.mark.parametrize("given_id", ["abc-1234", "A_b.c-" * 10])
def test_a_sane_request_id_is_kept(visitor: Client, given_id: str) -> None:
    answer = visitor.get("/s/echo/", headers={"x-request-id": given_id})

    assert answer.headers["X-Request-ID"] == given_id


@pytest.mark.parametrize("given_id", ["", "short", "x" * 65, "with space", "líne", "a\tbbbbbbbb"])
def test_another_request_id_is_replaced(visitor: Client, given_id: str) -> None:
    answer = visitor.get("/s/echo/", headers={"x-request-id": given_id})

    assert len(answer.headers["X-Request-ID"]) == 32
    assert answer.headers["X-Request-ID"] != given_id


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
    visitor: Client,
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

    answer = visitor.generic(method, "/", **environ)

    assert answer.status_code < 500
    assert_guarded(answer)


def test_only_survey_pages_may_ask_where_the_device_is(visitor: Client) -> None:
    survey = visitor.get("/s/echo/").headers["Permissions-Policy"]
    staff = visitor.get("/nothing/").headers["Permissions-Policy"]

    assert survey == "camera=(), microphone=(), geolocation=(self), interest-cohort=()"
    assert staff == "camera=(), microphone=(), geolocation=(), interest-cohort=()"
