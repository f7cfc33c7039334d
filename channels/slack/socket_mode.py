"""Socket Mode: Slack's payloads over a connection that we open, so no public address is needed."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from channels.slack.reception import COMMAND, EVENT, INTERACTION
from channels.slack.settings import Settings
from channels.slack.web_api import WebApi

logger = logging.getLogger(__name__)

_KINDS = {"events_api": EVENT, "interactive": INTERACTION, "slash_commands": COMMAND}

Receive = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any] | None]]


class SocketMode:
    """The SDK's client, which reconnects by itself, tied to our reception."""

    def __init__(self, settings: Settings, api: WebApi, receive: Receive) -> None:
        self._settings = settings
        self._api = api
        self._receive = receive
        self._client: SocketModeClient | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect in the background: the server starts also while Slack is away."""
        quiet = logging.getLogger("channels.slack.sdk")
        self._client = SocketModeClient(self._settings.slack_app_token, logger=quiet, web_client=self._api.client(),
                                        proxy=self._settings.proxy)
        self._client.socket_mode_request_listeners.append(self._listen)
        self._connecting = asyncio.get_running_loop().create_task(self._client.connect())

    async def _listen(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        kind = _KINDS.get(request.type)
        answer = await self._receive(kind, request.payload) if kind else None
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=answer))

    async def stop(self) -> None:
        """Disconnect."""
        if self._connecting is not None:
            self._connecting.cancel()
        if self._client is not None:
            await self._client.close()
