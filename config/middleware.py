"""What every request passes, in order, and what a respondent's request is spared.

A respondent's page needs no session, no signed-in person and no messages. The ``Staff...`` classes
are Django's own middleware, skipped in the lanes that do without them.
"""

import re
import time
import zoneinfo
from collections.abc import Callable
from functools import partial
from secrets import token_hex
from typing import Any, ClassVar, cast

import structlog
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.csp import build_policy
from django.utils.translation.trans_real import parse_accept_lang_header
from django_htmx.middleware import HtmxMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from config import health
from config.admission import refusal
from config.errors import error_answer, in_envelope
from config.logs import loggable_path
from responses.urls import PAGE
from tenants.acting import acting_as
from tenants.scope import in_public, organisation

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

logger = structlog.get_logger("canvass.request")
ORGANISATION_URLS = "config.urls_organisation"
SESSION_KEY = re.compile(r"[a-z0-9]{32}")
WITHOUT_LENGTH = frozenset({204, 304})
REQUEST_ID_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def request_id_of(request: HttpRequest) -> str:
    """Return the caller's ``X-Request-ID`` when it is a sane one, else a new one."""
    return sane_request_id(request.META.get("HTTP_X_REQUEST_ID", ""))


def sane_request_id(given: str) -> str:
    """Return an id that a caller gave when it is a sane one, else a new one."""
    if 8 <= len(given) <= 64 and REQUEST_ID_ALPHABET.issuperset(given):
        return given
    return token_hex(16)


def lane_of(path: str) -> str:
    """Return who a path is for: ``respondent``, ``reader`` (of shared results), ``api`` or ``staff``."""
    if path.startswith("/s/"):
        return "respondent"
    if path.startswith("/r/"):
        return "reader"
    return "api" if path.startswith("/api/") else "staff"


class FrontDoor:
    """First in and last out: request id, health, body limit, security headers, one log line."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = kept_headers(security_headers())
        self.headers_of_surveys = kept_headers(security_headers(geolocation="self"))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request_id = request_id_of(request)
        request.request_id = request_id  # type: ignore[attr-defined]
        request.lane = lane_of(request.path_info)  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self._answer(request)
        self._finish(request, response, started, request_id)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/health/"):
            return health.answer(request)
        status = refusal(request)
        response = error_answer(request, status) if status else self.get_response(request)
        return in_envelope(request, response) if request.lane == "api" else response  # type: ignore[attr-defined]

    def _finish(
        self, request: HttpRequest, response: HttpResponseBase, started: float, request_id: str
    ) -> None:
        is_survey = request.lane == "respondent"  # type: ignore[attr-defined]
        # One union in the place of a call a header, each of which would check what never changes.
        ours = self.headers_of_surveys if is_survey else self.headers
        response.headers._store = ours | response.headers._store
        if hasattr(response, "framed_by_others"):  # tenants.policies: the policy alone says by whom
            del response.headers["X-Frame-Options"]
        response.headers["X-Request-ID"] = request_id
        if isinstance(response, HttpResponse) and response.status_code not in WITHOUT_LENGTH:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        logger.info(
            "request",
            method=(request.method or "")[:20],
            path=loggable_path(request.path_info),
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
            **_about(request),
        )


def _about(request: HttpRequest) -> dict[str, str]:
    """Return the pattern that the path matched, and the id of the person if one was looked up."""
    about = {}
    if match := request.resolver_match:
        about["route"] = match.route
    person = getattr(request, "_cached_user", None)
    if person is not None and person.is_authenticated:
        about["person"] = str(person.pk)
    return about


def security_headers(geolocation: str = "") -> list[tuple[str, str]]:
    """Return the headers that every answer carries unless a view set its own.

    ``geolocation`` says who may ask for the device's position: nobody, or the page itself (``self``).
    """
    headers = [
        ("Content-Security-Policy", build_policy(dict[str, Any](settings.SECURE_CSP))),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        (
            "Permissions-Policy",
            f"camera=(), microphone=(), geolocation=({geolocation}), interest-cohort=()",
        ),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


def kept_headers(headers: list[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return headers as a response keeps them, checked once."""
    kept: dict[str, tuple[str, str]] = HttpResponse(headers=dict(headers)).headers._store
    del kept["content-type"]
    return kept


