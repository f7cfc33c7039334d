"""The last word of the pipeline: an emergency in the message outranks every other intent."""
from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from guide.red_flags import Level, RedFlagWatch, default_watch

EMERGENCY = "emergency"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlagClassifier(GraphComponent, IntentClassifier):
    """Sets the intent ``emergency`` and the entity ``red_flag`` by rule alone; nothing is learnt here."""

    def __init__(self, watch: RedFlagWatch) -> None:
        self._watch = watch

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "RedFlagClassifier":
        return cls(default_watch())

    def process(self, messages: list[Message]) -> list[Message]:
        """Looks at each message; leaves those without danger as they are."""
        for message in messages:
            alarm = self._watch.watch(message.get(TEXT) or "")
            if alarm is None:
                continue
            entity = {"entity": "red_flag", "value": alarm.flag.id, "extractor": type(self).__name__,
                      "level": alarm.level.value, "start": alarm.spans[0][0] if alarm.spans else 0,
                      "end": alarm.spans[0][1] if alarm.spans else 0}
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
            if alarm.level is Level.SOON:
                continue
            ranking = [r for r in message.get(INTENT_RANKING_KEY, []) if r["name"] != EMERGENCY]
            intent = {"name": EMERGENCY, "confidence": 1.0}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)
            message.set("intents", [EMERGENCY, *message.get("intents", [])], add_to_output=True)
        return messages

    def process_training_data(self, training_data: Any) -> Any:
        """Nothing to do: rules are not learnt."""
        return training_data
