"""Runs the custom actions in Rasa's own process: no hop, no second server, nothing that can be away."""
from __future__ import annotations

import copy
import json as jsonlib
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

ACTIONS = "actions"


class InProcessActions(EndpointConfig):
    """An action endpoint that is a Python call. ``down`` makes it behave like a server that is away, for tests."""

    def __init__(self, package: str = ACTIONS) -> None:
        # Our actions never look at the domain, so it is not copied for each of them.
        super().__init__(url="in-process://actions", enable_selective_domain=True)
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



