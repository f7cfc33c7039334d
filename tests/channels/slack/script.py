"""A bot that answers with every card, scripted, for tests of the channel alone."""
from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.channels.channel import UserMessage

SOURCES = [{"title": "What does a physiatrist do?", "publisher": "AAPM&R", "reviewed": "2026-05-01"}]


def buttons(*titles: str) -> list[dict[str, str]]:
    return [{"title": t, "payload": t} for t in titles]


REPLIES: dict[str, dict[str, Any]] = {
    "smalltalk": {
        "text": "Hello. I'm an automated guide, not a clinician.",
        "custom": {"card": "smalltalk", "kind": "greet"}},
    "answer": {
        "text": "Yes. Many **physiatrists** do EMG, a test of how nerves & muscles work (<1 hour).",
        "buttons": buttons("what is it like?", "who treats nerve pain?"),
        "custom": {"card": "answer", "topic": "who_performs", "about": ["emg"], "sources": SOURCES}},
    "comparison": {
        "text": "In short: they overlap.\n**Goal**\n- Physiatrist: do more\n- Pain specialist: hurt less\nBoth treat pain.",
        "custom": {"card": "comparison", "left": "physiatrist", "right": "pain_specialist", "sources": SOURCES,
                   "rows": [{"aspect": "Goal", "left": "do more", "right": "hurt less"}]}},
    "question": {
        "text": "So far I have: *back pain*.\nWhat would you most like to get back to?",
        "buttons": buttons("less pain", "moving or working again", "both", "not sure"),
        "custom": {"card": "question", "asks": "goal", "step": 1, "of": 3,
                   "options": buttons("less pain", "moving or working again", "both", "not sure")}},
    "several": {
        "text": "Does the pain stop you from any of these?",
        "custom": {"card": "question", "asks": "limits", "step": 2, "of": 3, "several": True,
                   "options": buttons("walking", "dressing", "sleeping", "none", "not sure")}},
    "recommendation": {
        "text": "**A physiatrist looks like the better first visit.**\nI'm leaning that way, not certain.\n"
                "- Because you said: you want to walk again.",
        "buttons": buttons("why?", "questions to ask", "print a summary", "start over"),
        "custom": {"card": "recommendation", "specialist": "physiatrist", "certainty": "leaning", "also": [],
                   "because": ["you want to walk again"], "why_not": [], "would_change": [], "next_steps": [],
                   "sources": SOURCES}},
    "emergency": {
        "text": "**Please get emergency care now: call 911.**\nDon't drive yourself.",
        "buttons": buttons("this is old or not me"),
        "custom": {"card": "emergency", "level": "now", "rule": "cauda_equina", "call": "911"}},
    "summary": {
        "text": "**Your summary**\n- Where: back\n- Goal: less pain",
        "custom": {"card": "summary", "answers": {"goal": "less pain"}, "recommendation": {}, "questions_to_ask": [],
                   "bring": []}},
    "refusal": {
        "text": "I can't advise on doses. Your pharmacist can tell you today.",
        "custom": {"card": "refusal", "kind": "dosing"}},
    "fallback": {
        "text": "I didn't get that. I can explain these:",
        "custom": {"card": "fallback", "kind": "not_understood", "suggestions": ["who does EMGs?", "start over"]}},
}

HEARD = {
    "who does emgs?": ["answer"],
    "what is the difference?": ["comparison"],
    "my back hurts": ["question"], "back pain": ["question"],
    "less pain": ["several"],
    "walking and sleeping": ["recommendation"],
    "i can't pee and i'm numb": ["emergency"], "chest pain": ["emergency"],
    "print a summary": ["summary"], "how much gabapentin?": ["refusal"], "hello": ["smalltalk"],
    "emg, then a question": ["answer", "question"],
}


class ScriptedBot:
    """Stands in for ``Agent.handle_message`` and its tracker store."""

    def __init__(self) -> None:
        self.turns: list[UserMessage] = []
        self.saved: dict[str, list[str]] = {}
        self.delay = 0.0
        self.special: Any = None

    async def __call__(self, message: UserMessage) -> None:
        self.turns.append(message)
        if self.delay:
            await asyncio.sleep(self.delay)
        if message.text == "delete my data":  # as ``action_forget`` has it: nothing of the turn is kept, either
            await message.output_channel.send_response(message.sender_id, {"text": "Deleted."})
            self.saved.pop(message.sender_id, None)
            return
        if self.special is not None:
            await self.special(message)
        else:
            for name in HEARD.get(str(message.text).lower(), ["fallback"]):
                await message.output_channel.send_response(message.sender_id, dict(REPLIES[name]))
        # Rasa saves a turn after its replies are sent; what raises before loses it.
        self.saved.setdefault(message.sender_id, []).append(str(message.text))

    # the part of a tracker store that the channel uses

    async def exists(self, conversation_id: str) -> bool:
        return conversation_id in self.saved

    async def delete(self, sender_id: str) -> None:
        self.saved.pop(sender_id, None)

    async def delete_prefix(self, prefix: str) -> None:
        for sender_id in [s for s in self.saved if s.startswith(prefix)]:
            del self.saved[sender_id]

    async def keys(self) -> list[str]:
        return list(self.saved)

    async def export(self, sender_id: str) -> Any:
        return [{"event": "user", "timestamp": 1.79e9, "text": text} for text in self.saved.get(sender_id, ())]
