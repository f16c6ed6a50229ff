"""Redis as the shared cache, and the process's own memory while Redis is away.

The cache holds rate limits, used one-time codes, and how far a file that is being read has been read, nothing else. When Redis is
gone, people still sign in and limits still hold within each process; Redis is tried again every few seconds.
"""

import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

RETRY_SECONDS = 5.0
VERBS = ("add", "get", "set", "touch", "delete", "get_many", "set_many", "delete_many", "has_key", "incr", "clear")


class SteadyRedisCache(RedisCache):
    """Django's Redis cache that never breaks a page."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("while-redis-is-away", params)
        self._away_until = 0.0
        for verb in VERBS:
            setattr(self, verb, self._steady(verb, getattr(super(), verb)))

    @property
    def is_away(self) -> bool:
        """Whether Redis did not answer a moment ago."""
        return time.monotonic() < self._away_until

    def _steady(self, verb: str, ask_redis: Any) -> Any:
        def ask(*args: Any, **kwargs: Any) -> Any:
            if time.monotonic() >= self._away_until:
                try:
                    return ask_redis(*args, **kwargs)
                except RedisError:
                    self._away_until = time.monotonic() + RETRY_SECONDS
            return getattr(self._memory, verb)(*args, **kwargs)

        return ask