class ShortWay:
    """Leads respondents to their pages past everything that only staff need.

    The pages of a survey are most of all requests. Whatever else is asked for goes the ordinary way, and
    so do their errors: what a view raises is dealt with where middleware's exceptions are.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_here = getattr(request, "urlconf", settings.ROOT_URLCONF) == ORGANISATION_URLS
        found = PAGE.resolve(request.path_info[1:]) if is_here else None
        if found is None:
            return self.get_response(request)
        request.resolver_match = found
        try:
            return cast("HttpResponseBase", found.func(request, **found.kwargs))
        except ObjectDoesNotExist as problem:
            return gone(request, problem)


class StaticFiles(WhiteNoiseMiddleware):
    """Serves what was collected, under names that never change their content."""


class Lane:
    """Lets a middleware work in its lanes only; elsewhere the request passes it by."""

    lanes: ClassVar[frozenset[str]] = frozenset({"staff"})

    def __call__(self, request: Any) -> Any:
        if request.lane in self.lanes:
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)  # type: ignore[attr-defined]


class StaffSessions(Lane, SessionMiddleware):
    """Sessions are rows of the organisation's own schema: another's cookie means nothing here."""

    def process_request(self, request: HttpRequest) -> None:
        """Leave a cookie aside that was never a session's key."""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if not SESSION_KEY.fullmatch(key):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)


class StaffLocale(Lane, LocaleMiddleware):
    """The language of staff pages and API messages."""

    lanes = frozenset({"staff", "api"})

    def process_request(self, request: Any) -> None:
        """Speak with staff in a language that has all their words, nobody half in another."""
        super().process_request(request)
        if request.lane == "staff":
            translation.activate(staff_language(request))
            request.LANGUAGE_CODE = translation.get_language()


def staff_language(request: HttpRequest) -> str:
    """Return the language of staff pages for a visitor: as they chose, else as their browser asks."""
    spoken = {code for code, _name in settings.STAFF_LANGUAGES}
    asked = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower())
    for wanted in (
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        *(code for code, _weight in asked),
    ):
        for code in (wanted, wanted.partition("-")[0]):
            if code in spoken:
                return code
    return settings.LANGUAGE_CODE


class StaffCommon(Lane, CommonMiddleware):
    """Missing slashes."""


class StaffCsrf(Lane, CsrfViewMiddleware):
    """Forms of signed-in people; respondents' forms are judged by origin, the API by token."""

    def process_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseForbidden | None:
        return super().process_view(request, *args, **kwargs) if request.lane == "staff" else None


class StaffAuthentication(Lane, AuthenticationMiddleware):
    """Who is signed in; events that their request emits are theirs."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request act on behalf of whoever is signed in, should anybody ask."""
        if request.lane != "staff":  # type: ignore[attr-defined]
            return cast("HttpResponseBase", self.get_response(request))
        with acting_as(partial(email_of_visitor, request)):
            return cast("HttpResponseBase", super().__call__(request))


def email_of_visitor(request: HttpRequest) -> str:
    """Return the e-mail address of the person who is signed in, or ""."""
    return request.user.email if request.user.is_authenticated else ""


class StaffTimeZone:
    """Shows times in the organisation's zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if in_public() or request.lane == "respondent":  # type: ignore[attr-defined]
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(organisation().time_zone)):
            return self.get_response(request)


class StaffMessages(Lane, MessageMiddleware):
    """What the page after a redirect has to say."""


class StaffHtmx(Lane, HtmxMiddleware):
    """``request.htmx``."""


class DeletedMeanwhile:
    """Answers 404 when what a view looked up was deleted before the view could lock it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take what is gone for not there, and note where it was missed; leave other failures alone."""
        return gone(request, exception) if isinstance(exception, ObjectDoesNotExist) else None


def gone(request: HttpRequest, missed: ObjectDoesNotExist) -> HttpResponse:
    """Answer 404 where something was deleted meanwhile, and note where it was missed."""
    logger.warning("gone", exc_info=missed)
    return error_answer(request, 404)
