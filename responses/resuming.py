"""Going on with a response elsewhere: by a short code written down, or by a link sent by e-mail."""

import secrets
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from responses.exceptions import CodeUnknown, MarkInvalid
from responses.identity import COOKIE_DAYS, read_pass, signed_pass
from responses.models import ResumeCode
from tenants.scope import schema

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing in it is taken for something else."""
LENGTH = 8
MOST_CODES = 5
_MEANT = str.maketrans("OIL", "011", "- \u2010\u2011\u2013\u00a0")
_SECONDS = COOKIE_DAYS * 86_400


def new_code(*, survey: UUID, response: UUID) -> str:
    """Return a code that leads back to the response: 8 characters, 40 bits. The five newest of each work.

    The response must have a row.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    ResumeCode.objects.create(response_id=response, code_hash=_hashes(survey, code)[0])
    newest = ResumeCode.objects.filter(response_id=response).order_by("-created_at", "-pk")
    kept = newest.values_list("pk", flat=True)[:MOST_CODES]
    ResumeCode.objects.filter(response_id=response).exclude(pk__in=list(kept)).delete()
    return code


def response_meant(*, survey: UUID, text: str, now: datetime) -> UUID:
    """Return the response that a code, however it was typed, or a mailed link leads to.

    Raises ``CodeUnknown``.
    """
    if ":" in text:
        return _by_link(survey, text, now)
    code = text.upper().translate(_MEANT)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise CodeUnknown
    found = ResumeCode.objects.filter(code_hash__in=_hashes(survey, code)).values_list(
        "response_id", flat=True
    )
    response = found.first()
    if response is None:
        raise CodeUnknown
    return response


def link_token(*, survey: UUID, response: UUID, now: datetime) -> str:
    """Return what a mailed link carries; it works for 90 days."""
    return signed_pass(response, int(now.timestamp()), survey=survey)


def spelt(code: str) -> str:
    """Return a code as people read it: ``ABCD-EFGH``."""
    return f"{code[:4]}-{code[4:]}"


def _by_link(survey: UUID, text: str, now: datetime) -> UUID:
    try:
        response, made = read_pass(text, survey=survey)
    except MarkInvalid as problem:
        raise CodeUnknown from problem
    if now.timestamp() - made > _SECONDS:
        raise CodeUnknown
    return response


def _hashes(survey: UUID, code: str) -> list[str]:
    """The keyed hashes that may be stored for a code; the first is the one to store."""
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    salt = f"responses.resume.{schema()}.{survey}"
    return [salted_hmac(salt, code, secret, algorithm="sha256").hexdigest() for secret in known]
