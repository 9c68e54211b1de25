"""Who answers, without anybody signing in: what a browser's cookie and each form say of themselves.

Both are signed with the schema and the survey in the signature's salt, so that neither means anything
at another organisation or survey. They hold no secret: ids, a language, times.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.core.signing import BadSignature, Signer

from responses.exceptions import MarkInvalid
from tenants.scope import schema

COOKIE = "canvass_answers"
COOKIE_DAYS = 90
MOST_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie remembers: which response this browser is giving, and in which language."""

    response: UUID
    language: str


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a form of one page carries.

    ``form`` is its own random mark, ``seen`` the mark of the form that had written the page when this
    one was shown, ``""`` for none. ``shown_at`` is in Unix milliseconds.
    """

    response: UUID
    version: UUID
    page: str
    form: str
    seen: str
    shown_at: int
    language: str


def new_form() -> str:
    """Return a mark for a form about to be shown: 8 characters, 48 random bits."""
    return secrets.token_urlsafe(6)


def signed_ticket(ticket: Ticket, *, survey: UUID) -> str:
    """Return the cookie's value."""
    return _signer("ticket", schema(), survey).sign(f"{_packed(ticket.response)}.{ticket.language}")


def claimed_response(cookie: str) -> UUID | None:
    """Return the response that a cookie names, unproved: enough to look for the row, never to show it."""
    try:
        return _unpacked(cookie[:MOST_LENGTH].partition(".")[0])
    except MarkInvalid:
        return None


def read_ticket(cookie: str, *, survey: UUID) -> Ticket:
    """Return what a cookie says. Raises ``MarkInvalid``."""
    response, language = _fields(cookie, "ticket", survey, count=2)
    return Ticket(_unpacked(response), language)


def signed_mark(mark: FormMark, *, survey: UUID) -> str:
    """Return the value of the form's hidden field; of letters, digits and ``-_.:`` only."""
    fields = (
        _packed(mark.response),
        _packed(mark.version),
        mark.page,
        mark.form,
        mark.seen,
        str(mark.shown_at),
        mark.language,
    )
    return _signer("form", schema(), survey).sign(".".join(fields))


def read_mark(value: str, *, survey: UUID) -> FormMark:
    """Return what a form says. Raises ``MarkInvalid``."""
    response, version, page, form, seen, shown_at, language = _fields(value, "form", survey, count=7)
    return FormMark(
        _unpacked(response), _unpacked(version), page, form, seen, int(shown_at), language
    )  # the signature vouches for the rest


def _fields(value: str, purpose: str, survey: UUID, *, count: int) -> list[str]:
    if len(value) > MOST_LENGTH:
        raise MarkInvalid("too long")
    try:
        fields = _signer(purpose, schema(), survey).unsign(value).split(".")
    except (BadSignature, UnicodeError) as problem:
        raise MarkInvalid("the signature doesn't fit") from problem
    if len(fields) != count:
        raise MarkInvalid("signed by another release")
    return fields


@lru_cache(maxsize=4096)
def _signer(purpose: str, schema_name: str, survey: UUID) -> Signer:
    return Signer(salt=f"responses.{purpose}.{schema_name}.{survey}")


def _packed(identifier: UUID) -> str:
    return base64.urlsafe_b64encode(identifier.bytes)[:22].decode()


def _unpacked(text: str) -> UUID:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(text.encode("ascii") + b"=="))
    except (binascii.Error, ValueError) as problem:
        raise MarkInvalid("not an id") from problem
