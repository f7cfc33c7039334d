"""What is handed out of the counts.

A count of alarms or suggestions tells about people's health, and a small one may tell about
somebody. So these counts are rounded down to a multiple of the smallest cell: a count under it
is 0, and no step that anybody can watch stands for fewer messages. Counts of turns, their time
and their outcome are exact, for they tell only that somebody wrote.
"""
from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

#: Counts from 1 to 10 are not published: the rule of the US Medicare agency for its own figures.
SMALLEST_CELL = 11
EXACT = frozenset({"guide_turns", "guide_turn_seconds"})


class Shown(Collector):
    """The counts with small ones withheld."""

    def __init__(self, counts: Collector, smallest: int = SMALLEST_CELL) -> None:
        self._counts = counts
        self._smallest = max(1, smallest)

    def collect(self) -> Iterator[Metric]:
        for metric in self._counts.collect():
            if metric.name.startswith("guide_") and metric.name not in EXACT:
                yield self._in_steps(metric)
            else:
                yield metric

    def _in_steps(self, metric: Metric) -> Metric:
        shown = Metric(metric.name, metric.documentation, metric.type)
        for sample in metric.samples:
            # When a count began tells when its first message came.
            if not sample.name.endswith("_created"):
                shown.add_sample(sample.name, sample.labels, sample.value // self._smallest * self._smallest)
        return shown


def text(counts: Collector, smallest: int = SMALLEST_CELL) -> bytes:
    """The counts in Prometheus's text format."""
    return generate_latest(Shown(counts, smallest))  # type: ignore[arg-type]
