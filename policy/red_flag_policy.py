"""Danger that shows only across messages ("my back is killing me" … "also I can't pee"), and danger only hinted at."""
from __future__ import annotations

from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from guide.red_flags import Level, RedFlagWatch, Reply, default_watch, read_reply, takes_back

EMERGENCY_ACTION = "utter_emergency"
NEAR_DANGER = "near_danger"
_ABOVE_ALL_RULES = 100
_TROUBLES = frozenset({"condition", "symptom", "body_part"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class RedFlagPolicy(Policy):
    """Reads the newest message together with the person's earlier ones; needs no action server and no intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": _ABOVE_ALL_RULES, "earlier": 8}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
                 execution_context: ExecutionContext, featurizer: TrackerFeaturizer | None = None,
                 watch: RedFlagWatch | None = None) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._watch = watch or default_watch()

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **_: Any) -> Resource:
        """Nothing is learnt."""
        return self._resource

    def predict_action_probabilities(self, tracker: DialogueStateTracker, domain: Domain,
                                     rule_only_data: dict[str, Any] | None = None, **_: Any) -> PolicyPrediction:
        """``utter_emergency`` where the newest message completes an alarm that no single message raised."""
        nothing = self._prediction([0.0] * domain.num_actions)
        follows = self._after_own_alarm(tracker)
        if follows:
            return self._prediction(_only(follows, domain))
        if not tracker.events or not isinstance(_last_but_slots(tracker), UserUttered):
            return nothing
        if tracker.latest_message is None or tracker.latest_message.intent_name == "emergency":
            return self._prediction([0.0] * domain.num_actions, events=_changed(tracker, doubt=None, checking=None))
        newest, earlier = tracker.latest_message.text or "", self._still_standing(tracker)[-self.config["earlier"]:]
        alarm = self._watch.watch(newest, earlier=earlier)
        found = alarm.flag.id if alarm and alarm.level is not Level.SOON else None
        if found and found != tracker.get_slot("red_flag"):
            return self._alarm(found, tracker, domain)
        asked = tracker.get_slot("checking")
        if asked and read_reply(newest)[0] is Reply.YES:
            return self._alarm(asked, tracker, domain)
        doubt = None if found else self._doubt(tracker, newest, earlier)
        return self._prediction([0.0] * domain.num_actions, events=_changed(tracker, doubt=doubt))

    @staticmethod
    def _still_standing(tracker: DialogueStateTracker) -> list[str]:
        """What the person said before, but nothing of what led to an alarm that they took back."""
        said = [event for event in tracker.applied_events() if isinstance(event, UserUttered)][:-1]
        alarmed = bool(tracker.get_slot("red_flag"))
        kept: list[str] = []
        for event in said:
            text = event.text or ""
            trouble = any(entity.get("entity") in _TROUBLES for entity in event.entities or ())
            if alarmed and not trouble and (event.intent_name == "that_is_old" or takes_back(text)):
                kept = []
            else:
                kept.append(text)
        return kept

    def _alarm(self, flag: str, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        events = [SlotSet("red_flag", flag), *_changed(tracker, doubt=None, checking=None)]
        return self._prediction(_only(EMERGENCY_ACTION, domain), events=events)

    def _doubt(self, tracker: DialogueStateTracker, newest: str, earlier: list[str]) -> str | None:
        """The red flag that the words hint at, or that the pipeline's net finds near; the guide asks about it."""
        hinted = self._watch.unclear(newest, earlier)
        near = tracker.latest_message.parse_data.get(NEAR_DANGER) or {}  # type: ignore[union-attr]
        return hinted.id if hinted else near.get("rule")

    @staticmethod
    def _after_own_alarm(tracker: DialogueStateTracker) -> str | None:
        """What follows an alarm of this policy: its facts are noted, then the person speaks. No rule knows this turn."""
        if tracker.latest_message is None or tracker.latest_message.intent_name == "emergency":
            return None
        last = _last_but_slots(tracker)
        name = last.action_name if isinstance(last, ActionExecuted) else None
        return {EMERGENCY_ACTION: "action_note", "action_note": ACTION_LISTEN_NAME}.get(name or "")

    def _metadata(self) -> dict[str, Any]:
        return {}

    @classmethod
    def _metadata_filename(cls) -> str:
        return "red_flag_policy.json"


def _changed(tracker: DialogueStateTracker, **slots: Any) -> list[SlotSet]:
    """Sets the slots that do not hold their value yet. Rasa applies it whichever policy speaks."""
    return [SlotSet(name, value) for name, value in slots.items() if tracker.get_slot(name) != value]


def _only(action: str, domain: Domain) -> list[float]:
    scores = [0.0] * domain.num_actions
    scores[domain.index_for_action(action)] = 1.0
    return scores


def _last_but_slots(tracker: DialogueStateTracker) -> Any:
    """The last event that is neither a slot nor a listening."""
    return next((e for e in reversed(tracker.events) if not isinstance(e, SlotSet) and not (
        isinstance(e, ActionExecuted) and e.action_name in ("action_listen", "action_extract_slots")) and not isinstance(e, BotUttered)
        and type(e).__name__ not in ("DefinePrevUserUtteredFeaturization", "UserUtteranceFeaturization", "EntitiesAdded")), None)
