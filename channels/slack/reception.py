"""Where everything from Slack arrives, over HTTP or a socket: acknowledged at once, handled after.

Slack waits three seconds and then sends the same thing again, so nothing here
waits for the assistant, for Slack's own Web API, or for Redis.
"""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from channels.slack import events, interactions
from channels.slack.duplicates import Seen, seen
from channels.slack.erasure import Records
from channels.slack.places import Place
from channels.slack.settings import Settings
from channels.slack.turns import OnNewMessage, Turns
from channels.slack.web_api import WebApi
from channels.slack.workspaces import Workspaces, workspaces

logger = logging.getLogger(__name__)

EVENT, INTERACTION, COMMAND = "event", "interaction", "command"
GRACE = 10.0  # seconds that a stopping server gives to turns under way

_HANDLERS: dict[str, Callable[[Reception, dict[str, Any]], Awaitable[None]]] = {
    EVENT: events.handle,
    INTERACTION: interactions.handle,
    COMMAND: interactions.command,
}


class Reception:
    """All that handling a payload needs."""

    def __init__(self, settings: Settings, on_new_message: OnNewMessage, find_agent: Callable[[], Any]) -> None:
        self.api = WebApi(settings)
        self.workspaces: Workspaces = workspaces(settings, self.api)
        self.seen: Seen = seen(settings.redis_url)
        self.records = Records(find_agent)
        self.turns = Turns(on_new_message, self.api, self.workspaces, self.records,
                           public_answers=settings.public_answers, patience=settings.patience)
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

    async def _safely(self, handler: Callable[[Reception, dict[str, Any]], Awaitable[None]],
                      payload: dict[str, Any]) -> None:
        # The acknowledgement goes out first, also where the assistant computes without a pause.
        await asyncio.sleep(0.01)
        try:
            await handler(self, payload)
        except Exception as error:
            logger.error("A Slack payload could not be handled: %s.", type(error).__name__,
                         exc_info=logger.isEnabledFor(logging.DEBUG))

    async def client(self, place: Place) -> AsyncWebClient | None:
        """A client that speaks for the place's workspace."""
        token = await self.workspaces.token(place.enterprise, place.team)
        return self.api.client(token) if token else None

    async def delete_person(self, place: Place) -> str:
        """Delete what a person told; returns which sentence of App Home says how it went."""
        async with self.turns.lock(place.private().sender):  # a turn under way would write its rows again
            try:
                await self.records.delete_person(place.team, place.user)
            except Exception as error:  # noqa: BLE001
                logger.error("A deletion failed: %s: %s.", type(error).__name__, error)
                return "not_deleted"
        return "deleted"

    async def forget_workspace(self, enterprise: str | None, team: str) -> None:
        """Delete a workspace's installation, so that no turn begins any more, and its conversations."""
        try:
            await self.workspaces.forget(enterprise, team)
        finally:
            try:
                await self.records.delete_workspace(team)
            except Exception as error:  # noqa: BLE001
                logger.error("A workspace's conversations could not be deleted: %s: %s.", type(error).__name__, error)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Let turns under way end, then let go of everything."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=GRACE)
        await self.seen.close()
        await self.api.close()
