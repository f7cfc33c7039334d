"""What a run measured: the table, the ratios against the aims, and the plots."""
from __future__ import annotations

import pathlib
from dataclasses import asdict, dataclass, field
from typing import Any

import matplotlib

from bench.load import Latency, Throughput
from bench.serving import Training

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402  (the backend is chosen first)

_COLOURS = {"ours": "#0b6e4f", "stock": "#b23a48", "bare": "#5b6b7b"}


@dataclass
class Figures:
    """Everything measured of one bot."""

    name: str
    title: str
    training: Training | None = None
    first_answer: float = 0.0
    memory_at_start: float = 0.0
    memory_after_load: float = 0.0
    latency: Latency | None = None
    throughput: list[Throughput] = field(default_factory=list)
    first_answer_cpu: float = 0.0
    turn_cpu: float = 0.0

    def as_json(self) -> dict[str, Any]:
        figures = asdict(self)
        figures["training"] = self.training._asdict() if self.training else None
        figures["latency"] = self.latency._asdict() if self.latency else None
        figures["throughput"] = [one._asdict() for one in self.throughput]
        return figures

    def rate(self, clients: int) -> float:
        """Turns a second with so many clients."""
        return next((one.turns_a_second for one in self.throughput if one.clients == clients), 0.0)


@dataclass(frozen=True)
class Ratio:
    """Our figure against another bot's, and the aim."""

    what: str
    value: float
    aim: float
    at_most: bool = True

    @property
    def holds(self) -> bool:
        return self.value <= self.aim if self.at_most else self.value >= self.aim

    def __str__(self) -> str:
        sign = "at most" if self.at_most else "at least"
        return f"{self.what:44s} {self.value:6.2f}   aim: {sign} {self.aim:g}   {'met' if self.holds else 'NOT met'}"


def ratios(bots: dict[str, Figures], parsing: dict[str, float], workers: dict[str, float] | None = None) -> list[Ratio]:
    """Ours against the others, as far as they were measured."""
    found = []
    us, stock, bare = (bots.get(name) for name in ("ours", "stock", "bare"))
    if us and stock and us.latency and stock.latency:
        found += [Ratio("turn p50, of stock's", us.latency.p50 / stock.latency.p50, 0.5),
                  Ratio("start to first answer, of stock's", us.first_answer / stock.first_answer, 0.5),
                  Ratio("resident memory, of stock's", us.memory_after_load / stock.memory_after_load, 0.75)]
        if stock.rate(32):
            found.append(Ratio("turns a second at 32 clients, of stock's", us.rate(32) / stock.rate(32), 2.5, at_most=False))
        if us.training and stock.training:
            found.append(Ratio("training, of stock's", us.training.seconds / stock.training.seconds, 0.5))
    if us and bare and us.latency and bare.latency:
        found.append(Ratio("turn p50, of the bare-bones bot's", us.latency.p50 / bare.latency.p50, 2.0))
    if parsing:
        found.append(Ratio("parse, of a bare linear pipeline + encoder", parsing["ratio"], 1.5))
    if workers:
        found.append(Ratio("two workers, of one", workers["ratio"], 1.7, at_most=False))
    return found


def table(bots: dict[str, Figures]) -> list[str]:
    """One line a figure, one column a bot."""
    rows: list[tuple[str, list[str]]] = []
    all_bots = list(bots.values())
    for key in ("p50", "p95", "p99"):
        rows.append((f"turn {key}, ms", [f"{getattr(b.latency, key):.1f}" if b.latency else "-" for b in all_bots]))
    rows.append(("turn, processor's ms", [f"{b.turn_cpu:.1f}" for b in all_bots]))
    for clients in sorted({one.clients for b in all_bots for one in b.throughput}):
        rows.append((f"turns a second, {clients} clients", [f"{b.rate(clients):.1f}" for b in all_bots]))
    rows += [("failed turns", [str(sum(one.failed for one in b.throughput)) for b in all_bots]),
             ("start to first answer, s", [f"{b.first_answer:.1f}" for b in all_bots]),
             ("start, processor's s", [f"{b.first_answer_cpu:.1f}" for b in all_bots]),
             ("resident at start, MB", [f"{b.memory_at_start:.0f}" for b in all_bots]),
             ("resident after load, MB", [f"{b.memory_after_load:.0f}" for b in all_bots]),
             ("training, s", [f"{b.training.seconds:.1f}" if b.training else "-" for b in all_bots]),
             ("training, processor's s", [f"{b.training.cpu_seconds:.1f}" if b.training else "-" for b in all_bots]),
             ("training peak, MB", [f"{b.training.peak_megabytes:.0f}" if b.training else "-" for b in all_bots])]
    head = f"{'':28s}" + "".join(f"{b.title:>18s}" for b in all_bots)
    return [head, *(f"{name:28s}" + "".join(f"{cell:>18s}" for cell in cells) for name, cells in rows)]


def plot(bots: dict[str, Figures], file: pathlib.Path) -> None:
    """Latency, throughput, and the three weights, side by side."""
    figure, ((turn, rate), (start, weight)) = pyplot.subplots(2, 2, figsize=(12, 8))
    names = list(bots)
    for offset, (name, bot) in enumerate(bots.items()):
        if bot.latency:
            turn.bar([n + 0.25 * offset for n in range(3)], bot.latency[:3], 0.25, label=bot.title, color=_COLOURS[name])
        rate.plot([one.clients for one in bot.throughput], [one.turns_a_second for one in bot.throughput], marker="o",
                  label=bot.title, color=_COLOURS[name])
    turn.set_xticks([n + 0.25 for n in range(3)], ["p50", "p95", "p99"])
    turn.set_title("Turn over REST, ms")
    rate.set_title("Turns a second by clients at once")
    rate.set_xscale("log", base=2)
    clients = sorted({one.clients for bot in bots.values() for one in bot.throughput})
    rate.set_xticks(clients, [str(number) for number in clients])
    seconds = [("start", [b.first_answer for b in bots.values()]),
               ("training", [b.training.seconds if b.training else 0.0 for b in bots.values()])]
    for offset, (label, values) in enumerate(seconds):
        start.bar([n + 0.4 * offset for n in range(len(names))], values, 0.4, label=label)
    start.set_xticks([n + 0.2 for n in range(len(names))], [b.title for b in bots.values()])
    start.set_title("Start to first answer, and training, s")
    weight.bar([b.title for b in bots.values()], [b.memory_after_load for b in bots.values()], color=[_COLOURS[n] for n in names])
    weight.set_title("Resident memory after load, MB")
    for axes in (turn, rate, start):
        axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    pyplot.close(figure)
