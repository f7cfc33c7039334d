"""Slack's Web API by the official SDK, patient where Slack asks for patience."""
from __future__ import annotations

import logging
from typing import Any

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from channels.slack.settings import Settings

# The SDK writes whole requests, people's words included, to its debug log.
_quiet = logging.getLogger("channels.slack.sdk")
_quiet.setLevel(logging.INFO)


def retry_handlers() -> list[AsyncRetryHandler]:
    """Wait as long as ``Retry-After`` says; try again after a lost connection or a 5xx."""
    return [
        AsyncRateLimitErrorRetryHandler(max_retry_count=4),
        AsyncServerErrorRetryHandler(max_retry_count=2),
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
    ]


class WebApi:
    """Makes clients that share one connection pool; made and closed with the server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client of the Web API for one workspace."""
        return AsyncWebClient(
            token, base_url=self._settings.api_url, proxy=self._settings.proxy, session=self._pool(),
            retry_handlers=retry_handlers(), logger=_quiet)

    async def respond(self, response_url: str, body: dict[str, Any]) -> bool:
        """Send to a ``response_url``; whether Slack took it."""
        # It comes in a signed payload; all the same, words about somebody's health go to Slack only.
        if not response_url.startswith(self._settings.hooks_url):
            return False
        hook = AsyncWebhookClient(response_url, proxy=self._settings.proxy, session=self._pool(),
                                  retry_handlers=retry_handlers(), logger=_quiet)
        answer = await hook.send_dict(body)
        return answer.status_code == 200

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
