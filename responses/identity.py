"""Who answers, without anybody signing in: what a browser's cookie and each form say of themselves.

Both are signed with the schema and the survey in the signature's salt, so that neither means anything
at another organisation or survey. They hold no secret: ids, a language, times.
"""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from responses.exceptions import MarkInvalid
from tenants.scope import schema

COOKIE = "canvass_answers"
KIOSK_COOKIE = "canvass_kiosk"
"""On a shared device, until the next person comes; apart, so that it never meets a browser's own."""
PASS = "canvass_pass"  # noqa: S105 - the name of a cookie
COOKIE_DAYS = 90
MOST_LENGTH = 400
REVIEW = "review"
"""Stands for a page in forms that show all answers."""
END = "end"
"""Stands for a page in the forms of the thanks."""
MARK_FIELDS = 8
CLOCK_FIELDS = 4
BEGUN = 5
TICKET_FIELDS, LANDING_FIELDS, PASS_FIELDS = 2, 5, 2
LANDING_MILLISECONDS = 2_000
"""A browser follows a redirection at once; a survey that is paused shows no more pages after this."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a page that was just stored sent the browser, as the database knew it in that moment.

    ``page`` had never been answered then; ``""`` is the thanks of a response handed in. ``at`` is when
    that was, in Unix milliseconds.
    """

    version: UUID
    page: str
    at: int

    def is_fresh(self, now: int) -> bool:
        """Whether it may still be believed without asking the database."""
        return -LANDING_MILLISECONDS < now - self.at < LANDING_MILLISECONDS


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of time limits: how often more time was granted for the survey, and for the page that was
    shown last, which was first seen ``at``, in Unix milliseconds less what was spent there before."""

    extended: int = 0
    page: str = ""
    at: int = 0
    page_extended: int = 0


NO_CLOCK = Clock()


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie remembers: which response this browser is giving, and in which language.

    ``landing`` is there after a page was stored, and replaced or dropped when the next one is sent. ``clock``
    is there where time is limited, and never along with it.
    """

    response: UUID
    language: str
    landing: Landing | None = None
    clock: Clock | None = None

    def is_for(self, response: UUID, language: str) -> bool:
        """Whether it remembers this response and language."""
        return self.response == response and self.language == language


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a form of one page carries.

    ``form`` is its own random mark, ``seen`` the mark of the form that had written the page when this
    one was shown, ``""`` for none. ``begun`` says whether the response had a row by then. ``shown_at``
    is in Unix milliseconds.
    """

    response: UUID
    version: UUID
    page: str
    form: str
    seen: str
    begun: bool
    shown_at: int
    language: str
    clock: Clock | None = None


def new_form() -> str:
    """Return a mark for a form about to be shown: 8 characters, 48 random bits."""
    return secrets.token_urlsafe(6)


def signed_ticket(ticket: Ticket, *, survey: UUID) -> str:
    """Return the cookie's value."""
    fields = [_packed(ticket.response), ticket.language]
    if landing := ticket.landing:
        fields += [_packed(landing.version), landing.page, str(landing.at)]
    elif clock := ticket.clock:
        fields += _clock_fields(clock)
    return _signed(".".join(fields), "ticket", survey)


def claimed_response(cookie: str, mark: str) -> UUID | None:
    """Return the response that cookie and form name, unproved: enough to look for a row, never to show it.

    A form whose response has a row is believed first; otherwise the cookie, so that two tabs opened
    at the same moment answer one response.
    """
    fields = mark[:MOST_LENGTH].split(".")
    if len(fields) in (MARK_FIELDS, MARK_FIELDS + CLOCK_FIELDS) and (fields[BEGUN] == "1" or not cookie):
        return _claimed(fields[0])
    return _claimed(cookie[:MOST_LENGTH].partition(".")[0])


def proved_response(ticket: Ticket | None, mark: FormMark | None) -> UUID | None:
    """Return the response that cookie and form name, by the same rule, of what was proved."""
    if mark is not None and (mark.begun or ticket is None):
        return mark.response
    return ticket.response if ticket is not None else None


def read_ticket(cookie: str, *, survey: UUID) -> Ticket:
    """Return what a cookie says. Raises ``MarkInvalid``."""
    counts = (TICKET_FIELDS, LANDING_FIELDS, TICKET_FIELDS + CLOCK_FIELDS)
    response, language, *more = _fields(cookie, "ticket", survey, counts=counts)
    if len(more) == CLOCK_FIELDS:
        return Ticket(_unpacked(response), language, clock=_clock(*more))
    return Ticket(_unpacked(response), language, _landing(*more) if more else None)


