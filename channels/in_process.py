"""Runs the custom actions in Rasa's own process: no hop, no second server, nothing that can be away."""
from __future__ import annotations

import copy
import json as jsonlib
from typing import Any

from rasa.core.actions import action as rasa_actions
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

ACTIONS = "actions"


class InProcessActions(EndpointConfig):
    """An action endpoint that is a Python call. ``down`` makes it behave like a server that is away, for tests."""

    def __init__(self, package: str = ACTIONS) -> None:
        # Our actions never look at the domain, so it is not copied for each of them.
        super().__init__(url="in-process://actions", enable_selective_domain=True)
        rasa_actions.RemoteAction = DirectAction
        self.down = False
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, method: str = "post", subpath: str | None = None, content_type: str | None = "application/json",
                      compress: bool = False, **kwargs: Any) -> Any:
        """Runs the action that Rasa asks for and returns its events and responses."""
        if self.down:
            raise ClientResponseError(503, "the action server is away", "")
        try:
            return await self._executor.run(copy.copy(kwargs["json"]))
        except ActionExecutionRejection as error:
            raise ClientResponseError(400, "", jsonlib.dumps({"error": error.message, "action_name": error.action_name})) from error
        except ActionNotFoundException as error:
            raise ClientResponseError(404, "", jsonlib.dumps({"error": error.message, "action_name": error.action_name})) from error


class DirectAction(rasa_actions.RemoteAction):  # type: ignore[misc]
    """How Rasa calls an action. Where that is a call within the process, it leaves out what only a network needs.

    Rasa sends all events of the conversation with each call, and checks each answer by a JSON schema that it checks
    anew each time: two thirds of a turn. An action server elsewhere is called as ever.
    """

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        if not isinstance(self.action_endpoint, InProcessActions):
            return dict(super()._action_call_format(tracker, domain))
        state = tracker.current_state(EventVerbosity.NONE)
        # What our actions ask of the events: the newest message, with its channel.
        newest = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
        state["events"] = [newest.as_dict()] if newest else []
        return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state}

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        # The executor of Rasa's SDK, in this process, has put the answer together and looked at its events.
        return isinstance(self.action_endpoint, InProcessActions) or bool(super()._validate_action_result(result))
