"""One turn at a time for each person: locks in one process, or over Redis for several.

In ``endpoints.yml``, for one process or for many::

    lock_store:
      type: stores.lock.LocalLocks

    lock_store:
      type: stores.lock.ConversationLocks
      url: ${GUIDE_REDIS_URL}

Rasa's own look whether it is their turn once a second, and the one for Redis reads, changes
and writes back in three steps, between which another worker may do the same.
"""
from __future__ import annotations

import asyncio
import logging
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import redis.asyncio as aioredis
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A worker that was killed stands in nobody's way longer than this; a living one renews in time.
_LEASE_SECONDS = 10.0
_WAITING_LEASE_SECONDS = 2.0
_FIRST_LOOK_SECONDS = 0.01
_LAST_LOOK_SECONDS = 0.05
# A Redis that restarts is back after a moment.
_PAUSES = (0.0, 0.1, 0.3, 0.8)
_STILL_ANSWERING = "The message before this one is still being answered."

# Each lock is a queue of tickets (a sorted set, ticket number by holder) and the time until which each
# ticket counts. All times are Redis's own, so that the workers' clocks do not matter.
_CLEAR = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
  redis.call('ZREM', KEYS[1], gone)
  redis.call('ZREM', KEYS[2], gone)
end
"""
# Takes a ticket, or keeps the one it has; says 1 when it is first in the queue. Who waits looks
# often, so a ticket that waits runs out sooner than one that is served.
_ENTER = _CLEAR + """
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  redis.call('ZADD', KEYS[1], (last[2] or 0) + 1, ARGV[1])
end
local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1] == ARGV[1]
redis.call('ZADD', KEYS[2], now + (first and ARGV[2] or ARGV[3]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2])
redis.call('PEXPIRE', KEYS[2], 2 * ARGV[2])
return first and 1 or 0
"""
# Redis deletes the keys by itself with their last member: no trace of a person stays.
_LEAVE = """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1
"""


class ConversationLocks(LockStore):
    """Locks over Redis: atomic, in order of arrival, and free again soon after a worker died."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """Take ``url`` (redis:// or rediss://) from the endpoint; ``key_prefix`` and ``lease`` if given.

        Raises:
            ValueError: there is no URL.
        """
        if endpoint_config is None or not endpoint_config.url:
            raise ValueError("The lock store needs the url of a Redis server, such as redis://localhost:6379/1.")
        settings: dict[str, Any] = endpoint_config.kwargs
        self._prefix = settings.get("key_prefix", "guide:lock:")
        self._lease = float(settings.get("lease", _LEASE_SECONDS))
        self._redis = aioredis.Redis.from_url(
            endpoint_config.url,
            socket_timeout=2,
            socket_connect_timeout=2,
            retry=Retry(NoBackoff(), 0),  # we try again ourselves, see ``_ask_to_enter``
        )
        # The turns of this process queue up here first: in order, and with one of them asking Redis.
        self._turns = _Turns()
        self._enter = self._redis.register_script(_ENTER)
        self._leave = self._redis.register_script(_LEAVE)
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = _LAST_LOOK_SECONDS,
    ) -> AsyncIterator[TicketLock]:
        """Wait for the conversation's turn and hold it.

        lock_lifetime: how long to wait at most, and how long to hold at most.

        Raises:
            LockError: the turn did not come in time, or Redis does not answer.
        """
        async with self._turns.one(conversation_id, lock_lifetime):
            ticket = uuid.uuid4().hex
            keys = self._keys(conversation_id)
            try:
                await self._wait(keys, ticket, lock_lifetime, min(wait_time_in_seconds, _LAST_LOOK_SECONDS))
                renewal = asyncio.get_running_loop().create_task(self._renew(keys, ticket, lock_lifetime))
                try:
                    yield TicketLock(conversation_id)
                finally:
                    renewal.cancel()
            finally:
                await self._let_go(keys, ticket)

    async def _wait(self, keys: list[str], ticket: str, longest: float, last_look: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + longest
        look = min(_FIRST_LOOK_SECONDS, last_look)
        while not await self._ask_to_enter(keys, ticket):
            if loop.time() > deadline:
                raise LockError(_STILL_ANSWERING)
            await asyncio.sleep(look)
            look = min(look * 1.5, last_look)

    async def _ask_to_enter(self, keys: list[str], ticket: str) -> bool:
        """Whether the ticket is first in the queue; takes it if need be, and keeps it alive."""
        leases = [int(self._lease * 1000), int(min(self._lease, _WAITING_LEASE_SECONDS) * 1000)]
        pauses = iter(_PAUSES)
        while True:
            try:
                return bool(await self._enter(keys=keys, args=[ticket, *leases]))
            except (RedisError, OSError) as error:
                pause = next(pauses, None)
                if pause is None or not isinstance(error, RedisConnectionError):
                    raise LockError(f"The lock store does not answer ({type(error).__name__}).") from error
            # The other connections that wait in the pool are from before the restart, too.
            await self._redis.connection_pool.disconnect(inuse_connections=False)
            await asyncio.sleep(pause)

    async def _renew(self, keys: list[str], ticket: str, longest: float) -> None:
        """Keep the ticket alive while the turn runs, though not for ever."""
        deadline = asyncio.get_running_loop().time() + longest
        while asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(self._lease / 3)
            try:
                if not await self._ask_to_enter(keys, ticket):
                    logger.warning("A turn lost its lock: it, or Redis, stood still for too long.")
            except LockError as error:
                logger.warning("A lock could not be renewed: %s", error)

    async def _let_go(self, keys: list[str], ticket: str) -> None:
        try:
            # Also when the turn was cancelled: the next one should not wait for the lease to end.
            await asyncio.shield(self._leave(keys=keys, args=[ticket]))
        except (RedisError, OSError) as error:
            # The turn is done and kept; the ticket runs out by itself.
            logger.warning("A lock could not be given back (%s).", type(error).__name__)

    def _keys(self, conversation_id: str) -> list[str]:
        # The braces put both keys of a lock on the same node of a cluster.
        name = f"{self._prefix}{{{conversation_id}}}"
        return [name, f"{name}:until"]

    async def check(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(await self._redis.ping())
        except (RedisError, OSError) as error:
            logger.error("The lock store does not answer (%s).", type(error).__name__)
            return False

    async def close(self) -> None:
        """Close all connections."""
        await self._redis.close()


class LocalLocks(LockStore):
    """Locks within one process: in order of arrival, without polling."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """Make a store without locks.

        Raises:
            ValueError: several worker processes are asked for, between which it could not lock.
        """
        if os.environ.get("SANIC_WORKERS", "1") not in ("", "0", "1"):
            raise ValueError("Several workers need locks over Redis: set stores.lock.ConversationLocks in endpoints.yml.")
        self._turns = _Turns()
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 0,
    ) -> AsyncIterator[TicketLock]:
        """Wait for the conversation's turn and hold it; there is no polling, whatever the wait time.

        Raises:
            LockError: the turn did not come within ``lock_lifetime`` seconds.
        """
        async with self._turns.one(conversation_id, lock_lifetime):
            yield TicketLock(conversation_id)


class _Turns:
    """The turns of this process, one at a time for each conversation, in order of arrival."""

    def __init__(self) -> None:
        # Each lock with the number of turns that hold or await it; it goes with the last one.
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def one(self, conversation_id: str, longest: float) -> AsyncIterator[None]:
        lock, turns = self._locks.get(conversation_id) or (asyncio.Lock(), 0)
        self._locks[conversation_id] = lock, turns + 1
        try:
            try:
                await asyncio.wait_for(lock.acquire(), longest)
            except asyncio.TimeoutError:
                raise LockError(_STILL_ANSWERING) from None
            try:
                yield
            finally:
                lock.release()
        finally:
            lock, turns = self._locks.pop(conversation_id)
            if turns > 1:
                self._locks[conversation_id] = lock, turns - 1
