"""Handle each event once, across Slack's retries and our workers."""
from __future__ import annotations

import hashlib
import logging
import time
from collections import OrderedDict
from typing import Any, Protocol

logger = logging.getLogger(__name__)

HOUR = 3600


class Seen(Protocol):
    """Remembers what was handled."""

    async def first(self, key: str) -> bool:
        """Whether this is the first time the key is seen; from now on it is not."""

    async def close(self) -> None:
        """Let go of connections."""


class SeenHere:
    """Remembers in this process: enough for one worker."""

    def __init__(self, size: int = 20_000, seconds: float = HOUR) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()
        self._size = size
        self._seconds = seconds

    async def first(self, key: str) -> bool:
        now = time.monotonic()
        if self._until.get(key, 0) > now:
            return False
        self._until[key] = now + self._seconds
        self._until.move_to_end(key)
        while len(self._until) > self._size:
            self._until.popitem(last=False)
        return True

    async def close(self) -> None:
        self._until.clear()


class SeenInRedis:
    """Remembers in Redis, for several workers; in this process while Redis is away.

    Twice answered is better than not at all, so a dead Redis never drops a message.
    """

    def __init__(self, url: str, seconds: int = HOUR, prefix: str = "guide:slack:seen:") -> None:
        import redis.asyncio as redis  # only those who configure Redis need it

        self._redis: Any = redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self._seconds = seconds
        self._prefix = prefix
        self._here = SeenHere(seconds=seconds)

    async def first(self, key: str) -> bool:
        # Asked here too: a retry to the same worker needs no Redis to be recognised.
        if not await self._here.first(key):
            return False
        try:
            return bool(await self._redis.set(self._prefix + _anonymous(key), 1, nx=True, ex=self._seconds))
        except Exception as error:  # noqa: BLE001
            logger.warning("Redis is away (%s): Slack duplicates are recognised within this worker only.",
                           type(error).__name__)
            return True

    async def close(self) -> None:
        await self._redis.close()


def _anonymous(key: str) -> str:
    """The key as a digest: it names people, and what they asked to have deleted must not stay for an hour."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def seen(redis_url: str | None) -> Seen:
    """The memory that fits the configuration."""
    return SeenInRedis(redis_url) if redis_url else SeenHere()
