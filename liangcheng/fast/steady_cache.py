"""Caches that may be away: what is asked of them is then not there, and nobody waits.

Redis may be stopped, a folder's disk full. The first failure is logged, and for some seconds the
cache is not asked at all, so that not every reader waits until a connection is given up.
"""

import logging
import time
from collections import defaultdict
from contextlib import suppress

from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

# In seconds.
PAUSE = 10
LOG_EVERY = 60
# Longer than Redis ever takes, shorter than a reader minds.
REDIS_TIMEOUT = 0.5

# What each method answers while the cache is away.
AWAY = {
    "add": False,
    "set": None,
    "touch": False,
    "delete": False,
    "has_key": False,
    "get_many": {},
    "set_many": [],
    "delete_many": None,
    "clear": None,
}


class Outage:
    """When a cache is asked again, and when its failure is told again; for all threads."""

    def __init__(self):
        self.asked_again_at = self.told_again_at = float("-inf")

    def begin(self, now):
        self.asked_again_at = now + PAUSE
        if now >= self.told_again_at:
            self.told_again_at = now + LOG_EVERY
            logger.exception("the cache is away, going on without it")


_outages = defaultdict(Outage)


class Steady:
    """Mixin before a cache backend: its failures are misses."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._outage = _outages[str(server)]

    def _safely(self, name, otherwise, *args, **kwargs):
        now = time.monotonic()
        if now < self._outage.asked_again_at:
            return otherwise
        try:
            return getattr(super(), name)(*args, **kwargs)
        except (OSError, RedisError):
            self._outage.begin(now)
            return otherwise

    def get(self, key, default=None, version=None):
        return self._safely("get", default, key, default, version)

    def incr(self, key, delta=1, version=None):
        value = self._safely("incr", None, key, delta, version)
        if value is None:
            raise ValueError(f"Key {key!r} not found")
        return value


def _steady(name, otherwise):
    def method(self, *args, **kwargs):
        return self._safely(name, otherwise, *args, **kwargs)

    return method


for _name, _otherwise in AWAY.items():
    setattr(Steady, _name, _steady(_name, _otherwise))


class SteadyRedisCache(Steady, RedisCache):
    """Redis, which need not be there."""

    def __init__(self, server, params):
        options = {
            "socket_timeout": REDIS_TIMEOUT,
            "socket_connect_timeout": REDIS_TIMEOUT,
            # Not again and again, as is redis-py's way: the page is made meanwhile.
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(server, {**params, "OPTIONS": options | params.get("OPTIONS", {})})


class SteadyFileBasedCache(Steady, FileBasedCache):
    """A folder, whose disk may be full or gone, and its files damaged, as by a power cut."""

    def _createdir(self):
        # Asked for when the cache is made, too: without it, what is kept fails by itself.
        with suppress(OSError):
            super()._createdir()

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except Exception:  # what is no pickle fails in many ways
            logger.warning("a damaged file in the cache is deleted", exc_info=True)
            self.delete(key, version)
            return default

    def _is_expired(self, file):
        try:
            return super()._is_expired(file)
        except OSError:  # the disk, not the file
            raise
        except Exception:
            self._delete(file.name)
            return True
