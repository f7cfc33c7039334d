"""One turn at a time, in order, soon, and never stuck behind a worker that died."""
from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from rasa.core.lock_store import LockError, LockStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig

from stores.lock import ConversationLocks, LocalLocks
from tests.stores.servers import Server

pytestmark = pytest.mark.asyncio


def _over(server: Server, **settings: object) -> ConversationLocks:
    return ConversationLocks(EndpointConfig(url=server.url, **settings))  # type: ignore[attr-defined]


@pytest_asyncio.fixture(params=["local", "redis"])
async def workers(request: pytest.FixtureRequest) -> AsyncIterator[list[LockStore]]:
    """The lock store of each worker: the same one, or two on one Redis."""
    if request.param == "local":
        local = LocalLocks()
        yield [local, local]
        return
    server = request.getfixturevalue("redis")
    both = [_over(server), _over(server)]
    yield list(both)
    for locks in both:
        assert await locks._redis.keys("*") == []  # no trace of anybody
        await locks.close()


async def test_one_turn_at_a_time(workers: list[LockStore]) -> None:
    inside = most = done = 0

    async def go(number: int) -> None:
        nonlocal inside, most, done
        async with workers[number % 2].lock("p"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1
            done += 1

    await asyncio.gather(*map(go, range(60)))
    assert (most, done) == (1, 60)


async def test_turns_of_a_worker_come_in_order(workers: list[LockStore]) -> None:
    order: list[int] = []

    async def go(number: int) -> None:
        async with workers[0].lock("p"):
            order.append(number)
            await asyncio.sleep(0.001)

    await asyncio.gather(*map(go, range(20)))
    assert order == list(range(20))


async def test_nobody_waits_long_after_the_turn_before(workers: list[LockStore]) -> None:
    async def go(number: int) -> None:
        async with workers[number % 2].lock("p"):
            await asyncio.sleep(0.02)

    began = time.monotonic()
    await asyncio.gather(*map(go, range(5)))
    assert time.monotonic() - began < 1.0  # Rasa's own takes four seconds


async def test_people_do_not_wait_for_each_other(workers: list[LockStore]) -> None:
    async def go(number: int) -> None:
        async with workers[number % 2].lock(f"p{number}"):
            await asyncio.sleep(0.3)

    began = time.monotonic()
    await asyncio.gather(*map(go, range(20)))
    assert time.monotonic() - began < 2.0


async def test_a_turn_that_fails_or_is_cancelled_frees_the_lock(workers: list[LockStore]) -> None:
    with pytest.raises(KeyError):
        async with workers[0].lock("p"):
            raise KeyError

    async def hold() -> None:
        async with workers[0].lock("p"):
            await asyncio.sleep(60)

    async def wait() -> None:
        async with workers[1].lock("p"):
            await asyncio.sleep(60)

    holder = asyncio.get_running_loop().create_task(hold())
    await asyncio.sleep(0.1)
    waiter = asyncio.get_running_loop().create_task(wait())
    await asyncio.sleep(0.1)
    for task in (waiter, holder):
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    began = time.monotonic()
    async with workers[1].lock("p"):
        assert time.monotonic() - began < 0.5


async def test_who_waits_too_long_is_told(workers: list[LockStore]) -> None:
    async with workers[0].lock("p"):
        with pytest.raises(LockError, match="still being answered"):
            async with workers[1].lock("p", lock_lifetime=0.2):
                pass


async def test_a_long_turn_keeps_its_lock(redis: Server) -> None:
    here, there = _over(redis, lease=0.3), _over(redis, lease=0.3)
    async with here.lock("p"):
        await asyncio.sleep(1)
        with pytest.raises(LockError):
            async with there.lock("p", lock_lifetime=0.2):
                pass
    for locks in (here, there):
        await locks.close()


_HOLD = """
import asyncio, sys
from rasa.utils.endpoints import EndpointConfig
from stores.lock import ConversationLocks
async def main():
    async with ConversationLocks(EndpointConfig(url=sys.argv[1], lease=1)).lock("p"):
        print("held", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_a_killed_worker_stands_in_nobodys_way(redis: Server) -> None:
    url: str = redis.url  # type: ignore[attr-defined]
    other = subprocess.Popen([sys.executable, "-W", "ignore", "-c", _HOLD, url], stdout=subprocess.PIPE)
    assert other.stdout is not None and other.stdout.readline() == b"held\n"
    other.send_signal(signal.SIGKILL)
    other.wait()
    locks = _over(redis)
    began = time.monotonic()
    async with locks.lock("p"):
        assert time.monotonic() - began < 3
    await locks.close()


async def test_redis_restarted_between_turns(redis: Server) -> None:
    locks = _over(redis)
    await asyncio.gather(*(_pass(locks, f"p{i}") for i in range(8)))  # fills the pool with connections
    redis.stop()
    redis.start()
    await asyncio.gather(*(_pass(locks, f"p{i}") for i in range(8)))
    assert await locks.check()
    await locks.close()


async def test_redis_gone_fails_the_turn_and_comes_back(redis: Server) -> None:
    locks = _over(redis)
    async with locks.lock("p"):
        redis.stop(signal.SIGKILL)
    # The turn above was done: that its ticket could not be given back is nobody's trouble.
    began = time.monotonic()
    with pytest.raises(LockError, match="does not answer"):
        await _pass(locks, "p")
    assert time.monotonic() - began < 5
    assert not await locks.check()
    redis.start()
    await _pass(locks, "p")
    await locks.close()


async def _pass(locks: LockStore, sender: str) -> None:
    async with locks.lock(sender):
        await asyncio.sleep(0.01)


async def test_endpoints_name_them(tmp_path: object, redis: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    file = f"{tmp_path}/endpoints.yml"
    monkeypatch.setenv("GUIDE_REDIS_URL", redis.url)  # type: ignore[attr-defined]
    with open(file, "w") as out:
        out.write("lock_store:\n  type: stores.lock.ConversationLocks\n  url: ${GUIDE_REDIS_URL}\n")
    assert isinstance(LockStore.create(AvailableEndpoints.read_endpoints(file).lock_store), ConversationLocks)
    with open(file, "w") as out:
        out.write("lock_store: {type: stores.lock.LocalLocks}")
    assert isinstance(LockStore.create(AvailableEndpoints.read_endpoints(file).lock_store), LocalLocks)
    monkeypatch.setenv("SANIC_WORKERS", "2")
    with pytest.raises(ValueError, match="Redis"):
        LockStore.create(AvailableEndpoints.read_endpoints(file).lock_store)
    with pytest.raises(ValueError, match="url"):
        ConversationLocks(EndpointConfig())
