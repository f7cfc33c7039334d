"""Where everything from Slack arrives, over HTTP or a socket: acknowledged at once, handled after.

Slack waits three seconds and then sends the same thing again, so nothing here
waits for the assistant, for Slack's own Web API, or for Redis.
"""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from channels.slack import events, interactions
from channels.slack.services import Services
from channels.slack.settings import Settings
from channels.slack.turns import OnNewMessage

logger = logging.getLogger(__name__)

EVENT, INTERACTION, COMMAND = "event", "interaction", "command"
GRACE = 10.0  # seconds that a stopping server gives to turns under way

_HANDLERS: dict[str, Callable[[Services, dict[str, Any]], Awaitable[None]]] = {
    EVENT: events.handle,
    INTERACTION: interactions.handle,
    COMMAND: interactions.command,
}


class Reception(Services):
    """The front desk: takes in what comes, says at once that it came, and has it handled."""

    def __init__(self, settings: Settings, on_new_message: OnNewMessage, find_agent: Callable[[], Any]) -> None:
        super().__init__(settings, on_new_message, find_agent)
        self._running: set[asyncio.Task[None]] = set()

    async def receive(self, kind: str, payload: Any) -> dict[str, Any] | None:
        """Take in a payload and say what Slack is to be told at once."""
        handler = _HANDLERS.get(kind)
        if handler is None or not isinstance(payload, dict):
            return None
        task = asyncio.get_running_loop().create_task(self._safely(handler, payload))
        self._running.add(task)  # the loop itself keeps only a weak reference
        task.add_done_callback(self._running.discard)
        try:
            return await interactions.acknowledgement(payload) if kind == INTERACTION else None
        except (AttributeError, TypeError, ValueError):
            return None

    async def _safely(self, handler: Callable[[Services, dict[str, Any]], Awaitable[None]],
                      payload: dict[str, Any]) -> None:
        # The acknowledgement goes out first, also where the assistant computes without a pause.
        await asyncio.sleep(0.01)
        try:
            await handler(self, payload)
        except Exception as error:
            logger.error("A Slack payload could not be handled: %s.", type(error).__name__,
                         exc_info=logger.isEnabledFor(logging.DEBUG))

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Let turns under way end, then let go of everything."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=GRACE)
        await super().close()
