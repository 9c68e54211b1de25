"""The secret of a personal link: its number and a keyed hash; so it can be shown again and is never stored.

``H`` + ``8K2M4PQR7T0V5XYZ``: the link's number in base 32, and 80 bits that only this installation's key
makes of the link's row. Whoever reads the database alone can't make one.
"""

import hmac
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from responses.exceptions import CodeUnknown
from responses.models import PersonalLink
from responses.resuming import ALPHABET
from tenants.scope import schema

PARAMETER = "k"
"""What carries the code in a survey's address: ``/s/pulse/?k=H8K2M4PQR7T0V5XYZ``."""
PROOF = 16
LARGEST_NUMBER = 2**31 - 1
_BITS = 5
_MEANT = str.maketrans("OIL", "011", "- \u2010\u2011\u2013\u00a0")


def code_of(link: PersonalLink) -> str:
    """Return the code of a link: always the same one while the installation's key is."""
    return _digits(link.number) + next(_proofs(link.survey_id, link.pk))


def spelt(code: str) -> str:
    """Return a code as people read it, in groups of four from its end: ``H-8K2M-4PQR-7T0V-5XYZ``."""
    head = len(code) % 4 or 4
    return "-".join([code[:head], *(code[at : at + 4] for at in range(head, len(code), 4))])


def number_in(code: str) -> int:
    """Return the number of the link that a code, however it was typed, names. Raises ``CodeUnknown``."""
    digits = meant(code)[:-PROOF]
    if not 0 < len(digits) <= 7 or not set(digits) <= set(ALPHABET):
        raise CodeUnknown
    number = 0
    for digit in digits:
        number = number << _BITS | ALPHABET.index(digit)
    if number > LARGEST_NUMBER:
        raise CodeUnknown
    return number


def proves(code: str, link: PersonalLink) -> bool:
    """Say whether a code is this link's, by the installation's key or one that it had before."""
    given = meant(code)[-PROOF:].encode(errors="replace")
    return any(hmac.compare_digest(given, proof.encode()) for proof in _proofs(link.survey_id, link.pk))


def meant(code: str) -> str:
    """Return a code as it was made, of what somebody typed."""
    return code[:100].upper().translate(_MEANT)


def _proofs(survey: UUID, link: UUID) -> Iterator[str]:
    """The second part of a code, by each key of the installation; the first is the one to give out."""
    salt = f"responses.personal.{schema()}.{survey}"
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac(salt, str(link), secret, algorithm="sha256").digest()
        yield _digits(int.from_bytes(digest[: PROOF * _BITS // 8])).rjust(PROOF, ALPHABET[0])


def _digits(number: int) -> str:
    digits = ""
    while number:
        digits = ALPHABET[number % 32] + digits
        number >>= _BITS
    return digits
