"""The pages of a plain survey without Django's requests and responses: what most browsers ask, and no more.

What may be shown and stored is said in ``responses.quick``. Whatever is out of the ordinary is answered with
``None``, and nothing was stored: the ordinary way (``responses.views.answering``) then deals with it.
"""

import time
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote_plus
from uuid import UUID

from django.conf import settings
from django.http import parse_cookie
from django.utils.http import http_date

from responses.identity import COOKIE, COOKIE_DAYS, PASS, Ticket, signed_ticket
from responses.pages import ending_of_journey, frame_of, surroundings
from responses.pages.packing import Coding, Packed
from responses.pages.shelf import Shelf
from responses.plain import is_plain
from responses.quick import begun, landed, send_quickly
from responses.sittings import Claim, Sitting
from responses.views.showing import hidden_fields
from surveys.flow import CompiledPage
from tenants.scope import Scope, organisation

OWN_FIELDS = frozenset({"_at", "_go"})
"""Fields beside the answers, of a form that only goes forward."""
SECONDS = COOKIE_DAYS * 86_400

type Surrounded = tuple[Scope, str | None, str | None]


class Asked(NamedTuple):
    """A request for a survey's own address. ``page`` is the number that it asks for, ``""`` for none.

    ``cookies`` and ``accept_language`` are headers, ``device`` is what others tell; ``body`` is that of a
    form, ``None`` for a GET.
    """

    slug: str
    page: str
    cookies: str
    accept_language: str
    coding: Coding
    is_secure: bool
    body: bytes | None
    device: str = ""


class Answered(NamedTuple):
    """What is sent back. Headers that every answer carries are left to whoever sends it."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes


class PlainForm(dict[str, list[str]]):
    """A form as ``QueryDict`` reads it, of the part that question types need."""

    def getlist(self, key: str, /) -> list[str]:
        """Return all values of a field."""
        return self.get(key, [])


_packed: Shelf[tuple[UUID | None, str, str], tuple[Surrounded, Packed]] = Shelf(most=800)


def answer(asked: Asked, *, now: datetime) -> Answered | None:
    """Show the page that a respondent is to see, or store the one they send. One query at most."""
    cookies = parse_cookie(asked.cookies) if asked.cookies else {}
    return _shown(asked, cookies, now) if asked.body is None else _taken(asked, cookies, now)


def read_form(body: bytes) -> PlainForm | None:
    """Return a form that browsers send to go forward; ``None`` for anything else."""
    form = PlainForm()
    try:
        pairs = body.decode("ascii").split("&")
    except UnicodeDecodeError:
        return None
    if len(pairs) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return None
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if "%" in pair or "+" in pair:
            name, value = unquote_plus(name), unquote_plus(value)
        if not equals or (name[:1] == "_" and name not in OWN_FIELDS):
            return None
        form.setdefault(name, []).append(value)
    return form if form.getlist("_go") in ([], ["next"]) and len(form.getlist("_at")) == 1 else None


def _shown(asked: Asked, cookies: dict[str, str], now: datetime) -> Answered | None:
    claim = Claim(cookies.get(COOKIE, ""), accept_language=asked.accept_language)
    is_new = not claim.cookie and not asked.page
    found = begun(asked.slug, claim, now=now) if is_new else landed(asked.slug, claim, asked.page, now=now)
    if found is None or not is_plain(found[0].running):
        return None
    sitting, page = found
    hidden = hidden_fields(sitting, page.id, seen="").encode() if page else b""
    content = _kept(sitting, page).coded(hidden, asked.coding)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "private, no-cache" if asked.page else "no-store"),
        ("Vary", "Accept-Encoding"),
        ("Content-Length", str(len(content))),
    ]
    if asked.coding:
        headers.append(("Content-Encoding", asked.coding))
    if is_new:
        headers.append(_cookie(asked, sitting, Ticket(sitting.response, sitting.language)))
    return Answered(200, headers, content)


def _taken(asked: Asked, cookies: dict[str, str], now: datetime) -> Answered | None:
    form = read_form(asked.body or b"")
    if form is None or COOKIE not in cookies:
        return None
    claim = Claim(cookies[COOKIE], form["_at"][0], passed=cookies.get(PASS, ""), device=asked.device)
    sent = send_quickly(asked.slug, claim, form, now=now)
    if sent is None:
        return None
    path = f"/s/{asked.slug}/"
    ticket = Ticket(sent.sitting.response, sent.sitting.language, sent.landing)
    headers = [
        ("Location", f"{path}?page={sent.page.index + 1}" if sent.page else path),
        ("Content-Length", "0"),
    ]
    if ticket != sent.sitting.ticket:
        headers.append(_cookie(asked, sent.sitting, ticket))
    return Answered(303, headers, b"")


def _kept(sitting: Sitting, page: CompiledPage | None) -> Packed:
    """The page that nobody has answered, or the thanks: looked for once a version and language.

    And again when what stands around it may have changed.
    """
    scope, found, ready = organisation(), sitting.survey, sitting.running
    key = (ready.version, page.id if page else "", sitting.language)
    around, packed = _packed.get(key, lambda: _looked_up(sitting, page))
    if around[0] is not scope or around[1] != found.look or around[2] != found.access:
        around, packed = _packed.put(key, _looked_up(sitting, page))
    return packed


def _looked_up(sitting: Sitting, page: CompiledPage | None) -> tuple[Surrounded, Packed]:
    ready, journey, language, survey = sitting.running, sitting.journey, sitting.language, sitting.survey
    around = surroundings(survey.look, access=survey.access)
    packed = (
        frame_of(ready, journey, page, language, around).blank
        if page
        else ending_of_journey(ready, journey, language, around)
    )
    return (organisation(), survey.look, survey.access), packed


def _cookie(asked: Asked, sitting: Sitting, ticket: Ticket) -> tuple[str, str]:
    value = signed_ticket(ticket, survey=sitting.survey.id)
    parts = f"{COOKIE}={value}; expires={http_date(time.time() + SECONDS)}; HttpOnly; Max-Age={SECONDS}"
    secure = "; Secure" if asked.is_secure else ""
    return "Set-Cookie", f"{parts}; Path=/s/{asked.slug}/; SameSite=Lax{secure}"
