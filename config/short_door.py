"""The side door for respondents: their pages straight from what the web server hands over.

Most requests of all are those of plain surveys' pages, and for each of them Django would make a request,
walk through the middleware, and make a response. Where a request is an ordinary one and
``responses.views.bare`` knows the answer, this spares it all that; the answer and the line in the log are the
same as of the front door (``config.middleware.FrontDoor``). Whatever else comes is left to Django, untouched.
"""

import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import close_old_connections
from django.http import HttpRequest
from django.utils import timezone

from config.log_lines import write_line
from config.logs import loggable_path
from config.middleware import kept_headers, sane_request_id, security_headers
from responses.devices import device_of
from responses.exceptions import PasswordNeeded, SurveyNotOpen, SurveyUnknown
from responses.pages.packing import coding_in
from responses.urls import PAGE
from responses.views.bare import Answered, Asked, answer
from tenants.queries import kept_organisation
from tenants.scope import Scope, tenant_scope

type Environ = dict[str, Any]
type Application = Callable[[Environ, StartResponse], Iterable[bytes]]

logger = structlog.get_logger("canvass.request")
ADDRESS = re.compile(r"/s/([-a-zA-Z0-9_]+)/")
QUERY = re.compile(r"(?:page=([0-9]{1,4}))?")
FORM = "application/x-www-form-urlencoded"
LENGTH = re.compile(r"[0-9]{1,9}")
SAME_SITE = (None, "same-origin", "none")
LEFT_TO_OTHERS = (SurveyUnknown, SurveyNotOpen, PasswordNeeded)
STATUSES = {200: "200 OK", 303: "303 See Other"}


class ShortDoor:
    """Answers what it can, and leads everybody else to the application."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.headers = list(kept_headers(security_headers(geolocation="self")).values())

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        started = time.perf_counter()
        slug = self._slug(environ)
        scope = _scope(environ) if slug else None
        if scope is None or (answered := _answered(environ, slug, scope)) is None:
            return self.application(environ, start_response)
        request_id = structlog.contextvars.get_contextvars()["request_id"]
        start_response(
            STATUSES[answered.status], [*answered.headers, *self.headers, ("X-Request-ID", request_id)]
        )
        _note(environ, answered.status, started)
        return [answered.content]

    def _slug(self, environ: Environ) -> str:
        """The survey that is asked for; "" where anything about the request is out of the ordinary."""
        found = ADDRESS.fullmatch(environ["PATH_INFO"])
        if found is None or environ.get("SCRIPT_NAME") or settings.FORCE_SCRIPT_NAME:
            return ""
        method, cookies = environ["REQUEST_METHOD"], environ.get("HTTP_COOKIE", "")
        is_ordinary = (
            _is_bare(environ) if method == "GET" else method == "POST" and _is_form_from_here(environ)
        )
        return found[1] if is_ordinary and cookies.isascii() and "\\" not in cookies else ""


def _is_bare(environ: Environ) -> bool:
    """Whether it brings nothing along."""
    return environ.get("CONTENT_LENGTH", "") in ("", "0") and "HTTP_TRANSFER_ENCODING" not in environ


def _is_form_from_here(environ: Environ) -> bool:
    """Whether it is a form of bounded length that no other site's page sent, as browsers say."""
    origin = environ.get("HTTP_ORIGIN")
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ.get("CONTENT_TYPE") == FORM
        and environ.get("HTTP_SEC_FETCH_SITE") in SAME_SITE
        and (origin is None or origin == f"{_scheme(environ)}://{environ.get('HTTP_HOST')}")
        and "HTTP_TRANSFER_ENCODING" not in environ
        and LENGTH.fullmatch(length) is not None
        and int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    )


def _scope(environ: Environ) -> Scope | None:
    """The organisation whose pages are asked for, if it is known and may answer."""
    host = _host(environ.get("HTTP_HOST", ""))
    scope = kept_organisation(host) if host and host != settings.MAIN_HOST else None
    return None if scope is None or scope.is_suspended else scope


@lru_cache(maxsize=1024)
def _host(header: str) -> str:
    """The host name in a header as Django reads it, "" for none that may be."""
    request = HttpRequest()
    request.META["HTTP_HOST"] = header
    try:
        return request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
    except DisallowedHost:
        return ""


def _scheme(environ: Environ) -> str:
    """``http`` or ``https``, as Django finds it behind a proxy or without one."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        said = environ.get(name)
        if said is not None:
            return "https" if said.split(",", 1)[0].strip() == secure else "http"
    return str(environ.get("wsgi.url_scheme", "http"))


def _answered(environ: Environ, slug: str, scope: Scope) -> Answered | None:
    """Answer in the organisation's scope; ``None`` also where something fails, as Django will find."""
    query = QUERY.fullmatch(environ.get("QUERY_STRING", ""))
    if query is None:
        return None
    body = _body(environ)
    asked = Asked(
        slug,
        page=query[1] or "",
        cookies=environ.get("HTTP_COOKIE", ""),
        accept_language=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        coding=coding_in(environ.get("HTTP_ACCEPT_ENCODING", "")),
        is_secure=_scheme(environ) == "https",
        body=body,
        device=device_of(environ) if body is not None else "",
    )
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(
        request_id=sane_request_id(environ.get("HTTP_X_REQUEST_ID", "")), organisation=scope.schema
    )
    try:
        with tenant_scope(scope):
            return answer(asked, now=timezone.now())
    except LEFT_TO_OTHERS:
        return None
    except Exception:
        logger.warning("short_door_failed", exc_info=True)
        return None


def _body(environ: Environ) -> bytes | None:
    """The form that was sent, which stays there for whoever reads it next; ``None`` for a GET."""
    if environ["REQUEST_METHOD"] == "GET":
        return None
    close_old_connections()  # as Django does before each request: what follows may ask the database
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = BytesIO(body)
    return body


def _note(environ: Environ, status: int, started: float) -> None:
    """Write the line that the front door writes."""
    known = structlog.contextvars.get_contextvars()
    fields = {
        "method": environ["REQUEST_METHOD"],
        "path": loggable_path(environ["PATH_INFO"]),
        "status": status,
        "ms": round((time.perf_counter() - started) * 1000, 1),
        "route": str(PAGE.pattern),
    }
    line = fields | {
        "event": "request",
        **known,
        "logger": "canvass.request",
        "level": "info",
        "timestamp": f"{datetime.now(UTC).isoformat()[:-6]}Z",
    }
    if not write_line(line):
        logger.info("request", **fields)
