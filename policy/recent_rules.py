"""Rasa's rules, over the newest message only."""
from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_REMEMBERED = 1024


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RecentRules(RulePolicy):
    """Every rule of ours begins with a message and ends when the person speaks again, so nothing before is looked at.

    Rasa's own policy builds the state before every event of the conversation, twice a turn, and holds it against each rule.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fitting: dict[tuple[int, int, str], set[str]] = {}

    def _prediction_states(self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool = False,
                           rule_only_data: dict[str, Any] | None = None) -> list[State]:
        return super()._prediction_states(_newest_turn(tracker), domain, use_text_for_last_user_input, rule_only_data)

    def _find_action_from_rules(self, tracker: DialogueStateTracker, domain: Domain,
                                use_text_for_last_user_input: bool) -> tuple[str | None, str | None, bool]:
        # Rasa looks for rules over the bare text first; none of ours is one.
        if use_text_for_last_user_input:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        # The same few states come again and again: an intent, and the action before it.
        key = (id(lookup), len(lookup), repr(states))
        if key not in self._fitting:
            if len(self._fitting) >= _REMEMBERED:
                self._fitting.clear()
            self._fitting[key] = super()._get_possible_keys(lookup, states)
        return set(self._fitting[key])


def _newest_turn(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """The same conversation as if it began where the assistant last fell silent; itself where nobody has spoken yet."""
    if tracker.is_rule_tracker:  # in training
        return tracker
    events = list(tracker.events)
    spoken = next((at for at in range(len(events) - 1, -1, -1) if isinstance(events[at], UserUttered)), None)
    if spoken is None:
        return tracker
    listening = next((at for at in range(spoken, -1, -1) if getattr(events[at], "action_name", None) == "action_listen"), spoken)
    # Only what a state is made of: copying and filling slots that no rule looks at is most of the work.
    slots = {name: slot for name, slot in tracker.slots.items() if slot.influence_conversation}
    said = [event for event in events[listening:] if not isinstance(event, (BotUttered, SlotSet)) or getattr(event, "key", None) in slots]
    return DialogueStateTracker.from_events(tracker.sender_id, said, slots.values())
