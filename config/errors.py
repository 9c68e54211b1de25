"""Errors in the words of people: pages for people, the envelope for partners' programs.

The pages need no database, no session and no signed-in person, so that they can be shown when
those are what failed.
"""

from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.envelope import error_envelope

logger = structlog.get_logger("canvass.request")

CODES = {413: "too_large"}  # as the API's own views say them
MESSAGES = {
    400: _("The request can't be understood."),
    403: _("This is not allowed."),
    404: _("There is nothing at this address."),
    405: _("This address doesn't take such a request."),
    411: _("The request must say how long it is."),
    413: _("This is more than can be sent at once."),
    500: _("Something went wrong on our side."),
    503: _("This is closed for the moment."),
}


def error_answer(request: HttpRequest, status: int) -> HttpResponse:
    """Answer with an error: as a page in the visitor's language, or in the API's envelope."""
    if getattr(request, "lane", "") == "api":
        return envelope_answer(request, status)
    with translation.override(translation.get_language_from_request(request)):
        answer = HttpResponse(_page(status), status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def envelope_answer(request: HttpRequest, status: int) -> JsonResponse:
    """Answer with an error in the API's envelope."""
    code = CODES.get(status) or HTTPStatus(status).phrase.lower().replace(" ", "_")
    body = error_envelope(request_id=request_id_in(request), message=message_of(status), code=code)
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


def in_envelope(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return an error of the API lane in the envelope, when something below answered without it."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith("application/"):
        return response
    answer = envelope_answer(request, response.status_code)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer


def message_of(status: int) -> str:
    """Return what a status means, in a sentence."""
    return gettext(MESSAGES[status]) if status in MESSAGES else HTTPStatus(status).phrase


def request_id_in(request: HttpRequest) -> str:
    """Return the id that the front door gave to a request."""
    return str(getattr(request, "request_id", ""))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django can't make sense of."""
    return error_answer(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not."""
    return error_answer(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer at an address where nothing is."""
    return error_answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when a view failed in a way that nobody foresaw."""
    return error_answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token doesn't fit."""
    return error_answer(request, HTTPStatus.FORBIDDEN)


def _page(status: int) -> str:
    try:
        return render_to_string(f"errors/{status}.html")
    except TemplateDoesNotExist:
        return render_to_string("errors/400.html")
