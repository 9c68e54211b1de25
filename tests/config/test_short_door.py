"""The side door answers as the front door does, or leaves a request to it untouched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlencode
from wsgiref.types import StartResponse

import pytest
import time_machine
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone

from config.short_door import Application, Environ, ShortDoor
from responses import lately
from responses.models import Response
from responses.urls import PAGE
from surveys.domain import pause_survey
from surveys.models import Survey
from tenants.domain import suspend_organisation
from tenants.models import Organisation
from tenants.queries import forget_organisations, organisation_at
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey

NAME = make_question(name="name", required=True)
SCORE = make_question("nps", "score")
MARK = re.compile(rb'name="_at" value="([^"]+)"')
OF_THE_MOMENT = {"Content-Length", "X-Request-ID", "Set-Cookie"}


@dataclass
class Visitor:
    """A browser that speaks WSGI; ``left`` are the requests that were left to Django."""

    slug: str
    has_side_door: bool = True
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    body: bytes = b""
    left: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        django = get_wsgi_application()

        def watched(environ: Environ, start: StartResponse) -> Iterable[bytes]:
            self.left.append(environ["wsgi.input"].getvalue())
            return django(environ, start)

        self.door: Application = ShortDoor(watched) if self.has_side_door else watched

    def ask(self, query: str = "", body: bytes | None = None, **more: object) -> "Visitor":
        """Send a request for the survey's own address."""
        environ = self.environ(query, body) | more
        answer = self.door({key: value for key, value in environ.items() if value is not None}, self._start)
        self.body = b"".join(answer)
        return self

    def environ(self, query: str, body: bytes | None) -> Environ:
        """What a web server hands over."""
        environ: Environ = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "PATH_INFO": f"/s/{self.slug}/",
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "acme.localhost",
            "HTTP_ACCEPT_LANGUAGE": "en",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body or b""),
        }
        if self.cookie:
            environ["HTTP_COOKIE"] = self.cookie
        if body is not None:
            environ |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
            environ |= {"HTTP_ORIGIN": "http://acme.localhost", "HTTP_SEC_FETCH_SITE": "same-origin"}
        return environ

    def form(self, **answers: str) -> bytes:
        """The form that was shown, filled in."""
        found = MARK.search(self.body)
        assert found
        return urlencode({**answers, "_at": found[1].decode(), "_go": "next"}).encode()

    def send(self, **answers: str) -> "Visitor":
        """Send the form that was shown, and follow where that leads."""
        return self.ask(body=self.form(**answers))

    def follow(self) -> "Visitor":
        """Go where the answer leads."""
        return self.ask(self.headers["Location"].partition("?")[2])

    def _start(self, status: str, headers: list[tuple[str, str]], _failure: Any = None) -> Any:
        self.status, self.headers = int(status[:3]), dict(headers)
        if given := self.headers.get("Set-Cookie"):
            self.cookie = given.partition(";")[0]


@pytest.fixture(autouse=True)
def _within_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the connection open, as Django's own client for tests does."""
    monkeypatch.setattr("config.short_door.close_old_connections", lambda: None)
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    lately._seen.clear()
    organisation_at("acme.localhost")
    return published_survey(make_definition([NAME], [SCORE]))


@pytest.fixture
def ada(survey: Survey) -> Visitor:
    return Visitor(survey.slug)


def journey(visitor: Visitor) -> list[tuple[int, dict[str, str], str]]:
    """Answer a survey; return what stands in each answer that isn't of the moment."""
    seen = []

    def note(after: Visitor) -> None:
        headers = {name: text for name, text in after.headers.items() if name not in OF_THE_MOMENT}
        given = re.sub(r"=[^;]+;|expires=[^;]+", "", after.headers.get("Set-Cookie", ""), count=2)
        seen.append((after.status, headers | {"given": given}, MARK.sub(b"", after.body).decode()))

    note(visitor.ask())
    for answers in ({NAME["id"]: "Ada é+&"}, {SCORE["id"]: "9"}):
        note(visitor.send(**answers))
        note(visitor.follow())
    return seen


def test_a_journey_is_answered_as_by_django(survey: Survey, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="canvass.request")
    forms = []
    for has_side_door in (True, False):
        caplog.clear()
        seen = journey(Visitor(survey.slug, has_side_door))
        lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
        forms.append((seen, [(list(line), {**line, **OF_A_LINE}) for line in lines]))

    assert forms[0] == forms[1]
    assert [response.answers[NAME["id"]] for response in Response.objects.all()] == ["Ada é+&"] * 2


OF_A_LINE = {"ms": 0, "request_id": "", "timestamp": ""}


def test_django_is_spared_all_of_it(ada: Visitor) -> None:
    journey(ada)

    assert (ada.status, ada.left) == (200, [])
    assert Response.objects.get().status == "complete"


def test_it_takes_the_callers_request_id(ada: Visitor) -> None:
    assert ada.ask(HTTP_X_REQUEST_ID="from-the-proxy").headers["X-Request-ID"] == "from-the-proxy"


