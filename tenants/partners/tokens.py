"""Access and refresh tokens: JSON Web Tokens signed by the ring, bound to one organisation.

Claims: ``iss`` (the installation), ``aud``, ``sub`` (person), ``org`` (schema), ``role`` (as it was;
what a person may do is read afresh at every request), ``sid`` (grant), ``jti``, ``type``, ``iat``,
``nbf``, ``exp``.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenBackendError, TokenError
from rest_framework_simplejwt.exceptions import TokenBackendExpiredToken as Expired
from rest_framework_simplejwt.tokens import Token

from tenants.partners.exceptions import TokenRefused
from tenants.partners.keys import RingKey, key_ring
from tenants.people.models import User
from tenants.scope import organisation

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=7)
CLOCK_SKEW = timedelta(seconds=10)
LONGEST_TOKEN = 4096
HEADER = frozenset({"alg", "typ", "kid"})
CLAIMS = ["iss", "aud", "sub", "exp", "iat", "nbf", "jti", "org", "sid", "type"]


class RingBackend(TokenBackend):
    """Signs with the newest key; verifies with the key that ``kid`` names, by its algorithm only."""

    def __init__(self) -> None:
        super().__init__(
            "RS256", audience=settings.API_AUDIENCE, issuer=settings.API_ISSUER, leeway=CLOCK_SKEW
        )

    def encode(self, payload: dict[str, Any]) -> str:
        """Return the signed token."""
        key = key_ring().signer
        claims = payload | {"iss": self.issuer, "aud": self.audience}
        return jwt.encode(claims, key.private, algorithm=key.algorithm, headers={"kid": key.id})  # type: ignore[arg-type]

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        """Return the claims of a token that is whole, signed by the ring, and timely."""
        try:
            key = _key_of(token)
            return jwt.decode(
                token,
                key.public,
                algorithms=[key.algorithm],
                audience=self.audience,
                issuer=self.issuer,
                leeway=CLOCK_SKEW,
                options={"require": CLAIMS, "strict_aud": True},
            )
        except jwt.ExpiredSignatureError as problem:
            raise Expired from problem
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as problem:
            raise TokenBackendError from problem


def _key_of(token: Any) -> RingKey:
    """Return the ring's key that the token's header names; a header with anything more is refused."""
    if not isinstance(token, str | bytes) or len(token) > LONGEST_TOKEN:
        raise jwt.InvalidTokenError
    header: Mapping[str, Any] = jwt.get_unverified_header(token)
    key = key_ring().find(header.get("kid"))
    if key is None or not header.keys() <= HEADER or header.get("alg") != key.algorithm:
        raise jwt.InvalidTokenError
    return key


class WrongKind(TokenError):
    """An access token where a refresh token belongs, or the other way round."""


class OrganisationToken(Token):
    """What both kinds share: the ring, and a time from which they count."""

    @property
    def token_backend(self) -> RingBackend:
        """The ring."""
        return RingBackend()

    def set_iat(self, claim: str = "iat", at_time: Any = None) -> None:
        """Set when it was issued, which is also when it starts to count."""
        super().set_iat(claim, at_time)
        self.payload["nbf"] = self.payload[claim]

    def verify_token_type(self) -> None:
        """Refuse the other kind."""
        if self.payload["type"] != self.token_type:
            raise WrongKind


class AccessToken(OrganisationToken):
    """Opens the API for a quarter of an hour."""

    token_type = "access"  # noqa: S105 - no password
    lifetime = ACCESS_LIFETIME


class RefreshToken(OrganisationToken):
    """Buys the next pair of tokens, once, within seven days."""

    token_type = "refresh"  # noqa: S105 - no password
    lifetime = REFRESH_LIFETIME


def new_token[T: OrganisationToken](kind: type[T], *, person: User, grant: UUID) -> T:
    """Return a new token of a kind for a person of the current organisation."""
    token = kind.for_user(person)
    token["org"] = organisation().schema
    token["role"] = person.role
    token["sid"] = str(grant)
    return token


def read_token[T: OrganisationToken](kind: type[T], text: object) -> T:
    """Return a token of a kind that this organisation may take; raise TokenRefused."""
    try:
        token = kind(text)  # type: ignore[arg-type]
    except ExpiredTokenError:
        raise TokenRefused("token_expired", _("The token has expired.")) from None
    except WrongKind:
        raise TokenRefused("token_wrong_type", _("This is the other kind of token.")) from None
    except TokenError:
        raise TokenRefused("token_invalid", _("The token is not valid.")) from None
    if token["org"] != organisation().schema:
        raise TokenRefused("token_of_another_organisation", _("The token belongs to another organisation."))
    return token
