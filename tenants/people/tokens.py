"""Links that let somebody in once: invitations and new passwords.

Both are signed with the schema as part of the salt, so that a link of one organisation means
nothing at the host of another, and both die with their use: an invitation names the moment it was
sent, a password link the password it replaces.
"""

from datetime import timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.core.exceptions import ValidationError

from tenants.people.exceptions import InvitationGone
from tenants.people.models import User
from tenants.scope import schema

INVITATION_AGE = timedelta(days=14)


class PasswordTokens(PasswordResetTokenGenerator):
    """Django's tokens, bound to the schema."""

    key_salt = "tenants.people.password"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{schema()}:{super()._make_hash_value(user, timestamp)}"


password_tokens = PasswordTokens()


def invitation_token(person: User) -> str:
    """Return the signed token of an invitation; a later invitation has another."""
    return signing.dumps([person.pk.hex, _moment(person)], salt=_salt())


def person_invited_by(token: str) -> User:
    """Return the invited person a token is for; raise InvitationGone."""
    try:
        pk, moment = signing.loads(token, salt=_salt(), max_age=INVITATION_AGE)
        person = User.objects.get(pk=pk, joined_at__isnull=True, is_active=True)
    except (signing.BadSignature, ValueError, ValidationError, User.DoesNotExist):
        raise InvitationGone from None
    if _moment(person) != moment:
        raise InvitationGone
    return person


def _moment(person: User) -> str:
    return person.invited_at.isoformat() if person.invited_at else ""


def _salt() -> str:
    return f"tenants.people.invitation:{schema()}"
