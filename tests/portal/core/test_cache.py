"""The cache when Redis is there, and when it is not."""

import time

import redis

from portal.core.cache import SteadyRedisCache


def cache(location: str) -> SteadyRedisCache:
    return SteadyRedisCache(location, {"KEY_PREFIX": f"test-{time.time_ns()}"})


def test_with_redis_values_are_shared(settings):
    one, prefix = cache(settings.REDIS_URL), f"shared-{time.time_ns()}"
    other = cache(settings.REDIS_URL)
    one.key_prefix = other.key_prefix = prefix
    one.set("word", "value", 30)
    assert other.get("word") == "value"
    assert not one.is_away


def test_without_redis_the_process_remembers_by_itself():
    alone = cache("redis://127.0.0.1:1/0")
    assert alone.add("attempts", 1, 30)
    assert not alone.add("attempts", 1, 30)
    assert alone.incr("attempts") == 2
    assert alone.get("attempts") == 2
    assert alone.is_away


def test_a_missing_redis_is_not_asked_for_every_value(monkeypatch):
    alone = cache("redis://127.0.0.1:1/0")
    alone.get("first")
    asked = []
    monkeypatch.setattr(redis.Connection, "connect", asked.append)
    for number in range(2000):
        alone.get(str(number))
    assert asked == []


def test_redis_is_tried_again(monkeypatch, settings):
    steady = cache(settings.REDIS_URL)
    steady._away_until = time.monotonic() + 60
    steady.set("word", "in memory", 30)
    steady._away_until = 0.0
    assert steady.get("word") is None
    assert not steady.is_away
