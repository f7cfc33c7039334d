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
from nlu.parts import places_of


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
        named = list(found)
        for length in find_durations(text, datetime.date.today()):
            found.append({"entity": "duration", "value": str(length.days), "start": length.start, "end": length.end,
                          "text": length.text, "ago": length.ago,
                          "of_trouble": _of_trouble(text, length.start, named), "extractor": "ConceptExtractor"})
        return found


def _of_trouble(text: str, place: int, named: list[dict[str, Any]]) -> bool:
    """Whether a length of time stands in a sentence about what is the matter now, not about what was, or was tried."""
    start, end = next(((start, end) for start, end in places_of(text) if start <= place < end), (0, len(text)))
    inside = [e for e in named if start <= e["start"] < end]
    troubles = [e for e in inside if e["entity"] in ("condition", "symptom", "body_part")]
    if troubles:
        return any(e["role"] == "present" for e in troubles)
    return not any(e["entity"] == "procedure" for e in inside)
