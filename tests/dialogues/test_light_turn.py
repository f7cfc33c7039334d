"""What is left out of a turn changes nothing: the same outputs as Rasa's own runner, copies and lookups give."""
from __future__ import annotations

import copy
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from channels.light_turn import StraightRunner
from policy.recent_rules import RecentRules, _newest_turn
from tests.dialogues.harness import Assistant


def parse(runner: Any, target: str, text: str) -> dict[str, Any]:
    from rasa.core.channels.channel import UserMessage

    (message,) = runner.run({"__message__": [UserMessage(text)]}, [target])[target]
    assert isinstance(message, Message)
    return {key: value for key, value in message.as_dict().items() if key not in ("message_id", "metadata")}


@pytest.mark.parametrize("text", ["who treats sciatica?", "I can't feel my legs and I wet myself", "no", "what is an EMG and does it hurt?"])
def test_nodes_give_what_they_gave(assistant: Assistant, text: str) -> None:
    straight = assistant.agent.processor.graph_runner
    assert isinstance(straight, StraightRunner)
    target = assistant.agent.processor.model_metadata.nlu_target
    own = copy.copy(straight)
    own.__class__ = DaskGraphRunner
    assert parse(straight, target, text) == parse(own, target, text)


def test_an_input_named_like_a_node_is_refused(assistant: Assistant) -> None:
    runner = assistant.agent.processor.graph_runner
    with pytest.raises(GraphRunError):
        runner.run({next(iter(runner._instantiated_nodes)): 1}, [assistant.agent.processor.model_metadata.nlu_target])


def test_a_copied_slot_is_its_own() -> None:
    slot = AnySlot("asked", mappings=[{"type": "custom"}], initial_value=None)
    slot.value = ["duration"]
    twin = copy.copy(slot)
    assert type(twin) is AnySlot and twin == slot and vars(twin) == vars(slot)
    twin.value = ["goal"]
    assert slot.value == ["duration"]


def test_whether_there_is_a_domain_is_still_told_apart(assistant: Assistant) -> None:
    assert not assistant.agent.domain.is_empty()
    assert not assistant.agent.domain.is_empty()
    assert Domain.empty().is_empty()


def test_an_unknown_event_is_still_an_error() -> None:
    assert Event.resolve_by_type("slot") is SlotSet
    for _ in range(2):
        with pytest.raises(ValueError):
            Event.resolve_by_type("no_such_event")


def test_rules_see_the_newest_turn_and_nothing_that_no_rule_looks_at(assistant: Assistant) -> None:
    slots = assistant.agent.domain.slots
    before = [ActionExecuted("action_listen"), UserUttered("hi", {"name": "greet"}), ActionExecuted("action_greet"), BotUttered("Hello.")]
    newest = [ActionExecuted("action_listen"), UserUttered("bye", {"name": "goodbye"}), SlotSet("turns", 2)]
    tracker = DialogueStateTracker.from_events("p", [*before, *newest], slots)
    assert list(_newest_turn(tracker).events) == newest[:2]
    assert tracker.get_slot("turns") == 2
    assert not any(slot.influence_conversation for slot in slots), "a slot that rules look at must stay in the newest turn"


def test_remembered_rules_are_those_that_fit(assistant: Assistant) -> None:
    rules = next(node._component for node in assistant.agent.processor.graph_runner._instantiated_nodes.values()
                 if isinstance(node._component, RecentRules))
    lookup = rules.lookup["rules"]
    for intent in ("greet", "ask_what_is", "emergency", "nlu_fallback"):
        states = [{"user": {"intent": intent}, "prev_action": {"action_name": "action_listen"}}]
        expected = super(RecentRules, rules)._get_possible_keys(lookup, states)
        assert rules._get_possible_keys(lookup, states) == expected == rules._get_possible_keys(lookup, states)
        assert expected
        rules._get_possible_keys(lookup, states).clear()
        assert rules._get_possible_keys(lookup, states) == expected, "what is handed out can be changed freely"
