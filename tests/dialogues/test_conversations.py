"""Every script in the folders beside this file is one conversation, held with the real assistant.

A script is a list of turns. `person` is what is said. `hears` are words that
must come back, `never` words that must not; `cards` what the reply's cards
hold, each a part of one card; `remembers` what the slots hold afterwards;
`actions: away` plays the turn without the action server.
"""
from __future__ import annotations

import pathlib
from typing import Any

import pytest
import yaml

from tests.dialogues.harness import Assistant, Reply

FOLDER = pathlib.Path(__file__).parent
SCRIPTS = sorted(FOLDER.glob("*/*.yml"))
KEYS = {"person", "hears", "never", "cards", "no_card", "remembers", "actions", "channel"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: str(file.relative_to(FOLDER).with_suffix("")))
def test_conversation(assistant: Assistant, script: pathlib.Path) -> None:
    turns = yaml.safe_load(script.read_text(encoding="utf-8"))
    talk = assistant.talk()
    for turn in turns:
        assert set(turn) <= KEYS, f"unknown keys {set(turn) - KEYS}"
        assistant.actions.down = turn.get("actions") == "away"
        try:
            reply = talk.say(turn["person"], turn.get("channel", "test"))
        finally:
            assistant.actions.down = False
        check(turn, reply, talk.lines)
        for slot, value in turn.get("remembers", {}).items():
            held = talk.slots
            for key in slot.split("."):
                held = held[key]
            assert held == value, f"{slot}: {held!r}"


def check(turn: dict[str, Any], reply: Reply, lines: list[tuple[str, str]]) -> None:
    """Compares one reply with what the script says of it."""
    so_far = "\n".join(f"> {said}\n{heard}" for said, heard in lines)
    assert reply.messages, f"silence after:\n{so_far}"
    for words in _many(turn.get("hears")):
        assert words.lower() in reply.text.lower(), f"{words!r} not heard in:\n{so_far}"
    for words in _many(turn.get("never")):
        assert words.lower() not in reply.text.lower(), f"{words!r} heard in:\n{so_far}"
    for expected in turn.get("cards", []):
        assert any(_part_of(expected, card) for card in reply.cards), f"no card {expected} in {reply.cards}\n{so_far}"
    for kind in _many(turn.get("no_card")):
        assert reply.card(kind) is None, f"a card {kind}:\n{so_far}"


def _many(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _part_of(expected: Any, actual: Any) -> bool:
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(key in actual and _part_of(value, actual[key]) for key, value in expected.items())
    if isinstance(expected, list):
        return isinstance(actual, list) and all(any(_part_of(one, other) for other in actual) for one in expected)
    return bool(expected == actual)


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) >= 20
