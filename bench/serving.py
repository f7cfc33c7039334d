"""Trains and serves a bot in processes of its own, and weighs them."""
from __future__ import annotations

import contextlib
import os
import pathlib
import resource
import subprocess
import time
import urllib.error
import uuid
from typing import Iterator, NamedTuple

import psutil

from bench.bots import Bot
from evaluation.served import ask, free_port, settings, stop

_LONGEST_START = 300.0
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SANIC_ACCESS_LOG": "false", "LOG_LEVEL": "ERROR",
          "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
_MEGABYTE = 1024 * 1024


class Training(NamedTuple):
    """How long a bot took to train, the most memory it held on the way, and the processor's seconds it used."""

    seconds: float
    peak_megabytes: float
    cpu_seconds: float = 0.0


class Serving(NamedTuple):
    """A bot that answers."""

    bot: Bot
    url: str
    process: psutil.Process
    first_answer: float
    first_answer_cpu: float = 0.0


def train(bot: Bot, models: pathlib.Path, log: pathlib.Path) -> Training:
    """Trains from nothing, start of Python included."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = 0.0
    with log.open("w") as noise:
        process = psutil.Popen(bot.train_command(models), cwd=bot.folder, env={**os.environ, **QUIET},
                               stdout=noise, stderr=noise)
        while process.poll() is None:
            peak = max(peak, memory(process))
            time.sleep(0.2)
    if process.returncode:
        raise RuntimeError(f"training {bot.title} failed; see {log}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Training(time.perf_counter() - started, peak, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@contextlib.contextmanager
def serve(bot: Bot, models: pathlib.Path, log: pathlib.Path) -> Iterator[Serving]:
    """Starts a bot and waits for its first answer; the time runs from the start of its process."""
    port = free_port()
    environment = {**os.environ, **QUIET, **settings(models.parent, port), "GUIDE_MODEL": str(next(models.glob("*.tar.gz")))}
    with log.open("w") as noise:
        started = time.perf_counter()
        process = subprocess.Popen(bot.serve_command(port, models), cwd=bot.folder, env=environment, text=True,
                                   stdout=noise, stderr=noise)
        try:
            url = f"http://127.0.0.1:{port}"
            first_answer(url, bot.talk[0], process, log)
            running = psutil.Process(process.pid)
            yield Serving(bot, url, running, time.perf_counter() - started, cpu(running))
        finally:
            stop(process)


def memory(process: psutil.Process) -> float:
    """Resident megabytes of a process and all that it started."""
    total = 0
    with contextlib.suppress(psutil.NoSuchProcess):
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total / _MEGABYTE


def cpu(process: psutil.Process) -> float:
    """The processor's seconds that a process has used so far; unlike time, it hardly depends on what else runs."""
    times = process.cpu_times()
    return float(times.user + times.system)


def first_answer(url: str, text: str, process: subprocess.Popen[str], log: pathlib.Path) -> None:
    """Waits until a message is answered."""
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended before it answered; see {log}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if ask(url, f"first-{uuid.uuid4().hex}", text):
                return
            raise RuntimeError(f"the bot answers nothing (is the model older than the code? train again); see {log}")
        time.sleep(0.05)
    raise RuntimeError(f"no answer within {_LONGEST_START:.0f} s; see {log}")
