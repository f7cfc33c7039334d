"""Trains and serves a bot in processes of its own, and weighs them."""
from __future__ import annotations

import contextlib
import os
import pathlib
import subprocess
import time
import urllib.error
import uuid
from typing import Iterator, NamedTuple

import psutil

from bench.bots import Bot
from evaluation.served import ask, free_port, settings, stop

_LONGEST_START = 300.0
_QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SANIC_ACCESS_LOG": "false", "LOG_LEVEL": "ERROR",
          "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
_MEGABYTE = 1024 * 1024


class Training(NamedTuple):
    """How long a bot took to train, and the most memory it held on the way."""

    seconds: float
    peak_megabytes: float


class Serving(NamedTuple):
    """A bot that answers."""

    bot: Bot
    url: str
    process: psutil.Process
    first_answer: float


def train(bot: Bot, models: pathlib.Path, log: pathlib.Path) -> Training:
    """Trains from nothing, start of Python included."""
    started = time.perf_counter()
    peak = 0.0
    with log.open("w") as noise:
        process = psutil.Popen(bot.train_command(models), cwd=bot.folder, env={**os.environ, **_QUIET},
                               stdout=noise, stderr=noise)
        while process.poll() is None:
            peak = max(peak, memory(process))
            time.sleep(0.2)
    if process.returncode:
        raise RuntimeError(f"training {bot.title} failed; see {log}")
    return Training(time.perf_counter() - started, peak)


@contextlib.contextmanager
def serve(bot: Bot, models: pathlib.Path, log: pathlib.Path) -> Iterator[Serving]:
    """Starts a bot and waits for its first answer; the time runs from the start of its process."""
    port = free_port()
    environment = {**os.environ, **_QUIET, **settings(models.parent, port), "GUIDE_MODEL": str(next(models.glob("*.tar.gz")))}
    with log.open("w") as noise:
        started = time.perf_counter()
        process = subprocess.Popen(bot.serve_command(port, models), cwd=bot.folder, env=environment, text=True,
                                   stdout=noise, stderr=noise)
        try:
            url = f"http://127.0.0.1:{port}"
            _first_answer(url, bot.talk[0], process, log)
            yield Serving(bot, url, psutil.Process(process.pid), time.perf_counter() - started)
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


def _first_answer(url: str, text: str, process: subprocess.Popen[str], log: pathlib.Path) -> None:
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
