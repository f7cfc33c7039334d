"""``/metrics`` for Prometheus: a channel that nobody speaks through, which watches the others.

    credentials.yml:
        channels.metrics.Metrics:

Off, and not to be found, unless ``GUIDE_METRICS_TOKEN`` is set; Prometheus sends it as a bearer token.
"""
from __future__ import annotations

import asyncio
import hmac
import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from channels.web_pages import DATA_HEADERS
from metrics.counts import Counts
from metrics.shown import SMALLEST_CELL, text
from stores.secret_settings import refuse_weak

logger = logging.getLogger(__name__)

TOKEN, SMALLEST = "GUIDE_METRICS_TOKEN", "GUIDE_SMALLEST_CELL"
Handle = Callable[[UserMessage], Awaitable[Any]]


class Metrics(InputChannel):
    """Counts every turn of this process, whatever channel it came by."""

    def __init__(self, token: str = "", smallest: int = SMALLEST_CELL) -> None:
        self._token = token
        self._smallest = smallest
        self.counts = Counts()

    @classmethod
    def name(cls) -> str:
        """Rasa mounts channels by their names; our route is ``/metrics`` all the same."""
        return "metrics"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Metrics:
        """The settings come from the environment alone: the token is a secret.

        Raises:
            WeakSecret: the token is easy to guess.
        """
        token = os.environ.get(TOKEN, "")
        if token:
            refuse_weak(TOKEN, token)
        return cls(token, int(os.environ.get(SMALLEST) or SMALLEST_CELL))

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The route, and what begins to count once the assistant is loaded."""
        blueprint = _AtTheRoot("metrics")
        if not self._token:
            return blueprint

        @blueprint.get("/metrics")
        async def metrics(request: Request) -> HTTPResponse:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            # Bytes that are no UTF-8 come from Sanic as lone surrogates.
            same = hmac.compare_digest(given.strip().encode(errors="surrogateescape"), self._token.encode())
            if scheme.lower() != "bearer" or not same:
                return raw(b"", 401, {**DATA_HEADERS, "WWW-Authenticate": "Bearer"})
            return raw(text(self.counts.collector(), self._smallest), headers=DATA_HEADERS, content_type=CONTENT_TYPE_LATEST)

        @blueprint.listener("after_server_start")
        async def watch(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            agent = getattr(app.ctx, "agent", None)
            if agent is not None:
                agent.handle_message = self.watching(agent.handle_message)

        return blueprint

    def watching(self, handle: Handle) -> Handle:
        """The same handler, counted. What goes wrong in counting never reaches the turn."""

        async def handled(message: UserMessage) -> Any:
            cards: list[dict[str, Any]] = []
            if message.output_channel is not None:
                _listen(message.output_channel, cards)
            failed, began = True, time.perf_counter()
            try:
                answer = await handle(message)
                failed = False
                return answer
            finally:
                try:
                    self.counts.add(message.input_channel, time.perf_counter() - began, cards, failed)
                except Exception as error:  # noqa: BLE001
                    logger.error("A turn could not be counted: %s.", type(error).__name__)

        return handled


def _listen(output: OutputChannel, cards: list[dict[str, Any]]) -> None:
    """Note each reply's card on its way out. Set on this one object: Rasa asks of what class it is."""
    send = output.send_response

    async def sending(recipient_id: str, message: dict[str, Any]) -> None:
        card = message.get("custom")
        cards.append(card if isinstance(card, dict) else {})
        await send(recipient_id, message)

    output.send_response = sending  # type: ignore[method-assign]


class _AtTheRoot(Blueprint):
    """Mounted at "/", where Prometheus looks, in place of Rasa's ``/webhooks/<name>``."""

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        super().register(app, {**options, "url_prefix": None})
