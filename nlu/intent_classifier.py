"""Which intents a message has: a linear model over its meaning, its words, its letters and the kinds of its concepts."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Sequence

import joblib
import numpy as np
import scipy.special
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from guide.concepts import PlainText
from nlu.deciding import Decider, PartScores, Reading
from nlu.encoder import Encoder
from nlu.features import Features, Linear
from nlu.finding import plain, plain_parts
from nlu.question_finder import NEAR_QUESTIONS
from nlu.scope import ScopeGate
from nlu.tables import directions


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Classifies the whole message and each of its sentences, and decides which intents are answered, in which order."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Weights of the four groups of features, ``C`` and ``sharpness`` of the linear model, the decider's limits."""
        return {"precision": "int8", "meaning": 3.0, "words": 1.0, "letters": 1.0, "kinds": 0.5, "C": 0.3,
                "sharpness": 4.0, "random_seed": 42, "limits": {}}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource,
                 features: Features | None = None, model: Linear | None = None, gate: ScopeGate | None = None,
                 along: np.ndarray | None = None) -> None:
        self._config = config
        self._storage, self._resource = storage, resource
        self._features, self._model, self._gate, self._along = features, model, gate, along
        self._decider = Decider(**config.get("limits", {}))

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "IntentClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every example that carries an intent."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self.fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            learnt = {"features": self._features, "model": self._model, "gate": self._gate, "along": self._along}
            joblib.dump(learnt, folder / "intent_classifier.joblib", compress=3)
        return self._resource

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Learns from texts and their intents; also used by the evaluation's folds."""
        keys = ("meaning", "words", "letters", "kinds")
        self._features = Features(**{key: self._config[key] for key in keys})
        plains = [plain(text) for text in texts]
        self._features.fit(plains)
        # One against the rest: as accurate as a softmax over all intents here, and trained in a tenth of the time.
        model = LinearSVC(C=self._config["C"], class_weight="balanced", random_state=self._config["random_seed"])
        meanings = self._encode(plains)
        self._along = directions(meanings)
        vectors = meanings @ self._along
        rows = self._features.matrix(plains, vectors)
        # Both fits leave the interpreter alone, so they run side by side.
        with ThreadPoolExecutor(2) as threads:
            gate = threads.submit(ScopeGate.fit, rows, vectors, intents, self._config["C"], self._config["random_seed"])
            self._model = Linear(model.fit(rows, intents))
        self._gate = gate.result()

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> "IntentClassifier":
        with model_storage.read_from(resource) as folder:
            kept = joblib.load(folder / "intent_classifier.joblib")
        return cls(config, model_storage, resource, kept["features"], kept["model"], kept["gate"], kept["along"])

    def probabilities(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Each text's intents with their probabilities, likeliest first."""
        return [scores for scores, _ in self.scores([plain(text) for text in texts])]

    def scores(self, texts: Sequence[PlainText]) -> list[tuple[dict[str, float], float]]:
        """Each text's intents with their probabilities, likeliest first, and how likely it is out of scope."""
        assert self._features is not None and self._model is not None and self._along is not None
        return [self._scored(text, vector) for text, vector in zip(texts, self._encode(texts) @ self._along)]

    def _scored(self, text: PlainText, vector: np.ndarray) -> tuple[dict[str, float], float]:
        assert self._features is not None and self._model is not None
        row = self._features.row(text, vector)
        likely = scipy.special.softmax(self._model.margins(row) * self._config["sharpness"])
        ranking = {str(self._model.names[n]): float(likely[n]) for n in np.argsort(-likely)}
        return ranking, self._gate.outsideness(row, vector) if self._gate is not None else 0.0

    def _encode(self, texts: Sequence[PlainText]) -> np.ndarray:
        return Encoder.shared(self._config["precision"])([text.words for text in texts])

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent, its ranking, and ``intents``: all that are to be answered, in order."""
        for message in messages:
            text = (message.get(TEXT) or "").strip()
            near = message.get(NEAR_QUESTIONS) or []
            reading = self.read(text, message.get("entities", []), near[0][1] if near else 0.0)
            best = reading.ranking[0][1] if reading.ranking else 1.0
            message.set(INTENT, {"name": reading.intents[0], "confidence": best}, add_to_output=True)
            ranking = [{"name": name, "confidence": value} for name, value in reading.ranking[:8]]
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set("intents", list(reading.intents), add_to_output=True)
            if reading.places:
                message.set("intent_places", {name: list(place) for name, place in reading.places.items()}, add_to_output=True)
            if reading.between:
                message.set("between", list(reading.between), add_to_output=True)
        return messages

    def read(self, text: str, entities: Sequence[dict[str, Any]], close: float = 0.0) -> Reading:
        """The decision for one text with what was found in it."""
        wordless = self._decider.without_words(text)
        if wordless is not None or self._model is None or self._features is None:
            return wordless or Reading(("nlu_fallback",), [])
        parts = plain_parts(text)
        said = plain(text)
        (whole, outside), *others = self.scores([said, *(part.plain for part in parts)])
        if not entities and not self._features.knows(said):
            return Reading(("nlu_fallback",), sorted(whole.items(), key=lambda item: -item[1]))
        told = [PartScores(part.start, part.text, part.plain.words, scores) for part, (scores, _) in zip(parts, others)]
        return self._decider.decide(text, whole, outside, told, entities, close, said.words)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do."""
        return training_data
