"""Saying who can answer a survey, and checking a password that somebody typed."""

from collections.abc import Callable

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction

from surveys.access import EVERYBODY, Access, access_of, without_empty_gates
from surveys.domain.telling import locked, tell
from surveys.models import Survey
from tenants.people.models import User

ITERATIONS = 60_000
"""Some 15 ms: a whole class types it within a minute, and many people know it, so it is no secret to hash for
seconds. Guessing is bounded by counting tries."""


def change_access(*, survey: Survey, change: Callable[[Access], Access], by: User | None) -> Survey:
    """Change who can answer, from now on; what is stored already stays, whoever gave it."""
    with transaction.atomic():
        row = locked(survey)
        before = row.access
        access = without_empty_gates(change(access_of(row)))
        row.access = None if access == EVERYBODY else access.model_dump(mode="json", exclude_defaults=True)
        if row.access != before:
            row.save(update_fields=["access", "changed_at"])
            tell("survey.access_changed", row, by=by)
    return row


def hashed_password(password: str) -> str:
    """Return what is stored of a survey's password; spaces around it don't count."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(password.strip(), hasher.salt(), iterations=ITERATIONS)


def is_password(password: str, hashed: str) -> bool:
    """Say whether this is the password that was hashed."""
    return len(password) <= 200 and PBKDF2PasswordHasher().verify(password.strip(), hashed)
