"""What is kept, published and logged of a real conversation, and that nobody is asked anything on the way."""
from __future__ import annotations

import logging
import pathlib
import re
import socket
from collections.abc import Iterator

import pytest
from rasa import telemetry
from rasa.core.brokers.file import FileEventBroker

from channels.incoming import receive
from stores.tracker import ConversationStore
from tests import outgoing
from tests.canaries import CANARIES, found_in, messages
from tests.dialogues.harness import Assistant

TAGS = sorted({tag for text, _ in CANARIES.values() for tag in re.findall(r"\[[a-z -]+\]", receive(f"It hurts. {text}."))})


class Kept:
    """The real stores behind the real assistant, for a while."""

    def __init__(self, assistant: Assistant, folder: pathlib.Path) -> None:
        self.folder = folder
        self.broker = FileEventBroker(str(folder / "events.log"))
        self.store = ConversationStore(assistant.agent.domain, db=str(folder / "talks.db"), event_broker=self.broker)

    def everything(self) -> bytes:
        """Each byte that is on the disk."""
        return b"".join(file.read_bytes() for file in self.folder.rglob("*") if file.is_file())

    def rows(self) -> list[str]:
        """The senders of what is in the database."""
        with self.store.engine.connect() as connection:
            return [sender for (sender,) in connection.exec_driver_sql("SELECT sender_id FROM events")]


@pytest.fixture
def kept(assistant: Assistant, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A database and a broker's file of our own."""
    kept = Kept(assistant, tmp_path)
    monkeypatch.setattr(assistant.agent, "tracker_store", kept.store)
    monkeypatch.setattr(assistant.agent.processor, "tracker_store", kept.store)
    yield kept
    kept.store.close()


def test_twenty_kinds_of_identifiers_reach_neither_database_nor_broker_nor_log_nor_model(
        assistant: Assistant, kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    talk = assistant.talk()
    replies = [talk.say(text).text for text in messages()]
    assert len(CANARIES) >= 20
    everything = kept.everything()
    assert everything.count(b"My back hurts") >= 2 * len(messages()), "kept and published, but for what identifies"
    assert b"[phone]" in everything and b"[name]" in everything
    assert found_in(everything) == []
    assert found_in(caplog.text) == []
    assert found_in(" ".join(replies) + str(talk.slots)) == []
    assert talk.slots["facts"]["problems"] == ["back_pain"]


def test_what_stands_in_place_of_an_identifier_means_nothing(assistant: Assistant) -> None:
    """"[name]", "[device number]" and the others are neither a trouble nor an alarm, alone or beside one."""
    assert len(TAGS) >= 14
    plain = assistant.parse("my back has hurt for two years")
    for tag in TAGS:
        assert receive(tag) == tag, "redacting again changes nothing"
        alone = assistant.parse(f"{tag} {tag}")
        assert alone["entities"] == [] and alone["intent"]["name"] != "emergency", tag
    for tags in (" ".join(TAGS[:7]), " ".join(TAGS[7:])):
        beside = assistant.parse(f"I am {tags}. my back has hurt for two years")
        assert [e["value"] for e in beside["entities"]] == [e["value"] for e in plain["entities"]], tags
        assert "describe" in beside["intents"] and beside["intent"]["name"] != "emergency"


@pytest.mark.parametrize("channel", ["web", "slack", "rest", "terminal", "cmdline"])
def test_asking_to_be_forgotten_leaves_no_row_on_any_channel(assistant: Assistant, kept: Kept, channel: str) -> None:
    mine, other = assistant.talk(), assistant.talk()
    mine.say("my elbow hurts since March", channel)
    other.say("my knee hurts", channel)
    assert "elbow" in mine.say("export my data", channel).text, "a copy on request"
    assert mine.sender in kept.rows()
    mine.say("delete my data", channel)
    assert set(kept.rows()) == {other.sender}
    assert b"elbow" not in (kept.folder / "talks.db").read_bytes()


def test_nobody_is_asked_anything(assistant: Assistant) -> None:
    """Neither while the model was loaded nor in a conversation: no name is looked up, no other machine called."""
    assert assistant.asked_while_loading == []
    before = len(outgoing.CALLS)
    talk = assistant.talk()
    for line in ("hi", "what is an EMG?", "who treats sciatica near Boston", "my back has hurt for two years", "less pain", "asdf",
                 "crushing chest pain and I can't breathe", "give me a summary", "see https://example.com/x and tell me"):
        assert talk.say(line).text
    assert outgoing.CALLS[before:] == []


def test_the_watch_on_the_network_sees_a_call() -> None:
    """The test above can fail: a call to another machine is noted, one to this machine is not."""
    before = len(outgoing.CALLS)

    # An address for documents: no machine has it. It may refuse at once, or not answer.
    with pytest.raises(OSError):
        socket.create_connection(("192.0.2.1", 9), 0.05)
    assert any("192.0.2.1" in one for one in outgoing.CALLS[before:])
    noted = len(outgoing.CALLS)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", 9), 1)
    assert len(outgoing.CALLS) == noted


def test_telemetry_is_off() -> None:
    assert not telemetry.is_telemetry_enabled()
