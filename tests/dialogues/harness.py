"""Whole conversations through the real agent, with the real actions, in this process."""
from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import jsonschema
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig

from channels.agent import load_agent
from channels.in_process import InProcessActions
from channels.incoming import receive
from guide.cards import schema


class WholeMessages(CollectingOutputChannel):
    """Keeps each reply as the assistant sent it: text, buttons and card together."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append({key: value for key, value in message.items() if value})


@dataclass
class Reply:
    """All bubbles that answered one message."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(m.get("text", "") for m in self.messages)

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [m["custom"] for m in self.messages if m.get("custom")]

    def card(self, kind: str) -> dict[str, Any] | None:
        """The first card of that kind."""
        return next((card for card in self.cards if card["card"] == kind), None)


class Assistant:
    """The trained assistant. Every reply's cards are checked against the schema."""

    #: What the network was asked while the model was loaded.
    asked_while_loading: list[str]

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.actions = InProcessActions()
        # Stores of the kinds that are served; the conversations in memory.
        endpoints = AvailableEndpoints(
            action=self.actions, lock_store=EndpointConfig(type="stores.lock.LocalLocks"),
            tracker_store=EndpointConfig(type="stores.tracker.ConversationStore", dialect="sqlite", db=":memory:"))
        self.agent = loop.run_until_complete(load_agent(endpoints=endpoints))
        self._validator = jsonschema.Draft7Validator(schema())

    def say(self, text: str, sender: str, channel: str = "test") -> Reply:
        """Sends one message and returns what was answered."""
        output = WholeMessages()
        message = UserMessage(receive(text), output, sender, input_channel=channel)
        self._loop.run_until_complete(self.agent.handle_message(message))
        reply = Reply(output.messages)
        for card in reply.cards:
            self._validator.validate(card)
        return reply

    def talk(self) -> "Talk":
        """A fresh conversation."""
        return Talk(self)

    def parse(self, text: str) -> dict[str, Any]:
        """What understanding makes of a text."""
        return dict(self._loop.run_until_complete(self.agent.parse_message(receive(text))))


class Talk:
    """One conversation of one person."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.sender = f"test-{uuid.uuid4().hex}"
        self.lines: list[tuple[str, str]] = []

    def say(self, text: str, channel: str = "test") -> Reply:
        """Says one thing and returns the answer."""
        reply = self.assistant.say(text, self.sender, channel)
        self.lines.append((text, reply.text))
        return reply

    @property
    def slots(self) -> dict[str, Any]:
        """What is remembered now."""
        tracker = self.assistant._loop.run_until_complete(self.assistant.agent.tracker_store.retrieve(self.sender))
        return dict(tracker.current_slot_values()) if tracker else {}
