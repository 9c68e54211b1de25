"""The secret of a link to shared results: keyed by the installation, made of the link's row, never stored.

So it can be shown again to colleagues, whoever reads the database alone can't make one, and another turn
makes another.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from analytics.models import SharedResults
from surveys.models import Survey
from tenants.scope import schema

HALF = 22
"""So many characters name the link, and as many prove it: 128 bits each."""
NOWHERE = (Survey.Status.ARCHIVED, Survey.Status.BINNED)


def token_of(share: SharedResults) -> str:
    """The secret of a link in its present turn."""
    return _written(share.pk.bytes) + next(_proofs(share.pk, share.turn))


def share_with(token: str) -> SharedResults | None:
    """The link whose secret this is, if it is in force, be its last day over or not. One query at most.

    Its survey comes along. Surveys in the archive or in the bin are shown to nobody.
    """
    named, proof = token[:HALF], token[HALF:]
    try:
        pk = UUID(bytes=urlsafe_b64decode(f"{named}=="))
    except ValueError:
        return None
    found = SharedResults.objects.select_related("survey").defer("survey__draft")
    share = found.filter(pk=pk, revoked_at=None).exclude(survey__status__in=NOWHERE).first()
    return share if share and _is_proved(share, proof) else None


def _is_proved(share: SharedResults, proof: str) -> bool:
    given = proof.encode(errors="replace")
    return any(hmac.compare_digest(given, each.encode()) for each in _proofs(share.pk, share.turn))


def _proofs(pk: UUID, turn: int) -> Iterator[str]:
    """The second part of a secret, by each key of the installation; the first is the one to give out."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        salt = f"analytics.shared.{schema()}"
        digest = salted_hmac(salt, f"{pk.hex}.{turn}", secret, algorithm="sha256").digest()
        yield _written(digest[:16])


def _written(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode().rstrip("=")
