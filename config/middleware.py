"""What every request passes, in order, and what a respondent's request is spared.

A respondent's page needs no session, no signed-in person and no messages. The ``Staff...`` classes
are Django's own middleware, skipped in the lanes that do without them.
"""

import time
import zoneinfo
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import uuid4

import structlog
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone
from django.utils.csp import build_policy
from django_htmx.middleware import HtmxMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from config import health
from config.errors import body_too_large
from tenants.scope import in_public, organisation

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

logger = structlog.get_logger("canvass.request")
REQUEST_ID_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def request_id_of(request: HttpRequest) -> str:
    """Return the caller's ``X-Request-ID`` when it is a sane one, else a new one."""
    given = request.headers.get("X-Request-ID", "")
    if 8 <= len(given) <= 64 and REQUEST_ID_ALPHABET.issuperset(given):
        return given
    return uuid4().hex


def lane_of(path: str) -> str:
    """Return who a path is for: ``respondent``, ``api`` or ``staff``."""
    if path.startswith("/s/"):
        return "respondent"
    return "api" if path.startswith("/api/") else "staff"


class FrontDoor:
    """First in and last out: request id, health, body limit, security headers, one log line."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = security_headers()

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
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return body_too_large(request)
        return self.get_response(request)

    def _finish(
        self, request: HttpRequest, response: HttpResponseBase, started: float, request_id: str
    ) -> None:
        for name, value in self.headers:
            response.headers.setdefault(name, value)
        response.headers["X-Request-ID"] = request_id
        logger.info(
            "request",
            method=request.method,
            path=request.path_info,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )


def security_headers() -> list[tuple[str, str]]:
    """Return the headers that every answer carries unless a view set its own."""
    headers = [
        ("Content-Security-Policy", build_policy(settings.SECURE_CSP)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


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


class StaffLocale(Lane, LocaleMiddleware):
    """The language of staff pages and API messages."""

    lanes = frozenset({"staff", "api"})


class StaffCommon(Lane, CommonMiddleware):
    """Missing slashes."""


class StaffCsrf(Lane, CsrfViewMiddleware):
    """Forms of signed-in people; respondents' forms are judged by origin, the API by token."""

    def process_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse | None:
        return super().process_view(request, *args, **kwargs) if request.lane == "staff" else None


class StaffAuthentication(Lane, AuthenticationMiddleware):
    """Who is signed in."""


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
