"""The cache in Redis; one that is down is an empty one."""

from pathlib import Path

import pytest

from config.cache import RedisCache
from tests.processes.redis import redis_server


@pytest.fixture
def gone() -> RedisCache:
    """A cache in a Redis that isn't there."""
    return RedisCache("redis://127.0.0.1:1/0", {})


def test_a_redis_keeps_and_counts(tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        cache = RedisCache(server.url, {})

        assert cache.add("key", 1) is True
        assert cache.add("key", 5) is False
        assert cache.incr("key", 2) == 3
        assert cache.touch("key", 60) is True
        assert cache.get("key") == 3
        cache.set("key", "other")
        assert cache.get("key") == "other"
        assert cache.delete("key") is True
        assert cache.get("key", "none") == "none"


def test_a_redis_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        cache = RedisCache(server.url, {"OPTIONS": {"socket_timeout": 0.2}})
        cache.set("key", 1)
        server.hang()

        assert cache.get("key") is None


def test_without_redis_the_cache_is_empty_and_takes_everything(gone: RedisCache) -> None:
    assert gone.add("key", 1) is True
    assert gone.get("key", "default") == "default"
    assert gone.touch("key") is False
    assert gone.delete("key") is False
    gone.set("key", 1)


def test_without_redis_there_is_nothing_to_count_up(gone: RedisCache) -> None:
    with pytest.raises(ValueError, match="not found"):
        gone.incr("key")
