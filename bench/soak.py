"""``python -m bench.soak``: a thousand people talk to one served assistant, 20,000 turns, and nothing grows or is lost.

Every turn must be answered, every person's messages must be kept once and in order, and memory must stay flat after
a warm-up. Writes ``reports/soak.json`` and ``reports/soak.png``.
"""
from __future__ import annotations

import argparse
import asyncio
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from typing import NamedTuple

import aiohttp
import matplotlib
import psutil

from bench.serving import QUIET, first_answer, memory
from evaluation.places import REPORTS, ROOT
from evaluation.served import free_port, settings, stop

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402  (the backend is chosen first)

CLIENTS = 8
MOST_GROWTH_MEGABYTES = 40.0
_SAID = ("my lower back has hurt for two years", "I want to get back to work", "not sure", "what is an EMG?", "my knee too",
         "who treats sciatica", "skip", "lol", "is a referral needed first?", "thanks", "what does a physiatrist do?", "yes")


class Soaked(NamedTuple):
    """What a soak found: turns, failures, losses, and resident megabytes by turns so far."""

    turns: int
    failed: int
    lost_or_doubled: int
    a_second: float
    megabytes: list[tuple[int, float]]

    @property
    def growth(self) -> float:
        """Megabytes from the end of the warm-up, a fifth of the turns, to the end."""
        warm = [size for turns, size in self.megabytes if turns >= self.turns / 5]
        return round(warm[-1] - warm[0], 1) if warm else 0.0


def main() -> int:
    """Exit code 0 when nothing failed, was lost, or grew."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=20_000)
    given = parser.parse_args()
    REPORTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = soak(pathlib.Path(folder), given.people, given.turns)
    (REPORTS / "soak.json").write_text(json.dumps({**found._asdict(), "growth": found.growth}, indent=1) + "\n")
    _plot(found)
    print(f"{found.turns} turns of {given.people} people, {found.a_second:.1f} a second; failed: {found.failed}; lost or doubled: "
          f"{found.lost_or_doubled}; memory {found.megabytes[0][1]:.0f} to {found.megabytes[-1][1]:.0f} MB, "
          f"{found.growth:+.1f} MB after the warm-up")
    return int(bool(found.failed or found.lost_or_doubled or found.growth > MOST_GROWTH_MEGABYTES))


def soak(folder: pathlib.Path, people: int, turns: int) -> Soaked:
    """Serves the newest model with a database of its own and lets the people take turns."""
    port, log = free_port(), folder / "soak.log"
    with log.open("w") as noise:
        process = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "channels.serve"], cwd=ROOT, text=True, stdout=noise,
                                   stderr=noise, env={**os.environ, **QUIET, **settings(folder, port)})
    try:
        url = f"http://127.0.0.1:{port}"
        first_answer(url, "hi", process, log)
        failed, seconds, sizes = asyncio.run(_talk(url, people, turns, psutil.Process(process.pid)))
    finally:
        stop(process)
    return Soaked(turns, failed, _lost(next(folder.rglob("*.db")), people, turns), round(turns / seconds, 2), sizes)


def _text(turn: int, people: int) -> str:
    """What is said in a turn, all people in turn; the number tells it apart from the others of the same person."""
    return f"{_SAID[(turn // people + turn) % len(_SAID)]} ({turn // people + 1})"


async def _talk(url: str, people: int, turns: int, process: psutil.Process) -> tuple[int, float, list[tuple[int, float]]]:
    failed, done, sizes = 0, 0, [(0, memory(process))]
    every = max(turns // 40, 1)
    began = time.perf_counter()

    async def client(number: int, session: aiohttp.ClientSession) -> None:
        # Each client speaks for its own share of the people, so that each person's messages come in order.
        nonlocal failed, done
        for turn in range(turns):
            if turn % people % CLIENTS != number:
                continue
            said = {"sender": f"soak-{turn % people}", "message": _text(turn, people)}
            async with session.post(f"{url}/webhooks/rest/webhook", json=said) as response:
                failed += response.status != 200 or not await response.json()
            done += 1
            if done % every == 0:
                sizes.append((done, memory(process)))

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
        await asyncio.gather(*(client(number, session) for number in range(CLIENTS)))
    return failed, time.perf_counter() - began, sizes


def _lost(database: pathlib.Path, people: int, turns: int) -> int:
    """How many people's messages are not all there, once each and in order."""
    kept: dict[str, list[str]] = defaultdict(list)
    with sqlite3.connect(database) as connection:
        for sender, data in connection.execute("SELECT sender_id, data FROM events WHERE type_name = 'user' ORDER BY id"):
            kept[sender].append(json.loads(data)["text"])
    return sum(kept[f"soak-{person}"] != [_text(turn, people) for turn in range(person, turns, people)] for person in range(people))


def _plot(found: Soaked) -> None:
    figure, axes = pyplot.subplots(figsize=(8, 4))
    axes.plot(*zip(*found.megabytes), color="#0b6e4f")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("turns")
    axes.set_title("Resident memory, MB")
    figure.tight_layout()
    figure.savefig(REPORTS / "soak.png", dpi=110)
    pyplot.close(figure)


if __name__ == "__main__":
    sys.exit(main())
