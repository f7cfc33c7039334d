"""The sentences that intents are learnt from and tested on, and the folds they are dealt into."""
from __future__ import annotations

import pathlib
import re
from typing import Iterator, NamedTuple, Sequence

import numpy as np
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.model_selection import StratifiedKFold

from evaluation.places import EXAMPLES
from nlu.finding import plain
from nlu.knowledge_importer import KnowledgeImporter

FOLDS = 5
SEED = 42
_NOT_A_WORD = re.compile(r"[\W_]+")


class Example(NamedTuple):
    """A sentence and the intent it stands for."""

    text: str
    intent: str


class Fold(NamedTuple):
    """What is learnt from, and what is held out."""

    training: list[Example]
    held_out: list[Example]


def hand_written() -> list[Example]:
    """Every example of ``data/nlu``; of those that differ in case and punctuation only, the first."""
    return _distinct(load_data(str(EXAMPLES)).intent_examples)


def knowledge_derived() -> list[Example]:
    """What the knowledge adds to the training data. Only ever learnt from, never tested on."""
    return _distinct(KnowledgeImporter().get_nlu_data().intent_examples)


def folds(examples: Sequence[Example], derived: Sequence[Example]) -> Iterator[Fold]:
    """Five seeded folds, each intent spread evenly over them; nothing held out is also learnt from, not even typed differently."""
    dealer = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    intents = np.array([example.intent for example in examples])
    for training, held_out in dealer.split(intents, intents):
        hidden = {plain(examples[n].text).words for n in held_out}
        yield Fold(training=[one for one in (*(examples[n] for n in training), *derived) if plain(one.text).words not in hidden],
                   held_out=[examples[n] for n in held_out])


def bare(text: str) -> str:
    """A text without case and punctuation, to tell whether two are the same.

    >>> bare("What's an EMG?") == bare("what s an emg")
    True
    """
    return _NOT_A_WORD.sub(" ", text.lower()).strip()


def _distinct(messages: Sequence[Message]) -> list[Example]:
    kept: dict[str, Example] = {}
    for message in messages:
        kept.setdefault(bare(message.get(TEXT)) or message.get(TEXT), Example(message.get(TEXT), message.get(INTENT)))
    return list(kept.values())


def write(examples: Sequence[Example], file: pathlib.Path) -> None:
    """Examples as a file of Rasa's own training data."""
    messages = [Message.build(text=" ".join(example.text.split()), intent=example.intent) for example in examples]
    file.write_text(TrainingData(messages).nlu_as_yaml(), encoding="utf-8")
