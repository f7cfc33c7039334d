"""The database gone, a lock held, understanding at its worst: an emergency is answered all the same, and once."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from rasa.core.lock_store import LockError

from nlu.deciding import Reading
from nlu.intent_classifier import IntentClassifier
from stores.failing import StoreLost
from tests.dialogues.harness import Assistant

EMERGENCIES = ("I have crushing chest pain", "my face is drooping on one side", "I want to kill myself", "I can't feel when I wipe",
               "my dad won't wake up", "my throat is closing after a bee sting", "I took 30 tylenol")


@contextlib.contextmanager
def broken(owner: Any, name: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A method that fails each time it is called."""

    def failing(*_: Any, **__: Any) -> Any:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, failing)
        yield


@pytest.mark.parametrize("where", ["retrieve", "get_or_create_tracker", "save"])
def test_without_a_database_the_alarm_is_spoken_once(assistant: Assistant, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in EMERGENCIES:
        with broken(assistant.agent.tracker_store, where, StoreLost("the database is away"), monkeypatch):
            reply = assistant.talk().say(text)
        assert [card["card"] for card in reply.cards] == ["emergency"], text


def test_while_a_conversation_is_locked_the_alarm_is_spoken(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    with broken(assistant.agent.lock_store, "lock", LockError("held"), monkeypatch):
        reply = assistant.talk().say("I can't breathe")
    assert reply.card("emergency")
    assert "911" in reply.text


def test_what_is_no_emergency_still_fails_aloud(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    with broken(assistant.agent.tracker_store, "save", StoreLost("the database is away"), monkeypatch), pytest.raises(StoreLost):
        assistant.talk().say("what is an EMG?")


@pytest.mark.parametrize("wrong", ["greet", "out_of_scope", "delete_data", "ask_compare"])
def test_with_the_weakest_understanding_emergencies_are_answered(
        assistant: Assistant, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def always_wrong(*_: Any, **__: Any) -> Reading:
        return Reading((wrong,), [(wrong, 1.0)])

    monkeypatch.setattr(IntentClassifier, "read", always_wrong)
    assert assistant.parse("my knee hurts")["intent"]["name"] == wrong, "understanding is not at its worst"
    for text in EMERGENCIES:
        assert assistant.talk().say(text).card("emergency"), text
    talk = assistant.talk()
    talk.say("my back is killing me for 2 weeks")
    assert talk.say("also I can't pee").card("emergency"), "across two messages"
