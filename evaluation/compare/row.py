"""Trains and measures one pipeline in a process of its own: ``python -m evaluation.compare.row NAME EPOCHS FOLDER``."""
from __future__ import annotations

import os

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import asyncio  # noqa: E402
import json  # noqa: E402
import pathlib  # noqa: E402
import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any, Callable  # noqa: E402

import numpy as np  # noqa: E402
from rasa.core.agent import Agent, load_agent  # noqa: E402
from rasa.model_training import train_nlu  # noqa: E402
from rasa.shared.utils.io import read_json_file, write_yaml  # noqa: E402

from channels.quiet import keep_quiet  # noqa: E402
from evaluation import intents  # noqa: E402
from evaluation.compare.pipelines import Row, rows  # noqa: E402
from evaluation.intents import Judged  # noqa: E402
from evaluation.rejection import belonging  # noqa: E402
from nlu.finding import plain
from nlu.intent_classifier import IntentClassifier  # noqa: E402

TRAINING, HELD_OUT = "training.yml", "held_out.json"


def measure(row: Row, name: str, folder: pathlib.Path) -> dict[str, Any]:
    """Trains on the folder's examples, parses the held-out ones message by message.

    Times are the processor's, so that a busy machine measures the same as an idle one.
    """
    config = folder / f"{name}.yml"
    write_yaml({"recipe": "default.v1", "assistant_id": name, "language": "en", "pipeline": row.pipeline, "policies": []}, config)
    started = time.process_time()
    model = train_nlu(str(config), str(folder / TRAINING), str(folder / "models"), fixed_model_name=name)
    seconds = time.process_time() - started
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(model_path=model))
    loop.run_until_complete(agent.parse_message("hello there"))
    gate = scope_gate(agent)
    judged, took = [], []
    for text, intent in read_json_file(folder / HELD_OUT):
        started = time.process_time()
        parsed = loop.run_until_complete(agent.parse_message(text))
        took.append(time.process_time() - started)
        ranking = {one["name"]: one["confidence"] for one in parsed["intent_ranking"]}
        ranking = ranking or {parsed["intent"]["name"]: 1.0}
        judged.append(Judged(text, intent, ranking, gate(text) if gate else belonging(ranking)))
    scope = intents.scope(judged)
    return {"title": row.title, "accuracy": intents.accuracy(judged).as_json(), "macro_f1": round(intents.macro_f1(judged), 4),
            "auc": round(scope.auc, 4), "kept": round(scope.kept, 4), "training_seconds": round(seconds, 1),
            "milliseconds": round(1000 * float(np.median(took)), 2),
            "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def scope_gate(agent: Agent) -> Callable[[str], float] | None:
    """How likely a text is ours by the component that decides it, where the pipeline has one."""
    for node in agent.processor.graph_runner._instantiated_nodes.values():
        if isinstance(node._component, IntentClassifier):
            classifier = node._component
            return lambda text: 1.0 - classifier.scores([plain(text)])[0][1]
    return None


if __name__ == "__main__":
    keep_quiet()
    print(json.dumps(measure(rows(int(sys.argv[2]))[sys.argv[1]], sys.argv[1], pathlib.Path(sys.argv[3]))))
