"""Talks to a served bot: one person at a time for latency, many at once for throughput."""
from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from typing import NamedTuple

import aiohttp
import numpy as np

from bench.serving import Serving

_numbers = itertools.count()  # no two conversations of a run are the same, whoever holds them


class Latency(NamedTuple):
    """Milliseconds a turn."""

    p50: float
    p95: float
    p99: float
    turns: int


class Throughput(NamedTuple):
    """Turns a second with so many clients at once, the slowest twentieth's milliseconds, and what failed."""

    clients: int
    turns_a_second: float
    p95: float
    failed: int


def summary(seconds: list[float]) -> Latency:
    """
    >>> summary([0.010, 0.020, 0.030]).p50
    20.0
    """
    p50, p95, p99 = (round(1000 * float(value), 2) for value in np.percentile(seconds, (50, 95, 99)))
    return Latency(p50, p95, p99, len(seconds))


def latency(serving: Serving, turns: int) -> list[float]:
    """Seconds of each turn of whole conversations, one after another over one connection."""
    return asyncio.run(_alone(serving, turns))


def throughput(serving: Serving, clients: int, seconds: float) -> Throughput:
    """Clients that talk without a pause, each in conversations of its own."""
    return asyncio.run(together(serving, clients, seconds))


async def _alone(serving: Serving, turns: int) -> list[float]:
    async with aiohttp.ClientSession() as session:
        talk = _conversations(serving)
        return [(await _turn(session, serving, *next(talk)))[0] for _ in range(turns)]


async def together(serving: Serving, clients: int, seconds: float) -> Throughput:
    """The same, in a loop that runs already."""
    took: list[float] = []
    failed = 0
    until = time.perf_counter() + seconds

    async def client(session: aiohttp.ClientSession) -> None:
        nonlocal failed
        for sender, text in _conversations(serving):
            if time.perf_counter() >= until:
                return
            spent, answered = await _turn(session, serving, sender, text)
            if answered:
                took.append(spent)
            else:
                failed += 1

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        started = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(clients)))
        spent = time.perf_counter() - started
    return Throughput(clients, round(len(took) / spent, 2), summary(took).p95 if took else 0.0, failed)


def _conversations(serving: Serving) -> "itertools.chain[tuple[str, str]]":
    """Sender and text of turn after turn, a new sender each time the talk starts over."""
    def one(number: int) -> list[tuple[str, str]]:
        sender = f"bench-{uuid.uuid4().hex}"
        return [(sender, text) for text in serving.bot.conversation(number)]

    return itertools.chain.from_iterable(one(next(_numbers)) for _ in itertools.count())


async def _turn(session: aiohttp.ClientSession, serving: Serving, sender: str, text: str) -> tuple[float, bool]:
    started = time.perf_counter()
    try:
        async with session.post(f"{serving.url}/webhooks/rest/webhook", json={"sender": sender, "message": text}) as response:
            answer = await response.json()
        return time.perf_counter() - started, response.status == 200 and bool(answer)
    except aiohttp.ClientError:
        return time.perf_counter() - started, False
