"""Parse time of a message: this pipeline, and a bare linear pipeline beside the encoder.

``python -m bench.parsing MODEL`` prints the milliseconds a message as JSON; each model is measured in a process of its own.
"""
from __future__ import annotations

import os

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import asyncio  # noqa: E402
import json  # noqa: E402
import pathlib  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402

from bench.load import summary  # noqa: E402
from evaluation.places import ROOT  # noqa: E402

_EACH_INTENT = 20
_LINEAR = """\
recipe: default.v1
assistant_id: linear
language: en
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: LogisticRegressionClassifier
policies: []
"""


def compare(work: pathlib.Path, model: pathlib.Path) -> dict[str, float]:
    """Milliseconds a message (p50): ours, the bare linear pipeline, the encoder; and ours against their sum."""
    linear = _train_linear(work)
    times = {"ours": _apart(model), "linear": _apart(linear), "encoder": _apart(None)}
    return {**times, "ratio": round(times["ours"] / (times["linear"] + times["encoder"]), 2)}


def messages() -> list[str]:
    """Own sentences, no two alike, so that nothing is remembered from one to the next."""
    from evaluation.concepts import sentences

    return [sentence.text for sentence in sentences()]


def parse_time(model: pathlib.Path) -> float:
    """The median milliseconds of parsing a message with a trained model."""
    from rasa.core.agent import load_agent

    from channels.quiet import keep_quiet

    keep_quiet()
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(model_path=str(model)))
    for text in ("hello there", "good morning to you"):
        loop.run_until_complete(agent.parse_message(text))
    seconds = []
    for text in messages():
        started = time.perf_counter()
        loop.run_until_complete(agent.parse_message(text))
        seconds.append(time.perf_counter() - started)
    return summary(seconds).p50


def encoder_time() -> float:
    """The median milliseconds of encoding a message, at the precision of ``config.yml``."""
    from evaluation.intents import configured
    from nlu.encoder import Encoder
    from nlu.intent_classifier import IntentClassifier

    encoder = Encoder.shared({**IntentClassifier.get_default_config(), **configured()}["precision"])
    encoder(["hello there"])
    seconds = []
    for text in messages():
        started = time.perf_counter()
        encoder([text])
        seconds.append(time.perf_counter() - started)
    return summary(seconds).p50


def _apart(model: pathlib.Path | None) -> float:
    command = [sys.executable, "-W", "ignore", "-m", "bench.parsing", *([str(model)] if model else [])]
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return float(json.loads(done.stdout.splitlines()[-1]))


def _train_linear(work: pathlib.Path) -> pathlib.Path:
    """A linear model over words and letters, trained on a sample: parse time hardly depends on how many examples."""
    from evaluation.examples import Example, hand_written, write

    folder = work / "linear"
    folder.mkdir(exist_ok=True)
    chosen = np.random.default_rng(42)
    examples = hand_written()
    kept = [example for intent in sorted({one.intent for one in examples})
            for example in chosen.permutation([one for one in examples if one.intent == intent])[:_EACH_INTENT].tolist()]
    write([Example(*row) for row in kept], folder / "nlu.yml")
    (folder / "config.yml").write_text(_LINEAR)
    log = work / "linear.log"
    with log.open("w") as noise:
        command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "nlu", "--config", "config.yml", "--nlu", "nlu.yml",
                   "--out", "models", "--fixed-model-name", "linear"]
        subprocess.run(command, cwd=folder, check=True, stdout=noise, stderr=noise)
    return folder / "models" / "linear.tar.gz"


if __name__ == "__main__":
    print(json.dumps(parse_time(pathlib.Path(sys.argv[1])) if len(sys.argv) > 1 else encoder_time()))
