"""``python -m bench``: this assistant beside a stock and a bare-bones Rasa bot, in one run."""
from __future__ import annotations

import warnings

warnings.filterwarnings("ignore")

import argparse  # noqa: E402
import contextlib  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import pathlib  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from typing import NamedTuple  # noqa: E402

from bench import load, parsing, workers  # noqa: E402
from bench.bots import MAKERS, Bot  # noqa: E402
from bench.figures import Figures, plot, ratios, table  # noqa: E402
from bench.serving import Serving, cpu, memory, serve, train  # noqa: E402
from evaluation.places import REPORTS  # noqa: E402

CLIENTS = (1, 8, 32)


class Effort(NamedTuple):
    """How much is measured: rounds of turns for latency, seconds of load."""

    rounds: int
    turns: int
    seconds: float


QUICK, WHOLE = Effort(2, 25, 3.0), Effort(6, 50, 12.0)


def main() -> int:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few turns and seconds only: a look, not a measurement")
    parser.add_argument("--bots", default=",".join(MAKERS), help="which bots, with commas")
    parser.add_argument("--no-parsing", action="store_true", help="leave out the parse time beside a linear pipeline")
    parser.add_argument("--no-workers", action="store_true", help="leave out one and two workers on PostgreSQL and Redis")
    parser.add_argument("--work", type=pathlib.Path, help="keeps the bots, their models and logs here")
    options = parser.parse_args()
    REPORTS.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        work = options.work or pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        bots = {name: MAKERS[name](work) for name in options.bots.split(",")}
        effort = QUICK if options.quick else WHOLE
        measured = measure(bots, work, effort)
        trained = next((work / "models-ours").glob("*.tar.gz"), None)
        times = parsing.compare(work, trained) if trained and not options.no_parsing else {}
        workers_found = {}
        if trained and not options.no_workers:
            _say("One worker and two, on PostgreSQL and Redis ...")
            workers_found = workers.compare(bots["ours"], trained, work, effort.seconds)
    write(measured, times, workers_found)
    return 0


def measure(bots: dict[str, Bot], work: pathlib.Path, effort: Effort) -> dict[str, Figures]:
    """Trains each, serves all at once, and lets them answer by turns, so that none has a better hour than another."""
    measured = {name: Figures(name, bot.title) for name, bot in bots.items()}
    for name, bot in bots.items():
        _say(f"Training {bot.title} ...")
        measured[name].training = train(bot, work / f"models-{name}", work / f"train-{name}.log")
    with contextlib.ExitStack() as stack:
        serving: dict[str, Serving] = {}
        for name, bot in bots.items():
            _say(f"Starting {bot.title} ...")
            serving[name] = stack.enter_context(serve(bot, work / f"models-{name}", work / f"serve-{name}.log"))
            measured[name].first_answer = serving[name].first_answer
            measured[name].first_answer_cpu = serving[name].first_answer_cpu
            measured[name].memory_at_start = memory(serving[name].process)
        seconds: dict[str, list[float]] = {name: [] for name in bots}
        spent = dict.fromkeys(bots, 0.0)
        for one in serving.values():
            load.latency(one, 10)
        for number in range(effort.rounds):
            _say(f"Turns, round {number + 1} of {effort.rounds} ...")
            for name, one in serving.items():
                before = cpu(one.process)
                seconds[name] += load.latency(one, effort.turns)
                spent[name] += cpu(one.process) - before
        for name in serving:
            measured[name].turn_cpu = 1000 * spent[name] / max(len(seconds[name]), 1)
            measured[name].latency = load.summary(seconds[name])
        for clients in CLIENTS:
            _say(f"{clients} clients at once ...")
            for name, one in serving.items():
                measured[name].throughput.append(load.throughput(one, clients, effort.seconds))
        for name, one in serving.items():
            measured[name].memory_after_load = memory(one.process)
    return measured


def write(measured: dict[str, Figures], times: dict[str, float], two: dict[str, float]) -> None:
    """Prints the table and writes ``bench.json`` and ``bench.png``."""
    found = ratios(measured, times, two)
    lines = table(measured)
    if times:
        lines.append(f"parse p50, ms: ours {times['ours']:.2f}, bare linear pipeline {times['linear']:.2f}, "
                     f"encoder {times['encoder']:.2f}")
    if two:
        lines.append(f"turns a second, 32 clients, on PostgreSQL and Redis: one worker {two['one']:.1f}, two {two['two']:.1f}")
    print("\n".join([*lines, "", *map(str, found)]))
    plot(measured, REPORTS / "bench.png")
    figures = {"cores": os.cpu_count(), "load": os.getloadavg()[0],
               "bots": {name: one.as_json() for name, one in measured.items()},
               "parsing_ms": times, "workers": two, "ratios": {one.what: round(one.value, 3) for one in found}, "table": lines}
    (REPORTS / "bench.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(f"Written: {REPORTS / 'bench.json'} and {REPORTS / 'bench.png'}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
