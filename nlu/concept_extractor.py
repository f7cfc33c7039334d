"""Concepts, lengths of time and persons as Rasa entities, found by what the knowledge calls them."""
from __future__ import annotations

import datetime
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from guide.concepts import find_durations, find_person
from nlu.finding import mentions


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ConceptExtractor(GraphComponent, EntityExtractorMixin):
    """Writes one entity a mention: the kind of concept, its id as the value, its assertion as the role."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "ConceptExtractor":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities of each message to those already there."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = self.entities(text)
            person = find_person(text)
            if person.who != "self" or person.child:
                message.set("person", {"who": person.who, "child": person.child, "age": person.age}, add_to_output=True)
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do: the classifier asks the finder itself for its training examples."""
        return training_data

    def entities(self, text: str) -> list[dict[str, Any]]:
        """Everything found in a text, as Rasa's entity dictionaries."""
        found: list[dict[str, Any]] = [
            {"entity": m.kind, "value": m.concept, "role": m.assertion.value, "start": m.start, "end": m.end,
             "text": m.text, "confidence_entity": m.score, "extractor": "ConceptExtractor",
             **({"means": list(m.means)} if m.means else {})}
            for m in mentions(text)
        ]
        for length in find_durations(text, datetime.date.today()):
            found.append({"entity": "duration", "value": str(length.days), "start": length.start, "end": length.end,
                          "text": length.text, "ago": length.ago, "extractor": "ConceptExtractor"})
        return found
