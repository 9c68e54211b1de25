"""The secret of a preview link: keyed by the installation, made of the link's row, never stored.

So it can be shown again to those who made it, and whoever reads the database alone can't make one.
"""

import hmac
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from surveys.models import PreviewLink, Survey
from tenants.scope import schema

PROOF = 32
"""So many characters of the token prove it; those before name the link. 128 bits in hexadecimal."""


def token_of(link: PreviewLink) -> str:
    """The token of a link: always the same one while the installation's key is."""
    return link.pk.hex + next(_proofs(link.pk))


def link_with(token: str) -> PreviewLink | None:
    """The link whose token this is, if it works now; its survey comes along. One query at most.

    Surveys in the archive or in the bin are shown to nobody.
    """
    named, proof = token[:-PROOF], token[-PROOF:]
    try:
        pk = UUID(hex=named)
    except ValueError:
        return None
    if not any(hmac.compare_digest(proof.encode(errors="replace"), each.encode()) for each in _proofs(pk)):
        return None
    working = PreviewLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    working = working.exclude(survey__status__in=(Survey.Status.ARCHIVED, Survey.Status.BINNED))
    return working.select_related("survey").filter(pk=pk).first()


def _proofs(pk: UUID) -> Iterator[str]:
    """The second part of a token, by each key of the installation; the first is the one to give out."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac(f"surveys.preview.{schema()}", pk.hex, secret, algorithm="sha256").hexdigest()
        yield digest[:PROOF]
