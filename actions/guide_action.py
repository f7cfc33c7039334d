"""What all actions share: the tracker becomes a memory and a turn, the guide answers, the answer is spoken."""
from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from guide.cards import Bubble
from guide.concepts import Assertion, Mention
from guide.conversation import Guide, Memory, guide
from guide.conversation.checking import with_check
from guide.red_flags import in_country
from guide.turn import Turn

CARDLESS_CHANNELS = frozenset({"cmdline"})
_NOT_CONCEPTS = frozenset({"duration", "red_flag"})


class GuideAction(Action):
    """An action that lets the guide answer. Subclasses say which part of it."""

    def name(self) -> str:
        """``ActionGoBack`` is called ``action_go_back``."""
        letters = (f"_{c.lower()}" if c.isupper() else c for c in type(self).__name__)
        return "".join(letters).lstrip("_")

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        """What is said; the memory may be changed on the way."""
        raise NotImplementedError

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        now, memory, turn = guide(), read_memory(tracker), read_turn(tracker)
        if memory.asking not in now.interview.asks:  # knowledge may have been replaced since it was asked
            memory.asking = None
        bubbles = self.reply(now, memory, turn)
        cards = tracker.get_latest_input_channel() not in CARDLESS_CHANNELS
        for bubble in bubbles:
            speak(dispatcher, bubble, cards)
        if bubbles:
            memory.said = [bubble.text for bubble in bubbles]
        memory.turns += 1
        return [SlotSet(key, value) for key, value in memory.as_json().items() if value != tracker.slots.get(key)]

    def reply(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        """The answer, with the question of a red flag that the message only hints at."""
        return with_check(guide, memory, turn, self._answer)

    def _answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.settle(memory, turn) or (
            guide.listen(memory, turn) if guide.is_answer(memory, turn) else self.answer(guide, memory, turn))


def speak(dispatcher: CollectingDispatcher, bubble: Bubble, cards: bool = True) -> None:
    """Sends one bubble: its text, its choices as buttons, and its card."""
    message: dict[str, Any] = {"text": in_country(bubble.text)}
    if bubble.choices:
        message["buttons"] = [choice.as_card() for choice in bubble.choices]
    if bubble.card and cards:
        message["json_message"] = in_country(bubble.card)
    dispatcher.utter_message(**message)


def read_memory(tracker: Tracker) -> Memory:
    """What the slots hold."""
    memory = Memory.of_json(tracker.slots)
    memory.alarm, memory.doubt = tracker.slots.get("red_flag"), tracker.slots.get("doubt")
    return memory


def read_turn(tracker: Tracker) -> Turn:
    """The latest message, as the pipeline understood it."""
    message = tracker.latest_message or {}
    entities = message.get("entities") or []
    intent = (message.get("intent") or {}).get("name") or "none"
    lengths = [e for e in entities if e["entity"] == "duration"]
    lengths = [e for e in lengths if e.get("of_trouble")] or lengths
    days, time_said = max(((float(e["value"]), str(e.get("text") or "")) for e in lengths), default=(None, ""))
    person = message.get("person") or {}
    near = [(one, float(close)) for one, close in message.get("near_questions") or ()]
    return Turn(
        text=message.get("text") or "",
        intents=tuple(message.get("intents") or (intent,)),
        confidence=float((message.get("intent") or {}).get("confidence") or 0.0),
        mentions=[_mention(e) for e in entities if e["entity"] not in _NOT_CONCEPTS],
        question=near[0][0] if near else None,
        closeness=near[0][1] if near else 0.0,
        near=near,
        days=days,
        time_said=time_said,
        who=person.get("who") or "self",
        child=bool(person.get("child")),
        between=tuple(message.get("between") or ()),
        places={name: (start, end) for name, (start, end) in (message.get("intent_places") or {}).items()},
    )


def _mention(entity: dict[str, Any]) -> Mention:
    role = entity.get("role") or Assertion.PRESENT.value
    return Mention(concept=entity["value"], kind=entity["entity"], start=entity.get("start") or 0, end=entity.get("end") or 0,
                   text=entity.get("text") or entity["value"], assertion=Assertion(role),
                   score=float(entity.get("confidence") or entity.get("confidence_entity") or 1.0),
                   means=tuple(entity.get("means") or ()))
