"""Counting tries in the cache, before what was tried is looked at.

With the database as cache, tries in the same instant may count as one; Redis counts each.
"""

import hashlib

from django.core.cache import cache

WINDOW_SECONDS = 15 * 60


def count_try(key: str) -> int:
    """Count a try and return how many there were since it was last quiet for a quarter of an hour."""
    if cache.add(key, 1, WINDOW_SECONDS):
        return 1
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out in between
        cache.set(key, 1, WINDOW_SECONDS)
        return 1
    cache.touch(key, WINDOW_SECONDS)  # counting up in the database's cache forgets how long to keep it
    return count


def forget_tries(key: str) -> None:
    """Forget the tries of a key, after a success."""
    cache.delete(key)


def key_of_tries(action: str, *parts: str) -> str:
    """Return the key of somebody's tries; hashed, the cache is no place for addresses in plain text."""
    told_apart = "\n".join(part.strip().casefold() for part in parts)
    return f"tries:{action}:{hashlib.sha256(told_apart.encode(errors='replace')).hexdigest()[:40]}"
