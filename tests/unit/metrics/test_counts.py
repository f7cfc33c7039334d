"""What is counted, what is withheld, and that counting costs and breaks nothing."""
from __future__ import annotations

import asyncio
import json
import os
import pathlib
import re
import subprocess
import sys
import time
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.metrics import Metrics
from metrics.counts import Counts
from metrics.shown import EXACT, text

MONITORING = pathlib.Path("deploy/monitoring")
EMERGENCY = {"card": "emergency", "rule": "stroke", "level": "now", "call": "911"}
EVERY_CARD = [EMERGENCY, {"card": "recommendation", "specialist": "physiatrist", "certainty": "clear"},
              {"card": "fallback", "kind": "not_understood"}, {"card": "refusal", "kind": "dosing"},
              {"card": "answer", "topic": "training"}, {"card": "smalltalk", "kind": "greet"}, {}]


def samples(shown: bytes) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(shown.decode())
    return {(s.name, *sorted(s.labels.values())): s.value for family in families for s in family.samples}


@pytest.mark.parametrize("times, shown", [(0, None), (1, 0), (10, 0), (11, 11), (21, 11), (22, 22)])
def test_small_counts_are_withheld(times: int, shown: float | None) -> None:
    counts = Counts()
    for _ in range(times):
        counts.add("web", 0.1, [EMERGENCY])
    told = samples(text(counts.collector()))
    assert told.get(("guide_red_flags_total", "now", "stroke")) == shown
    assert told.get(("guide_turns_total", "answered", "web")) == (times or None)
    assert not [name for name in told if name[0].endswith("_created") and name[0].removesuffix("_created") not in EXACT]


def test_a_channel_that_a_client_made_up_is_no_series_of_its_own() -> None:
    counts = Counts()
    for channel in ("x" * 999, 'web"} 1\n', None):
        counts.add(channel, 0.1, [])
    assert samples(text(counts.collector()))[("guide_turns_total", "other", "silent")] == 3


class _Output(CollectingOutputChannel):
    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(message)


def test_a_turn_goes_its_way_whatever_happens_to_the_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = Metrics("t" * 32)
    monkeypatch.setattr(channel.counts, "add", lambda *_: 1 / 0)

    async def handle(message: UserMessage) -> str:
        await message.output_channel.send_response("p", {"text": "a", "custom": EMERGENCY})  # type: ignore[union-attr]
        return "as it was"

    output = _Output()
    answer = asyncio.run(channel.watching(handle)(UserMessage("hello", output, "p", input_channel="web")))
    assert answer == "as it was" and len(output.messages) == 1 and isinstance(output, CollectingOutputChannel)


def test_counting_a_turn_takes_less_than_a_tenth_of_a_millisecond_or_so() -> None:
    counts = Counts()
    began = time.process_time()
    for _ in range(1_000):
        counts.add("web", 0.1, EVERY_CARD)
    assert time.process_time() - began < 0.5


def test_several_processes_answer_as_one(tmp_path: pathlib.Path) -> None:
    """Each worker writes its counts where the others can read them, and whoever is asked adds them up."""
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    add = "from metrics.counts import Counts; c = Counts(); [c.add('web', .1, [{'card': 'fallback', 'kind': 'out_of_scope'}]) for _ in range(6)]"
    ask = add + "; from metrics.shown import text; import sys; sys.stdout.buffer.write(text(c.collector()))"
    subprocess.run([sys.executable, "-c", add], check=True, env=environment)
    told = samples(subprocess.run([sys.executable, "-c", ask], check=True, env=environment, capture_output=True).stdout)
    assert told["guide_turns_total", "answered", "web"] == 12
    assert told["guide_fallbacks_total", "out_of_scope"] == 11


def test_the_dashboard_and_the_alerts_ask_for_what_there_is() -> None:
    counts = Counts()
    counts.add("web", 0.1, EVERY_CARD)
    there = {sample.name for family in counts.collector().collect() for sample in family.samples}
    dashboard = json.loads((MONITORING / "grafana.json").read_text())
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())]
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"][0]["rules"]
    asked += [rule["expr"] for rule in rules]
    names = [name for one in asked for name in re.findall(r"\b(?:guide|process)_\w+", one)]
    assert len(names) >= 10 and set(names) <= there
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids)) and all(panel["title"] and panel["gridPos"]["w"] <= 24 for panel in dashboard["panels"])
    (scrape,) = yaml.safe_load((MONITORING / "prometheus.yml").read_text())["scrape_configs"]
    assert scrape["metrics_path"] == "/metrics" and scrape["authorization"]["credentials_file"]