def merged_clock(ticket: Clock | None, mark: Clock | None) -> Clock:
    """Return what cookie and form say together: whatever was granted holds, and the page's first look."""
    if ticket is None or mark is None:
        return mark or ticket or NO_CLOCK
    granted = max(ticket.extended, mark.extended)
    if ticket.page != mark.page:
        return Clock(granted, mark.page, mark.at, mark.page_extended)
    at = min(ticket.at, mark.at)
    return Clock(granted, mark.page, at, max(ticket.page_extended, mark.page_extended))


def signed_pass(response: UUID, made: int, *, survey: UUID) -> str:
    """Return what a mailed link carries; ``made`` is in Unix seconds. Fits in an address as it is."""
    return _signed(f"{_packed(response)}.{made}", "resume", survey)


def read_pass(value: str, *, survey: UUID) -> tuple[UUID, int]:
    """Return the response that a mailed link leads to, and when it was made. Raises ``MarkInvalid``."""
    response, made = _fields(value, "resume", survey, counts=(PASS_FIELDS,))
    return _unpacked(response), int(made)


def _landing(version: str, page: str, at: str) -> Landing:
    return Landing(_unpacked(version), page, int(at))


def signed_mark(mark: FormMark, *, survey: UUID) -> str:
    """Return the value of the form's hidden field; of letters, digits and ``-_.:`` only."""
    fields = [
        _packed(mark.response),
        _packed(mark.version),
        mark.page,
        mark.form,
        mark.seen,
        "1" if mark.begun else "0",
        str(mark.shown_at),
        mark.language,
        *(_clock_fields(mark.clock) if mark.clock else ()),
    ]
    return _signed(".".join(fields), "form", survey)


def read_mark(value: str, *, survey: UUID) -> FormMark:
    """Return what a form says. Raises ``MarkInvalid``."""
    fields = _fields(value, "form", survey, counts=(MARK_FIELDS, MARK_FIELDS + CLOCK_FIELDS))
    response, version, page, form, seen, begun, shown_at, language, *clock = fields
    return FormMark(
        response=_unpacked(response),
        version=_unpacked(version),
        page=page,
        form=form,
        seen=seen,
        begun=begun == "1",
        shown_at=int(shown_at),
        language=language,
        clock=_clock(*clock) if clock else None,
    )


def _clock_fields(clock: Clock) -> list[str]:
    return [str(clock.extended), clock.page, str(clock.at), str(clock.page_extended)]


def _clock(extended: str, page: str, at: str, page_extended: str) -> Clock:
    return Clock(int(extended), page, int(at), int(page_extended))


def _fields(value: str, purpose: str, survey: UUID, *, counts: tuple[int, ...]) -> list[str]:
    text, _separator, signature = value[:MOST_LENGTH].rpartition(":")
    given = signature.encode(errors="replace")
    keys = _keys(purpose, schema(), survey)
    for key in keys:
        if hmac.compare_digest(given, _signature(key, text)):
            break
    else:
        raise MarkInvalid("the signature doesn't fit")
    fields = text.split(".")
    if len(fields) not in counts:
        raise MarkInvalid("signed by another release")
    return fields


def _signed(text: str, purpose: str, survey: UUID) -> str:
    return f"{text}:{_signature(_keys(purpose, schema(), survey)[0], text).decode()}"


def _signature(key: bytes, text: str) -> bytes:
    """BLAKE2 with a key (RFC 7693) is a signature by itself, in a third of the time that HMAC takes."""
    digest = blake2b(text.encode(errors="replace"), key=key, digest_size=24).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=")


@lru_cache(maxsize=4096)
def _keys(purpose: str, schema_name: str, survey: UUID) -> tuple[bytes, ...]:
    """The key to sign with, and those of earlier secrets, made once: Django's Signer makes them each time."""
    salt = f"responses.{purpose}.{schema_name}.{survey}"
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(salted_hmac(salt, "", secret, algorithm="sha256").digest() for secret in known)


def _claimed(text: str) -> UUID | None:
    try:
        return _unpacked(text)
    except MarkInvalid:
        return None


def _packed(identifier: UUID) -> str:
    return base64.urlsafe_b64encode(identifier.bytes)[:22].decode()


def _unpacked(text: str) -> UUID:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(text.encode("ascii") + b"=="))
    except (binascii.Error, ValueError) as problem:
        raise MarkInvalid("not an id") from problem
