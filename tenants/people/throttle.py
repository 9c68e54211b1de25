"""How often somebody may try to sign in: counted in the cache, before the password is looked at.

Counted are tries per (address, e-mail) and, more generously, per address, so that neither one
account nor a list of accounts can be guessed at; a success forgets the pair's tries, a quiet quarter
of an hour all of them. Counting the e-mail address alone would let strangers lock people out. With
the database as cache, tries in the same instant may count as one; Redis counts each.
"""

import hashlib

from django.core.cache import cache

WINDOW_SECONDS = 15 * 60
MOST_PER_PAIR = 10
MOST_PER_ADDRESS = 100


def may_try(*, action: str, address: str, email: str) -> bool:
    """Count a try and say whether it is still allowed."""
    pair = _count(_key(action, address, email)) <= MOST_PER_PAIR
    return _count(_key(action, address)) <= MOST_PER_ADDRESS and pair


def forget_tries(*, action: str, address: str, email: str) -> None:
    """Forget the tries of a pair, after a success."""
    cache.delete(_key(action, address, email))


def _count(key: str) -> int:
    if cache.add(key, 1, WINDOW_SECONDS):
        return 1
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out in between
        cache.set(key, 1, WINDOW_SECONDS)
        return 1
    cache.touch(key, WINDOW_SECONDS)  # counting up in the database's cache forgets how long to keep it
    return count


def _key(action: str, *parts: str) -> str:
    """Hashed, because keys are short and the cache is no place for addresses in plain text."""
    told_apart = "\n".join(part.strip().casefold() for part in parts)
    return f"tries:{action}:{hashlib.sha256(told_apart.encode(errors='replace')).hexdigest()[:40]}"
