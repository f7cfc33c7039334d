"""The nearest question that the knowledge answers as a whole, by meaning."""
from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from guide.knowledge import load
from guide.knowledge.entries import Question
from nlu.encoder import Encoder
from nlu.finding import plain, plain_parts

NEAR_QUESTIONS = "near_questions"
_LOOKED_AT, _KEPT, _READ = 60, 10, 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class QuestionFinder(GraphComponent, EntityExtractorMixin):
    """Sets ``near_questions``: the ids of the nearest known questions, each with its closeness from 0 to 1."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``least``: closeness below which nothing is added. ``precision``: the encoder's graph."""
        return {"least": 0.45, "precision": "int8"}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource,
                 ids: list[str] | None = None, vectors: np.ndarray | None = None) -> None:
        self._config = config
        self._storage, self._resource = storage, resource
        self._ids = ids or []
        self._vectors = vectors

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "QuestionFinder":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Encodes every way of asking every known question."""
        asked = [(q.id, text) for q in load().all(Question) for text in (q.question, *q.asked_as)]
        self._ids = [question_id for question_id, _ in asked]
        self._vectors = Encoder.shared(self._config["precision"])([plain(text).words for _, text in asked])
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "questions.npz", ids=np.array(self._ids), vectors=self._vectors)
        return self._resource

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> "QuestionFinder":
        with model_storage.read_from(resource) as folder:
            kept = np.load(folder / "questions.npz", allow_pickle=False)
            return cls(config, model_storage, resource, kept["ids"].tolist(), kept["vectors"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Looks the whole message up, and its last question on its own."""
        for message in messages:
            found = self.nearest(message.get(TEXT) or "")
            if found:
                message.set(NEAR_QUESTIONS, found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do."""
        return training_data

    def nearest(self, text: str) -> list[tuple[str, float]]:
        """The nearest questions with their closeness, nearest first; none that is further than ``least``."""
        if self._vectors is None or not text.strip():
            return []
        texts = [plain(text).words, *(part.plain.words for part in plain_parts(text) if part.text.rstrip().endswith("?"))]
        texts = [texts[0], *texts[1:][-_READ:]]
        closeness = Encoder.shared(self._config["precision"])(texts) @ self._vectors.T
        best = closeness.max(axis=0)
        found: dict[str, float] = {}
        nearest = np.argpartition(-best, _LOOKED_AT)[:_LOOKED_AT] if len(best) > _LOOKED_AT else np.arange(len(best))
        for column in nearest[np.argsort(-best[nearest], kind="stable")]:
            if best[column] >= self._config["least"]:
                found.setdefault(self._ids[column], round(float(best[column]), 4))
        return list(found.items())[:_KEPT]
