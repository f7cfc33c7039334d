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
from nlu.danger_net import NEAR_DANGER

EMERGENCY = "emergency"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlagClassifier(GraphComponent, IntentClassifier):
    """Sets the intent ``emergency`` and the entity ``red_flag`` by rule, or where the net is sure; nothing is learnt here."""

    def __init__(self, watch: RedFlagWatch) -> None:
        self._watch = watch

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "RedFlagClassifier":
        return cls(default_watch())

    def process(self, messages: list[Message]) -> list[Message]:
        """Looks at each message; leaves those without danger as they are."""
        for message in messages:
            text = message.get(TEXT) or ""
            alarm = self._watch.watch(text)
            near = message.get(NEAR_DANGER) or {}
            if alarm is not None:
                first, last = alarm.spans[0] if alarm.spans else (0, 0)
                self._note(message, alarm.flag.id, alarm.level, first, last)
            elif near.get("sure"):  # nearly the words of a grave danger, where no rule holds them
                self._note(message, near["rule"], Level.NOW, 0, len(text))
        return messages

    def _note(self, message: Message, rule: str, level: Level, first: int, last: int) -> None:
        entity = {"entity": "red_flag", "value": rule, "extractor": type(self).__name__, "level": level.value,
                  "start": first, "end": last}
        message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        if level is Level.SOON:
            return
        ranking = [r for r in message.get(INTENT_RANKING_KEY, []) if r["name"] != EMERGENCY]
        intent = {"name": EMERGENCY, "confidence": 1.0}
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)
        message.set("intents", [EMERGENCY, *message.get("intents", [])], add_to_output=True)

    def process_training_data(self, training_data: Any) -> Any:
        """Nothing to do: rules are not learnt."""
        return training_data
