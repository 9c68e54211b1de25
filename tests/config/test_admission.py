"""Which requests come in."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.client import FakePayload

from config.admission import most_bytes
from config.middleware import FrontDoor
from tenants.scope import Scope
from tests.config import door
from tests.config.door import assert_guarded

LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

pytestmark = pytest.mark.urls(door.__name__)


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
def test_a_body_has_a_length_and_a_limit(visitor: Client, length: str, status: int) -> None:
    answer = visitor.generic("POST", "/s/echo/", b"", CONTENT_LENGTH=length)

    assert answer.status_code == status
    assert_guarded(answer)


def test_a_body_may_be_as_large_as_the_limit(visitor: Client) -> None:
    answer = visitor.generic("POST", "/s/echo/", b"x" * LIMIT)

    assert answer.json()["body"] == LIMIT


def chunked(visitor: Client, body: bytes, **more: Any) -> Any:
    """Post a body without a length, as a server hands it over that has undone the chunks."""
    environ = {
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_LENGTH": "",
    }
    return visitor.generic("POST", "/s/echo/", **environ | more)


def test_a_body_in_chunks_comes_in_up_to_the_limit(visitor: Client) -> None:
    assert chunked(visitor, b"x" * LIMIT).json()["body"] == LIMIT
    assert chunked(visitor, b"x" * (LIMIT + 1)).status_code == 413


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


def test_chunks_that_the_server_leaves_to_us_are_refused(visitor: Client) -> None:
    assert chunked(visitor, b"x", **{"wsgi.input_terminated": False}).status_code == 411


def test_two_lengths_are_refused(visitor: Client) -> None:
    assert chunked(visitor, b"x", CONTENT_LENGTH="1").status_code == 400


def test_a_large_upload_is_refused_before_it_is_read(visitor: Client) -> None:
    class Unread(FakePayload):
        def read(self, *args: Any, **kwargs: Any) -> bytes:
            raise AssertionError("it was read")

    answer = visitor.generic(
        "POST", "/s/echo/", CONTENT_LENGTH=str(LIMIT + 1), **{"wsgi.input": Unread(b"x")}
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "cookie", ['"\\000"', "x" * 4000, "a b", '"\\303\\251"', "é", "'; DROP TABLE", "%00", "\ud83d\ude00"]
)
@pytest.mark.parametrize("name", ["canvass_session", "canvass_csrf", "django_language"])
def test_a_senseless_cookie_is_no_failure(visitor: Client, name: str, cookie: str) -> None:
    answer = visitor.get(
        "/test/echo/", headers={"cookie": f"{name}={cookie}".encode("utf-8", "replace").decode("latin-1")}
    )

    assert answer.status_code in {200, 400}


MULTIPART = "multipart/form-data; boundary=x"
SURVEY = "/surveys/0190a000-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("path", "content_type", "most"),
    [
        ("/s/pulse/", MULTIPART, settings.UPLOAD_LIMIT),
        (f"{SURVEY}/preview/", MULTIPART.title(), settings.UPLOAD_LIMIT),
        (f"{SURVEY}/settings/look/save/", MULTIPART, settings.UPLOAD_LIMIT),
        (f"{SURVEY}/languages/read/", MULTIPART, settings.UPLOAD_LIMIT),
        ("/s/pulse/embed/", MULTIPART, settings.UPLOAD_LIMIT),
        ("/s/pulse/kiosk/privacy/", MULTIPART, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        (f"{SURVEY}/build/questions/q_aaaaaaaa/pictures/picture/picture/", MULTIPART, settings.UPLOAD_LIMIT),
        ("/s/pulse/", "application/x-www-form-urlencoded", LIMIT),
        ("/s/pulse/privacy/", MULTIPART, LIMIT),
        ("/s/-/files/a_0", MULTIPART, LIMIT),
        ("/sign-in/", MULTIPART, LIMIT),
        ("/api/v1/surveys/", MULTIPART, LIMIT),
        (f"{SURVEY}/build/questions/q_aaaaaaaa/", MULTIPART, LIMIT),
    ],
)
def test_forms_with_files_may_be_longer_where_files_are_taken(
    path: str, content_type: str, most: int
) -> None:
    request = RequestFactory().generic("POST", path, CONTENT_TYPE=content_type)

    assert most_bytes(request) == most


def test_forms_with_files_have_a_limit_too(visitor: Client) -> None:
    length = str(settings.UPLOAD_LIMIT + 1)

    answer = visitor.generic("POST", "/s/echo/", b"", CONTENT_TYPE=MULTIPART, CONTENT_LENGTH=length)

    assert answer.status_code == 413
