"""Deletes what the person told. The tracker store erases the conversation's rows when it sees this action."""
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guide_action import CARDLESS_CHANNELS, speak
from guide.cards import Bubble, smalltalk
from guide.conversation import guide


class ActionForget(Action):
    """Deletes what the person told."""

    def name(self) -> str:
        return "action_forget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        bubble = Bubble(guide().say("forgotten"), smalltalk("deleted"))
        speak(dispatcher, bubble, tracker.get_latest_input_channel() not in CARDLESS_CHANNELS)
        return [AllSlotsReset()]
