"""The agent in this process. The agent is a stand-in; Rasa's channel classes are the real ones."""
from __future__ import annotations

import asyncio
from typing import Any

import pytest

from channels.terminal.talk import DELETE, TalkError
from channels.terminal.talk_in_process import InProcess

MESSAGE = {"text": "Hello", "buttons": [{"title": "a", "payload": "b"}], "custom": {"card": "question"}}


class Store:
    """The tracker store; Rasa wraps it."""

    def __init__(self) -> None:
        self.deleted: list[str] = []

    async def delete(self, sender_id: str) -> None:
        self.deleted.append(sender_id)


class Wrapper:
    """What Rasa puts around a store."""

    def __init__(self, store: Store) -> None:
        self._tracker_store = store

    async def retrieve_full_tracker(self, sender_id: str) -> Any:
        return None


class Agent:
    """Repeats a message."""

    def __init__(self, fails: bool = False) -> None:
        self.store = Store()
        self.tracker_store = Wrapper(self.store)
        self.heard: list[Any] = []
        self.fails = fails

    async def handle_message(self, message: Any) -> None:
        print("chatter of a library")
        self.heard.append(message)
        if self.fails:
            raise RuntimeError("deep inside")
        await message.output_channel.send_response(message.sender_id, dict(MESSAGE))


def test_messages_stay_whole(capfd: pytest.CaptureFixture[str]) -> None:
    agent = Agent()
    assert asyncio.run(InProcess(agent, "terminal-1").say("my back")) == [MESSAGE]
    (message,) = agent.heard
    assert (message.text, message.sender_id, message.input_channel) == ("my back", "terminal-1", "terminal")
    assert capfd.readouterr().out == ""


def test_forgetting_leaves_no_row() -> None:
    agent = Agent()
    asyncio.run(InProcess(agent, "terminal-1").forget())
    assert agent.heard[0].text == DELETE
    assert agent.store.deleted == ["terminal-1"]


def test_a_failed_turn_is_a_kind_sentence() -> None:
    with pytest.raises(TalkError, match="Nothing you said before is lost"):
        asyncio.run(InProcess(Agent(fails=True), "terminal-1").say("my back"))


def test_nothing_is_exported_before_anything_was_said() -> None:
    assert asyncio.run(InProcess(Agent(), "terminal-1").export()) is None


def test_a_conversation_in_memory_cannot_be_resumed() -> None:
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.shared.core.domain import Domain

    agent = Agent()
    assert InProcess(agent, "terminal-1").lasting
    agent.tracker_store = Wrapper(InMemoryTrackerStore(Domain.empty()))
    assert not InProcess(agent, "terminal-1").lasting
