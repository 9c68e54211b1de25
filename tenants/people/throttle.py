"""How often somebody may try to sign in: counted in the cache, before the password is looked at.

Counted are tries per (address, e-mail) and, more generously, per address, so that neither one
account nor a list of accounts can be guessed at; a success forgets the pair's tries, a quiet quarter
of an hour all of them. Counting the e-mail address alone would let strangers lock people out.
"""

from tenants import tries
from tenants.tries import WINDOW_SECONDS, count_try, key_of_tries

__all__ = ["WINDOW_SECONDS", "forget_tries", "may_try"]

MOST_PER_PAIR = 10
MOST_PER_ADDRESS = 100


def may_try(*, action: str, address: str, email: str) -> bool:
    """Count a try and say whether it is still allowed."""
    pair = count_try(key_of_tries(action, address, email)) <= MOST_PER_PAIR
    return count_try(key_of_tries(action, address)) <= MOST_PER_ADDRESS and pair


def forget_tries(*, action: str, address: str, email: str) -> None:
    """Forget the tries of a pair, after a success."""
    tries.forget_tries(key_of_tries(action, address, email))