@pytest.mark.parametrize(("accepted", "coding"), [("br, gzip", "br"), ("gzip", "gzip")])
def test_pages_are_compressed_where_that_is_wished(ada: Visitor, accepted: str, coding: str) -> None:
    assert ada.ask(HTTP_ACCEPT_ENCODING=accepted).headers["Content-Encoding"] == coding
    assert ada.left == []


def test_behind_a_proxy_cookies_are_secure(ada: Visitor, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert "; Secure" in ada.ask(HTTP_X_FORWARDED_PROTO="https").headers["Set-Cookie"]
    ada.cookie = ""
    assert "; Secure" not in ada.ask(HTTP_X_FORWARDED_PROTO="http").headers["Set-Cookie"]
    assert ada.left == []


@pytest.mark.parametrize(
    "odd",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"QUERY_STRING": "lang=nl"},
        {"QUERY_STRING": "page=%00"},
        {"HTTP_HOST": "nobody.localhost"},
        {"HTTP_HOST": "localhost"},
        {"HTTP_HOST": "acme.localhost:x"},
        {"HTTP_COOKIE": "canvass_answers=x\\000"},
        {"HTTP_COOKIE": "canvass_answers=forged"},
        {"SCRIPT_NAME": "/below"},
        {"CONTENT_LENGTH": "5"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"PATH_INFO": "/s/a\x00b/"},
        {"PATH_INFO": "/s/unknown/"},
    ],
)
def test_whatever_is_odd_is_left_to_django(ada: Visitor, odd: dict[str, Any]) -> None:
    ada.ask(**odd)

    assert len(ada.left) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"CONTENT_TYPE": "multipart/form-data; boundary=x"},
        {"CONTENT_LENGTH": None},
        {"CONTENT_LENGTH": "99999999999"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_COOKIE": None},
    ],
)
def test_a_form_that_comes_otherwise_is_left_to_django(ada: Visitor, odd: dict[str, Any]) -> None:
    form = ada.ask().form(**{NAME["id"]: "Ada"})

    ada.ask(body=form, **odd)

    assert ada.left == [form]


@pytest.mark.parametrize(
    "more",
    ["&_go=back", "&_language=nl", "&_link=a", "&odd", "&_at=2", f"&{NAME['id']}=é", "&a=" * 5001],
    ids=["back", "language", "link", "no value", "two marks", "two answers", "too many"],
)
def test_a_form_of_another_kind_is_left_to_django(ada: Visitor, more: str) -> None:
    form = ada.ask().form(**{NAME["id"]: "Ada"}) + more.encode()

    ada.ask(body=form)

    assert ada.left == [form]


def test_what_is_refused_is_said_by_django(ada: Visitor) -> None:
    ada.ask().send(**{NAME["id"]: ""})

    assert (ada.status, len(ada.left)) == (422, 1)


def test_a_paused_survey_takes_nothing_and_soon_shows_nothing(ada: Visitor, survey: Survey) -> None:
    ada.ask()
    pause_survey(survey=survey, by=None)
    bob = Visitor(survey.slug)

    assert ada.send(**{NAME["id"]: "Ada"}).status == 503
    assert bob.ask().status == 200
    assert bob.send(**{NAME["id"]: "Bob"}).status == 503
    with time_machine.travel(timezone.now() + timedelta(seconds=1.1)):
        assert Visitor(survey.slug).ask().status == 503
    assert not Response.objects.exists()


def test_who_comes_within_a_second_costs_no_query(ada: Visitor, django_assert_num_queries: Any) -> None:
    ada.ask()
    ada.cookie = ""

    with django_assert_num_queries(0):
        ada.ask()


def test_a_survey_that_isnt_plain_is_left_to_django(acme: Scope) -> None:
    organisation_at("acme.localhost")
    definition = make_definition([NAME], [SCORE])
    definition = definition.model_copy(
        update={"settings": definition.settings.model_copy(update={"review": True})}
    )
    visitor = Visitor(published_survey(definition).slug)

    assert visitor.ask().status == 200
    visitor.cookie = ""
    assert visitor.ask().status == 200
    assert len(visitor.left) == 2


def test_a_suspended_organisation_is_left_to_django(ada: Visitor, acme: Scope) -> None:
    ada.ask()
    suspend_organisation(organisation=Organisation.objects.get(pk=acme.id))
    forget_organisations()
    organisation_at("acme.localhost")

    assert (ada.ask().status, len(ada.left)) == (503, 1)


def test_what_fails_is_noted_and_left_to_django(
    ada: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("responses.views.bare.hidden_fields", lambda *_given, **_named: 1 / 0)

    assert (ada.ask().status, len(ada.left)) == (200, 1)
    assert "short_door_failed" in [cast("Any", record.msg)["event"] for record in caplog.records]


def test_its_addresses_are_those_of_the_page() -> None:
    assert str(PAGE.pattern) == "s/<slug:slug>/"
