"""HTTP as respondents' pages speak it: bare, compressed, without sessions."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.encoding import iri_to_uri

from responses.devices import device_of
from responses.identity import (
    COOKIE,
    COOKIE_DAYS,
    KIOSK_COOKIE,
    PASS,
    Landing,
    Ticket,
    signed_ticket,
)
from responses.pages.packing import Coding, coding_in, compressed
from responses.pages.surroundings import Mode
from responses.personal.codes import PARAMETER
from responses.sittings import Claim, Sitting

PLAIN_HEADERS = {
    "cache-control": ("Cache-Control", "private, no-cache"),
    "vary": ("Vary", "Accept-Encoding"),
}
HEADERS: dict[Coding, dict[str, tuple[str, str]]] = {
    "": PLAIN_HEADERS,
    "gzip": PLAIN_HEADERS | {"content-encoding": ("Content-Encoding", "gzip")},
    "br": PLAIN_HEADERS | {"content-encoding": ("Content-Encoding", "br")},
}
ALLOWED = ("GET", "HEAD", "POST")
_MODES: dict[str, Mode] = {"embed": "embed", "kiosk": "kiosk"}
FROM_REVIEW = "&from=review"
HAS_CODE = re.compile(rf"(?:^|&){PARAMETER}=")
UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError)


class FormUnreadable(Exception):
    """The body of a POST is no form, or more than one may send."""


class SeeOther(HttpResponse):
    """Answers a POST that was dealt with: what follows is to be fetched, at a path of this survey."""

    status_code = 303

    def __init__(self, location: str) -> None:
        super().__init__()
        self.headers._store = {
            "location": ("Location", iri_to_uri(location)),
            "content-length": ("Content-Length", "0"),
        }


def not_allowed(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a method that these pages don't know, ``None`` for one they do."""
    return None if request.method in ALLOWED else HttpResponseNotAllowed(ALLOWED)


def coding_of(request: HttpRequest) -> Coding:
    """Say how pages are compressed for this browser."""
    return coding_in(request.META.get("HTTP_ACCEPT_ENCODING", ""))


def page_response(request: HttpRequest, content: bytes, *, status: int = 200) -> HttpResponse:
    """Return a page whose content :func:`show_page` made for this request."""
    response = HttpResponse(content, status=status)
    headers = response.headers
    headers._store |= HEADERS[coding_of(request)]
    headers["Content-Length"] = str(len(content))
    return response


def html_response(request: HttpRequest, html: str, *, status: int = 200) -> HttpResponse:
    """Return a page rendered for this request alone."""
    content = html.encode(errors="replace")
    return page_response(request, compressed(content, coding_of(request)), status=status)


def form_of(request: HttpRequest) -> QueryDict:
    """Return the form that was posted. Raises ``FormUnreadable``."""
    try:
        return request.POST
    except UNREADABLE as problem:
        raise FormUnreadable(str(problem)) from problem


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether another site's page made the browser send this form.

    These forms have no session that a token could be tied to. Browsers say where a form comes from,
    the cookie is not sent along by other sites (``SameSite=Lax``), and what says nothing is no browser.
    """
    fetched = request.META.get("HTTP_SEC_FETCH_SITE")
    if fetched is not None and fetched not in ("same-origin", "none"):
        return True
    origin = request.META.get("HTTP_ORIGIN")
    if origin is None or (origin == "null" and fetched == "same-origin"):
        return False
    try:
        return str(urlsplit(origin).netloc).lower() != request.get_host().lower()
    except ValueError:
        return True


def query_of(request: HttpRequest) -> tuple[str, str]:
    """Return the number of the page and the language that the address asks for, ``""`` for none."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return "", ""
    if query.startswith("page=") and query[5:].isalnum() and query.isascii():  # as redirections have it
        return query[5:], ""
    return request.GET.get("page", ""), request.GET.get("lang", "")


def mode_of(request: HttpRequest) -> Mode:
    """Return where the page is shown, as the part of its address after the survey's says."""
    parts = request.path_info.split("/", 4)
    return _MODES.get(parts[3], "") if len(parts) > 4 else ""


def claim_of(request: HttpRequest, form: QueryDict | None = None) -> Claim:
    """Return what the browser says of itself."""
    query = request.META.get("QUERY_STRING", "")
    has_code = HAS_CODE.search(query) is not None and mode_of(request) != "kiosk"
    return Claim(
        cookie=request.COOKIES.get(cookie_name(request), ""),
        mark=form.get("_at", "") if form is not None else "",
        wanted_language=query_of(request)[1] if form is None else form.get("_language", ""),
        accept_language=request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
        passed=request.COOKIES.get(PASS, ""),
        link=_without_code(query) if form is None else form.get("_link", ""),
        from_review=query.endswith(FROM_REVIEW) if form is None else "_from" in form,
        code=request.GET.get(PARAMETER, "")[:100] if has_code else "",
        device=device_of(request.META) if form is not None else "",
    )


def _without_code(query: str) -> str:
    """The query of an address without the code of a personal link, which is nobody's answer."""
    return "&".join(part for part in query.split("&") if not HAS_CODE.match(part))


def remember(
    request: HttpRequest, response: HttpResponse, sitting: Sitting, landing: Landing | None = None
) -> HttpResponse:
    """Set the cookie, unless the browser has just this one.

    What it knows of a landing stays while pages are only looked at, and changes when one is sent.
    """
    known = sitting.ticket
    clock = getattr(response, "clock", known.clock if known else None)
    ticket = Ticket(sitting.response, sitting.language, landing, clock)
    if (
        known is None
        or not known.is_for(ticket.response, ticket.language)
        or known.clock != clock
        or (request.method == "POST" and known.landing != landing)
    ):
        days = None if mode_of(request) == "kiosk" else COOKIE_DAYS
        value = signed_ticket(ticket, survey=sitting.survey.id)
        set_cookie(request, response, sitting.survey.slug, (cookie_name(request), value), days=days)
    return response


def set_cookie(
    request: HttpRequest, response: HttpResponse, slug: str, cookie: tuple[str, str], *, days: int | None
) -> None:
    """Set a cookie of a survey by name and value; ``None`` days: until the browser is closed."""
    name, value = cookie
    response.set_cookie(
        name,
        value,
        max_age=days * 86_400 if days else None,
        path=f"/s/{slug}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(request: HttpRequest, response: HttpResponse, slug: str) -> HttpResponse:
    """Take the cookie that says which response this browser gives."""
    response.delete_cookie(cookie_name(request), path=f"/s/{slug}/", samesite="Lax")
    return response


def cookie_name(request: HttpRequest) -> str:
    """Return the name of the cookie that says which response is given."""
    return KIOSK_COOKIE if mode_of(request) == "kiosk" else COOKIE
