"""Turns a second of one and of two workers, both on one PostgreSQL and one Redis, as ``deploy/`` runs them."""
from __future__ import annotations

import asyncio
import contextlib
import os
import pathlib
import secrets
import subprocess

import psutil

from bench import load
from bench.bots import Bot
from bench.serving import QUIET, Serving, first_answer
from evaluation.places import ROOT
from evaluation.served import free_port, stop
from tests.stores.servers import PostgreSQL, Redis

CLIENTS = 32


def compare(bot: Bot, model: pathlib.Path, work: pathlib.Path, seconds: float) -> dict[str, float]:
    """Turns a second with 32 clients: on one worker, on two, and how many times more that is."""
    credentials = work / "workers-credentials.yml"
    credentials.write_text("channels.rest.GuardedRest:\n")
    with contextlib.ExitStack() as stack:
        servers = PostgreSQL(), Redis()
        for server in servers:
            server.start()
            stack.callback(server.remove)
        environment = {**os.environ, **QUIET, "GUIDE_MODEL": str(model), "GUIDE_ENDPOINTS": str(ROOT / "deploy/endpoints.yml"),
                       "GUIDE_CREDENTIALS": str(credentials), "GUIDE_DATABASE_URL": servers[0].url,
                       "GUIDE_REDIS_URL": servers[1].url, "GUIDE_WEB_SECRETS": secrets.token_hex(16)}
        workers = [_start(bot, environment, work / f"worker-{number}.log", stack) for number in (1, 2)]
        for worker in workers:
            load.latency(worker, 10)
        one = load.throughput(workers[0], CLIENTS, seconds).turns_a_second
        two = sum(asyncio.run(_both(workers, seconds)))
    return {"one": one, "two": round(two, 2), "ratio": round(two / one, 2) if one else 0.0}


async def _both(workers: list[Serving], seconds: float) -> list[float]:
    done = await asyncio.gather(*(load.together(worker, CLIENTS // len(workers), seconds) for worker in workers))
    return [one.turns_a_second for one in done]


def _start(bot: Bot, environment: dict[str, str], log: pathlib.Path, stack: contextlib.ExitStack) -> Serving:
    port = free_port()
    with log.open("w") as noise:
        process = subprocess.Popen(bot.serve_command(port, log.parent), cwd=ROOT, text=True, stdout=noise, stderr=noise,
                                   env={**environment, "GUIDE_PORT": str(port)})
    stack.callback(stop, process)
    url = f"http://127.0.0.1:{port}"
    first_answer(url, bot.talk[0], process, log)
    return Serving(bot, url, psutil.Process(process.pid), 0.0)
