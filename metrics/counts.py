"""Counts turns by their replies' cards."""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

#: Where several processes of one bot keep what they count, so that each can answer for all.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
OTHER = "other"
#: REST clients may claim any channel, and each value would be a time series.
CHANNELS = frozenset({"web", "slack", "rest", "terminal", "cmdline"})
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

Card = Mapping[str, Any]


class Counts:
    """One process's counts. Adding a turn is arithmetic in memory: microseconds, no file, no network."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._turns = self._counter("guide_turns", "Messages taken, by channel and by how the turn ended.", "channel", "outcome")
        self._seconds = Histogram("guide_turn_seconds", "Seconds from a message to the end of its turn, waiting included.",
                                  ["channel"], buckets=_SECONDS, registry=self._own)
        self._red_flags = self._counter("guide_red_flags", "Alarms raised, by rule and level.", "rule", "level")
        self._suggestions = self._counter("guide_suggestions", "Suggestions made, by specialist and certainty.",
                                          "specialist", "certainty")
        self._fallbacks = self._counter("guide_fallbacks", "Messages that were not understood or out of scope.", "kind")
        self._refusals = self._counter("guide_refusals", "Requests declined, such as for a dose.", "kind")
        self._answers = self._counter("guide_answers", "Questions answered, by topic.", "topic")
        if not os.environ.get(FOLDER):
            ProcessCollector(registry=self._own)

    def _counter(self, name: str, documentation: str, *labels: str) -> Counter:
        return Counter(name, documentation, labels, registry=self._own)

    def add(self, channel: str | None, seconds: float, cards: Sequence[Card], failed: bool = False) -> None:
        """One turn that ended."""
        channel = channel if channel in CHANNELS else OTHER
        self._turns.labels(channel, "failed" if failed else "answered" if cards else "silent").inc()
        self._seconds.labels(channel).observe(seconds)
        for card in cards:
            self._add(card)

    def _add(self, card: Card) -> None:
        kind = card.get("card")
        if kind == "emergency":
            self._red_flags.labels(card["rule"], card["level"]).inc()
        elif kind == "recommendation":
            self._suggestions.labels(card["specialist"], card["certainty"]).inc()
        elif kind == "fallback":
            self._fallbacks.labels(card["kind"]).inc()
        elif kind == "refusal":
            self._refusals.labels(card["kind"]).inc()
        elif kind == "answer":
            self._answers.labels(card["topic"]).inc()

    def collector(self) -> Collector:
        """Gives the counts: this process's, or those of all where ``PROMETHEUS_MULTIPROC_DIR`` is set."""
        if not os.environ.get(FOLDER):
            return self._own
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return registry
