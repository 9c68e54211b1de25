"""The cache in Redis, without which the site goes on."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends import redis as django_redis
from redis.exceptions import RedisError

logger = structlog.get_logger("canvass.cache")


class RedisCache(django_redis.RedisCache):
    """Django's, but a Redis that is down is a cache that is empty, not a page that fails.

    Whatever counts on the cache (attempts to sign in) counts from one again while it is down.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Say that the key was new when nobody knows."""
        return bool(_forgiving(super().add, True, args, kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Find nothing."""
        return _forgiving(super().get, default, (key, default, version), {})

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep nothing."""
        _forgiving(super().set, None, args, kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Find nothing to keep longer."""
        return bool(_forgiving(super().touch, False, args, kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Find nothing to delete."""
        return bool(_forgiving(super().delete, False, args, kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raise ValueError, as for a key that isn't there."""
        count = _forgiving(super().incr, None, (key, delta, version), {})
        if count is None:
            raise ValueError(f"Key '{key}' not found")
        return int(count)


def _forgiving(ask: Callable[..., Any], default: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    try:
        return ask(*args, **kwargs)
    except RedisError as problem:
        logger.warning("cache_unreachable", problem=type(problem).__name__)
        return default
