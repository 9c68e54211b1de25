"""The password of shared results: what a browser shows instead of it, and how often it may be tried."""

import hmac

from django.utils.crypto import salted_hmac

from analytics.models import SharedResults
from surveys.domain import is_password
from tenants.scope import schema
from tenants.tries import count_try, forget_tries, key_of_tries

MOST_TRIES = 20


class TooManyTries(Exception):
    """So many wrong passwords came from one address that it has to wait."""


def pass_of(share: SharedResults) -> str:
    """What a browser shows instead of the password; it means nothing once password or secret change."""
    salt = f"analytics.pass.{schema()}.{share.pk}.{share.turn}"
    return salted_hmac(salt, share.password, algorithm="sha256").hexdigest()[:40]


def may_pass(share: SharedResults, passed: str) -> bool:
    """Whether somebody may see the results who shows this."""
    right = pass_of(share)
    return not share.password or hmac.compare_digest(passed.encode(errors="replace"), right.encode())


def is_right(share: SharedResults, password: str, address: str) -> bool:
    """Whether this is the password. Tries are counted by address. Raises ``TooManyTries``."""
    tries = key_of_tries("shared", str(share.pk), address)
    if count_try(tries) > MOST_TRIES:
        raise TooManyTries
    if not is_password(password, share.password):
        return False
    forget_tries(tries)
    return True
