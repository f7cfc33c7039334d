"""Each event once: in one process, and across workers through a real Redis."""
from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess

import pytest

from channels.slack.duplicates import SeenHere, SeenInRedis, seen
from tests.channels.slack.script import ScriptedBot
from tests.channels.slack.workspace import Person, Server, clinic

pytestmark = pytest.mark.asyncio


@pytest.fixture(scope="module")
def redis_url():
    """A Redis server of the tests' own."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail("needs Debian's redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
                              stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        subprocess.run(["sleep", "0.05"], check=True)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


async def test_a_key_is_first_once_and_again_when_it_has_expired():
    memory = SeenHere(seconds=0.4)
    assert await memory.first("a")
    assert not await memory.first("a")
    assert await memory.first("b")
    await asyncio.sleep(0.45)
    assert await memory.first("a")


async def test_the_memory_is_bounded():
    memory = SeenHere(size=3)
    for key in "abcd":
        await memory.first(key)
    assert len(memory._until) == 3
    assert not await memory.first("d")


async def test_workers_agree_through_redis(redis_url):
    one, two = seen(redis_url), seen(redis_url)
    results = await asyncio.gather(*(worker.first("same") for worker in (one, two) for _ in range(5)))
    assert sum(results) == 1
    (key,) = await two._redis.keys("guide:slack:seen:*")
    assert await two._redis.ttl(key) > 3000, "and forget in time"
    assert b"same" not in key, "a key names a person; what stands in Redis does not"
    await one.close()
    await two.close()


async def test_two_servers_answer_one_event_once(redis_url):
    async with clinic(redis_url=redis_url) as (slack, person, bot):
        second = ScriptedBot()
        server = Server(slack, second, redis_url=redis_url)
        await server.start()
        there = Person(slack, server)
        event = person.dm_event("who does EMGs?")
        await asyncio.gather(person.event(event, event_id="EvRedis"), there.event(event, event_id="EvRedis", retry=1))
        assert len(bot.turns) + len(second.turns) == 1
        await there.http.close()
        await server.stop()


async def test_without_redis_at_hand_nothing_is_dropped():
    memory = SeenInRedis("redis://127.0.0.1:1/0")
    assert await memory.first("a")
    assert not await memory.first("a"), "recognised within this worker"
    await memory.close()
