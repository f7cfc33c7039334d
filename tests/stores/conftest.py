"""Stores of both kinds for the tests, and what a turn of a conversation looks like."""
from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered

from stores.tracker import ConversationStore
from tests.stores.servers import PostgreSQL, Redis, Server

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [tell]
slots:
  goal: {type: text, mappings: [{type: custom}]}
  early: {type: text, mappings: [{type: custom}]}
  gone: {type: text, mappings: [{type: custom}]}
responses:
  utter_ok: [{text: ok}]
""")

OpenStore = Callable[[], ConversationStore]


def _running(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of our own; the tests fail, and say why, where it is not installed."""
    yield from _running(PostgreSQL())


@pytest.fixture(scope="session")
def redis() -> Iterator[Server]:
    """A Redis of our own."""
    yield from _running(Redis())


@pytest.fixture(params=["sqlite", "postgresql"])
def open_store(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[OpenStore]:
    """Opens the same empty database, as often as a test wants workers."""
    opened: list[ConversationStore] = []
    url = request.getfixturevalue("postgres").url if request.param == "postgresql" else None

    def opening() -> ConversationStore:
        store = ConversationStore(DOMAIN, host=url) if url else ConversationStore(DOMAIN, db=str(tmp_path / "var" / "talks.db"))
        opened.append(store)
        return store

    with opening().engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM events")
    yield opening
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> ConversationStore:
    """One store on an empty database."""
    return open_store()


def start() -> list[Event]:
    """The events with which Rasa begins a session."""
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def turn(text: str = "my back hurts") -> list[Event]:
    """The events of one turn."""
    intent = {"name": "tell", "confidence": 0.9}
    said = UserUttered(text, intent, [], {"text": text, "intent": intent, "entities": []})
    return [said, ActionExecuted("utter_ok"), SlotSet("goal", text), BotUttered("ok"), ActionExecuted("action_listen")]


async def say(store: ConversationStore, sender: str, *texts: str) -> None:
    """Hold a conversation as Rasa's processor does: read, append, save."""
    for text in texts:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        for event in ([] if tracker.events else start()) + turn(text):
            tracker.update(event)
        await store.save(tracker)


def texts(events: list[dict[str, object]]) -> list[object]:
    """What the person said, out of an export."""
    return [event["text"] for event in events if event["event"] == "user"]
