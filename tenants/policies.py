"""Answers that may stand in frames, or hold some; all others may do neither (``SECURE_CSP``)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP, build_policy

HEADER = "Content-Security-Policy"


def holding_frames(response: HttpResponse) -> HttpResponse:
    """Let a page hold pages of its own host in frames."""
    return _with(response, {"frame-src": [CSP.SELF]})


def framed_by(response: HttpResponse, sites: Iterable[str] = ()) -> HttpResponse:
    """Let a page stand in frames of its own host, and of other sites by their origins.

    ``X-Frame-Options`` knows no lists; where there are sites the front door leaves it out.
    """
    sources = [CSP.SELF, *sites]
    if sources == [CSP.SELF]:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        response.framed_by_others = True  # type: ignore[attr-defined]
    return _with(response, {"frame-ancestors": sources})


def _with(response: HttpResponse, changes: dict[str, Any]) -> HttpResponse:
    response.headers[HEADER] = build_policy(dict[str, Any](settings.SECURE_CSP) | changes)
    return response
