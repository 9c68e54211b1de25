"""A site whose views show what came in, for the tests of the front door; this module is its URL conf."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls_organisation
from tenants.acting import actor

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


def assert_guarded(answer: Any) -> None:
    """Assert that an answer carries what every answer carries."""
    assert answer.headers["Content-Security-Policy"].startswith(CSP)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(answer.headers["X-Request-ID"]) >= 8
