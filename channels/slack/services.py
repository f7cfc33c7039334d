"""All that handling a payload from Slack needs: the Web API, the workspaces, the turns, the records."""
from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.duplicates import Seen, seen
from channels.slack.erasure import Records
from channels.slack.places import Place
from channels.slack.settings import Settings
from channels.slack.turns import OnNewMessage, Turns
from channels.slack.web_api import WebApi
from channels.slack.workspaces import Workspaces, workspaces

logger = logging.getLogger(__name__)


class Services:
    """Held once by a running channel; opened from its settings."""

    def __init__(self, settings: Settings, on_new_message: OnNewMessage, find_agent: Callable[[], Any]) -> None:
        self.api = WebApi(settings)
        self.workspaces: Workspaces = workspaces(settings, self.api)
        self.seen: Seen = seen(settings.redis_url)
        self.records = Records(find_agent)
        self.turns = Turns(on_new_message, self.api, self.workspaces, self.records,
                           public_answers=settings.public_answers, patience=settings.patience)

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

    async def close(self) -> None:
        """Let go of Redis and of Slack."""
        await self.seen.close()
        await self.api.close()
