"""The sentence encoder as a featurizer of Rasa's, for the pipelines that we compare with."""
from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import Encoder
from nlu.finding import mentions

_KINDS = ("clinician", "condition", "symptom", "body_part", "procedure", "goal", "limit")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """One dense row a message: its meaning, and with ``kinds`` which kinds of concepts it names."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "precision": "fp32", "meaning": 3.0, "kinds": 0.0}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "SentenceVectors":
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: the pipelines are our own."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the row to each message that has a text."""
        spoken = [message for message in messages if message.get(TEXT)]
        vectors = Encoder.shared(self._config["precision"])([message.get(TEXT) for message in spoken])
        for message, vector in zip(spoken, vectors * self._config["meaning"]):
            if self._config["kinds"]:
                named = {mention.kind for mention in mentions(message.get(TEXT))}
                vector = np.append(vector, [self._config["kinds"] * (kind in named) for kind in _KINDS])
            row = vector[None].astype(np.float32)
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data
