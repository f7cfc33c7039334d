"""Intents, cross-validated: every hand-written example is judged by a model that never saw it."""
from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass
from typing import Any, Iterator, Sequence
from unittest import mock

import numpy as np
from sklearn.metrics import f1_score

import nlu.intent_classifier
from channels.agent import ROOT
from evaluation.examples import Example, folds
from evaluation.rates import Rate
from evaluation.rejection import OUT_OF_SCOPE, Rejection, rejection
from nlu.encoder import Encoder
from nlu.intent_classifier import IntentClassifier

_COMPONENT = "nlu.intent_classifier.IntentClassifier"


@dataclass(frozen=True)
class Judged:
    """One held-out example with the probabilities it was given, likeliest first, and how likely it is ours at all."""

    text: str
    intent: str
    probabilities: dict[str, float]
    ours: float

    @property
    def guess(self) -> str:
        return next(iter(self.probabilities))

    @property
    def confidence(self) -> float:
        return self.probabilities[self.guess]

    @property
    def is_right(self) -> bool:
        return self.guess == self.intent


def cross_validated(examples: Sequence[Example], derived: Sequence[Example]) -> list[Judged]:
    """Every example, judged by the classifier of ``config.yml`` trained on the other folds."""
    judged = []
    with remembering([one.text for one in (*examples, *derived)]):
        for fold in folds(examples, derived):
            model = trained(fold.training)
            scores = model.scores([nlu.intent_classifier.plain(one.text) for one in fold.held_out])
            judged += [Judged(one.text, one.intent, row, 1.0 - outside) for one, (row, outside) in zip(fold.held_out, scores)]
    return judged


def trained(training: Sequence[Example], **changes: Any) -> IntentClassifier:
    """The classifier of ``config.yml``, with ``changes`` to its options, trained on these examples."""
    options = {**IntentClassifier.get_default_config(), **configured(), **changes}
    model = IntentClassifier(options, storage=None, resource=None)  # type: ignore[arg-type]
    model.fit([one.text for one in training], [one.intent for one in training])
    return model


def configured() -> dict[str, Any]:
    """The options of the classifier in ``config.yml``."""
    from rasa.shared.utils.io import read_yaml_file

    pipeline = read_yaml_file(ROOT / "config.yml")["pipeline"]
    return next({key: value for key, value in entry.items() if key != "name"}
                for entry in pipeline if entry["name"] == _COMPONENT)


@contextlib.contextmanager
def remembering(texts: Sequence[str]) -> Iterator[None]:
    """Reads and encodes each text once for all folds; both depend on the text alone."""
    read = functools.lru_cache(maxsize=None)(nlu.intent_classifier.plain)

    @functools.cache
    def known(precision: str) -> dict[str, np.ndarray]:
        words = sorted({read(text).words for text in texts})
        return dict(zip(words, whole(precision)(words)))

    def shared(precision: str = "int8") -> Any:
        def encode(sentences: Sequence[str]) -> np.ndarray:
            vectors = known(precision)
            return np.stack([vectors[s] if s in vectors else whole(precision)([s])[0] for s in sentences])
        return encode

    whole = Encoder.shared
    with mock.patch.object(Encoder, "shared", shared), mock.patch.object(nlu.intent_classifier, "plain", read):
        yield


def accuracy(judged: Sequence[Judged]) -> Rate:
    """How often the likeliest intent is the right one."""
    return Rate.among(one.is_right for one in judged)


def macro_f1(judged: Sequence[Judged]) -> float:
    """F1, each intent counting alike."""
    return float(f1_score([one.intent for one in judged], [one.guess for one in judged], average="macro"))


def scope(judged: Sequence[Judged]) -> Rejection:
    """The intent ``out_of_scope`` against all others."""
    ours = [one for one in judged if one.intent != OUT_OF_SCOPE]
    others = [one for one in judged if one.intent == OUT_OF_SCOPE]
    return rejection([one.ours for one in ours], [one.is_right for one in ours], [one.ours for one in others])


def by_intent(judged: Sequence[Judged]) -> dict[str, Rate]:
    """Recall of each intent, worst first."""
    names = sorted({one.intent for one in judged})
    rates = {name: accuracy([one for one in judged if one.intent == name]) for name in names}
    return dict(sorted(rates.items(), key=lambda item: item[1].value))
