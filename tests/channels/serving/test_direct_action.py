"""Actions in Rasa's own process: what they are given, and that a server elsewhere is called as ever."""
from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import action_for_name_or_text
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from channels.in_process import DirectAction, InProcessActions

DOMAIN = Domain.from_yaml("""
version: "3.1"
slots:
  goal: {type: text, mappings: [{type: custom}]}
actions: [action_answer]
""")


@pytest.fixture
def tracker() -> DialogueStateTracker:
    said = [UserUttered(text, {"name": "describe"}, [], input_channel="web") for text in ("one", "two")]
    return DialogueStateTracker.from_events("p", [said[0], ActionExecuted("action_answer"), SlotSet("goal", "walk"), said[1]], DOMAIN.slots)


def called(endpoint: EndpointConfig) -> DirectAction:
    action = action_for_name_or_text("action_answer", DOMAIN, endpoint)
    assert isinstance(action, DirectAction)
    return action


def test_an_action_in_process_gets_the_slots_and_the_newest_message(tracker: DialogueStateTracker) -> None:
    given = called(InProcessActions())._action_call_format(tracker, DOMAIN)["tracker"]
    assert given["slots"]["goal"] == "walk" and given["latest_message"]["text"] == "two"
    assert [(event["text"], event["input_channel"]) for event in given["events"]] == [("two", "web")]


def test_an_action_server_elsewhere_gets_everything_and_is_checked(tracker: DialogueStateTracker) -> None:
    InProcessActions()
    action = called(EndpointConfig("http://localhost:5055/webhook"))
    given = action._action_call_format(tracker, DOMAIN)
    assert len(given["tracker"]["events"]) == 4 and given["domain"]["actions"] and given["version"]
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none"})
