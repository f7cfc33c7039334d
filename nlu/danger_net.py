"""A net below the red-flag rules: a message that means nearly the same as a known danger, in words no rule holds.

It can only add: the rules have spoken before it, and it is asked only where they were silent. What it knows are the
phrasings of ``data/phrasings``, those that must alarm and those that must not, and the harmless training examples.
"""
from __future__ import annotations

import pathlib
import random
from typing import Any, NamedTuple, Sequence

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from guide.red_flags import RedFlagWatch, default_watch
from nlu.encoder import Encoder
from nlu.finding import plain
from nlu.tables import nearest

NEAR_DANGER = "near_danger"
PHRASINGS = pathlib.Path(__file__).resolve().parents[1] / "data" / "phrasings"
_NEAREST, _SENTENCES, _FEWEST_WORDS = 2, 8, 4
# Like a danger in general is not like one rule: its own phrasings must be near, too.
_NEAR_ENOUGH_TO_ASK, _NEAR_ENOUGH_TO_ALARM = 0.45, 0.5
_CLOSENESS_COUNTS = 10.0  # how much closeness counts beside the linear model's margin


class Known(NamedTuple):
    """What the net compares with: dangers and harmless sentences as vectors, the rule of each danger, a linear model.

    In all dimensions: in a third of them it finds a third fewer dangers.
    """

    rules: np.ndarray
    dangers: np.ndarray
    harmless: np.ndarray
    weights: np.ndarray
    limits: np.ndarray

    def score(self, vectors: np.ndarray) -> np.ndarray:
        """How much each sentence is like a danger and unlike the harmless; about 0 is the middle."""
        return _score(vectors, self.dangers, self.harmless, self.weights)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerNet(GraphComponent, EntityExtractorMixin):
    """Sets ``near_danger``: the rule whose phrasings are nearest, and whether it is near enough to alarm."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``asks_on`` and ``alarms_on``: the shares of harmless held-out sentences on which it asks and alarms.

        ``alarms``: the rules it may alarm for; any other is only asked about.
        """
        return {"precision": "int8", "asks_on": 0.0075, "alarms_on": 0.001, "examples": 1200, "folds": 5, "random_seed": 42,
                "alarms": []}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, known: Known | None = None,
                 watch: RedFlagWatch | None = None) -> None:
        self._config = config
        self._storage, self._resource = storage, resource
        self._known = known
        self._watch = watch or default_watch()

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "DangerNet":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the phrasings, and on held-out folds where its two limits lie."""
        said = [e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT)]
        chosen = random.Random(self._config["random_seed"]).sample(said, min(len(said), self._config["examples"]))
        self.fit([text for text in chosen if not self._watch.watch(text)])
        assert self._known is not None
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "dangers.npz", **self._known._asdict())
        return self._resource

    def fit(self, harmless: Sequence[str]) -> None:
        """Learns from the phrasings and further harmless sentences; also used by the evaluation."""
        rows = phrasings()
        dangers = [(flag, text) for flag, row in rows.items() for text in row["must"]]
        quiet = [*(text for row in rows.values() for text in row["must_not"]), *harmless]
        vectors = self._encode([*(text for _, text in dangers), *quiet])
        is_danger = np.arange(len(vectors)) < len(dangers)
        held_out = np.zeros(len(vectors))
        folds = StratifiedKFold(self._config["folds"], shuffle=True, random_state=self._config["random_seed"])
        for train, test in folds.split(vectors, is_danger):
            weights = _fit(vectors[train], is_danger[train])
            held_out[test] = _score(vectors[test], vectors[train][is_danger[train]], vectors[train][~is_danger[train]], weights)
        limits = np.quantile(held_out[~is_danger], [1 - self._config["asks_on"], 1 - self._config["alarms_on"]])
        self._known = Known(np.array([flag for flag, _ in dangers]), vectors[is_danger], vectors[~is_danger],
                            _fit(vectors, is_danger), limits)

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> "DangerNet":
        with model_storage.read_from(resource) as folder:
            kept = np.load(folder / "dangers.npz", allow_pickle=False)
            return cls(config, model_storage, resource, Known(**{name: kept[name] for name in Known._fields}))

    def process(self, messages: list[Message]) -> list[Message]:
        """Looks at what each message tells of now, where the rules are silent."""
        for message in messages:
            found = self.near(message.get(TEXT) or "")
            if found:
                message.set(NEAR_DANGER, found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do."""
        return training_data

    def near(self, text: str) -> dict[str, Any] | None:
        """The nearest rule, its score and whether it alarms; nothing where no sentence is near enough."""
        if self._known is None or self._watch.watch(text):
            return None
        told = [sentence for sentence in self._watch.told(text) if len(sentence.split()) >= _FEWEST_WORDS][:_SENTENCES]
        if not told:
            return None
        vectors = self._encode(told)
        scores = self._known.score(vectors)
        best = int(scores.argmax())
        asks, alarms = self._known.limits
        if scores[best] < asks:
            return None
        rule, closeness = self._nearest_rule(vectors[best])
        if closeness < _NEAR_ENOUGH_TO_ASK:
            return None
        sure = bool(scores[best] >= alarms and closeness >= _NEAR_ENOUGH_TO_ALARM and rule in self._config["alarms"])
        return {"rule": rule, "score": round(float(scores[best]), 3), "sure": sure}

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        # In the plain form that the other components ask for too: a short message is encoded once.
        return Encoder.shared(self._config["precision"])([plain(text).words or text for text in texts])

    def _nearest_rule(self, vector: np.ndarray) -> tuple[str, float]:
        """The rule with the nearest phrasings, and how near; two of them decide, for one may be near by chance."""
        assert self._known is not None
        closeness = self._known.dangers @ vector
        near = {str(rule): float(np.sort(closeness[self._known.rules == rule])[-_NEAREST:].mean())
                for rule in np.unique(self._known.rules)}
        return max(near.items(), key=lambda item: item[1])


def phrasings() -> dict[str, dict[str, Any]]:
    """Rule by rule, what must alarm and what must not."""
    return {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(PHRASINGS.glob("*.yml"))}


def _fit(vectors: np.ndarray, is_danger: np.ndarray) -> np.ndarray:
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=3000).fit(vectors, is_danger)
    return np.append(model.coef_[0], model.intercept_[0])


def _score(vectors: np.ndarray, dangers: np.ndarray, harmless: np.ndarray, weights: np.ndarray) -> np.ndarray:
    margin = vectors @ weights[:-1] + weights[-1]
    closer = nearest(vectors, dangers, _NEAREST) - nearest(vectors, harmless, _NEAREST)
    return np.asarray(_CLOSENESS_COUNTS * closer + margin)
