"""The bots that are measured: this assistant, what ``rasa init`` writes, and the least that Rasa can be."""
from __future__ import annotations

import pathlib
import random
import sys
from dataclasses import dataclass

from evaluation.places import ROOT

_RASA = [sys.executable, "-W", "ignore", "-m", "rasa"]
_REST = "rest:\n"

# One person's way through each bot; a conversation starts over after the last line. What is said in the blanks differs from
# one conversation to the next, since a message that was heard before costs less.
_OUR_TALK = ("hi", "what does a physiatrist do for {trouble} after {n} {units}?", "and a pain specialist?",
             "my {part} has hurt for {n} {units} and I {verb} badly", "I want to {verb} again with my {part}", "not sure",
             "what is an EMG of the {part}, and does it take {n} minutes?", "who treats {trouble} in the {part}", "thank you", "bye")
_STOCK_TALK = ("hello", "I am very sad today", "no", "hi", "I am feeling great after {n} {units}", "are you a bot?", "good morning",
               "it was a terrible day for my {part}", "yes", "bye")
_BARE_TALK = ("hello",)
_BLANKS = {
    "part": ("lower back", "neck", "left knee", "right hip", "shoulder", "wrist", "foot", "elbow", "ankle", "thumb"),
    "trouble": ("sciatica", "a stroke", "arthritis", "whiplash", "a pinched nerve", "shingles pain", "tennis elbow", "a concussion"),
    "units": ("weeks", "months", "years"),
    "verb": ("walk", "sleep", "sit", "drive", "dance", "climb stairs", "lift my child", "work in the garden"),
}

_BARE_FILES = {
    "config.yml": """\
recipe: default.v1
assistant_id: bare
language: en
pipeline:
- name: KeywordIntentClassifier
policies:
- name: RulePolicy
""",
    "domain.yml": """\
version: "3.1"
intents: [greet]
responses:
  utter_greet:
  - text: "Hello!"
""",
    "data/nlu.yml": """\
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - hi
""",
    "data/rules.yml": """\
version: "3.1"
rules:
- rule: greet back
  steps:
  - intent: greet
  - action: utter_greet
""",
}


@dataclass(frozen=True)
class Bot:
    """How a bot is trained, served and talked to."""

    name: str
    title: str
    folder: pathlib.Path
    talk: tuple[str, ...]

    def conversation(self, number: int) -> list[str]:
        """What the person of that number says."""
        chosen = random.Random(number)
        blanks = {name: chosen.choice(words) for name, words in _BLANKS.items()}
        return [text.format(n=chosen.randint(2, 40), **blanks) for text in self.talk]

    @property
    def is_ours(self) -> bool:
        return self.name == "ours"

    def train_command(self, models: pathlib.Path) -> list[str]:
        """Trains everything anew into a folder; ours as ``make train`` does."""
        if self.is_ours:
            return [sys.executable, "-m", "setup.train_light", "--fixed-model-name", "guide", "--out", str(models)]
        return [*_RASA, "train", "--force", "--out", str(models)]

    def serve_command(self, port: int, models: pathlib.Path) -> list[str]:
        """Serves the REST channel on the loopback."""
        if self.is_ours:
            return [sys.executable, "-W", "ignore", "-m", "channels.serve"]
        return [*_RASA, "run", "--interface", "127.0.0.1", "--port", str(port), "--model", str(models),
                "--credentials", str(self.folder / "rest.yml")]


def ours(_: pathlib.Path) -> Bot:
    """This assistant, from the project's own folder."""
    return Bot("ours", "this assistant", ROOT, _OUR_TALK)


def stock(work: pathlib.Path) -> Bot:
    """The files of ``rasa init``, untouched but for the channel: default pipeline, DIET and TED."""
    from rasa.cli.scaffold import create_initial_project

    folder = work / "stock"
    folder.mkdir()
    create_initial_project(str(folder))
    (folder / "rest.yml").write_text(_REST)
    return Bot("stock", "stock rasa init", folder, _STOCK_TALK)


def bare(work: pathlib.Path) -> Bot:
    """Keywords for intents and one rule."""
    folder = work / "bare"
    for name, content in {**_BARE_FILES, "rest.yml": _REST}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return Bot("bare", "bare-bones Rasa", folder, _BARE_TALK)


MAKERS = {"ours": ours, "stock": stock, "bare": bare}
