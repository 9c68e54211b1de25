"""What may keep somebody out of a survey that is open: its hours, its password, its last place."""

import hmac
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.crypto import salted_hmac

from responses.exceptions import PasswordNeeded, SurveyNotOpen
from responses.places import is_full
from responses.queries import FoundSurvey
from surveys.access import Gates, stored_access
from surveys.domain import Availability
from surveys.opening_hours import is_open, next_opening
from tenants.scope import organisation, schema


def check_gates(found: FoundSurvey, passed: str, now: datetime, *, has_seen: bool) -> None:
    """Let somebody in, or raise ``SurveyNotOpen`` or ``PasswordNeeded``.

    ``passed`` is what ``pass_of`` gave, ``has_seen`` whether they hold a form of this survey: it was only
    shown to who knew the password. Whoever has begun isn't asked for it again; whoever has finished may see
    the thanks at any time. One query where there is a limit, none elsewhere.
    """
    gates = stored_access(found.access).gates
    if gates is None or (found.stored is not None and found.stored.is_complete):
        return
    zone = ZoneInfo(organisation().time_zone)
    if not is_open(gates.hours, now, zone):
        raise not_open(found, Availability.OUT_OF_HOURS, opens_at=next_opening(gates.hours, now, zone))
    holds_place = found.stored is not None and found.stored.is_reopened
    if gates.limit is not None and not holds_place and is_full(survey=found.id, limit=gates.limit):
        raise not_open(found, Availability.FULL)
    knows = has_seen or found.stored is not None or _has_passed(found, gates, passed)
    if gates.password and not knows:
        raise PasswordNeeded(found.id, gates.password, version=found.current_version, look=found.look)


def not_open(found: FoundSurvey, why: Availability, *, opens_at: datetime | None = None) -> SurveyNotOpen:
    """Return what to raise when a survey takes no answers."""
    return SurveyNotOpen(found.id, why, opens_at=opens_at, version=found.current_version, look=found.look)


def pass_of(survey: UUID, hashed: str) -> str:
    """Return what a browser shows instead of the password; it means nothing once the password changes."""
    salt = f"responses.pass.{schema()}.{survey}"
    return salted_hmac(salt, hashed, algorithm="sha256").hexdigest()[:40]


def _has_passed(found: FoundSurvey, gates: Gates, passed: str) -> bool:
    right = pass_of(found.id, gates.password)
    return hmac.compare_digest(passed.encode(errors="replace"), right.encode())
