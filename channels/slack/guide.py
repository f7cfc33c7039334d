"""The Rasa channel: routes, signatures, start and stop."""
from __future__ import annotations

import asyncio
import json
import logging
from typing import Any
from urllib.parse import parse_qs

from rasa.core.channels.slack import SlackInput
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.last_resort import never_lose_an_alarm
from channels.slack import oauth
from channels.slack.erasure import agent
from channels.slack.reception import COMMAND, EVENT, INTERACTION, Reception
from channels.slack.settings import Settings
from channels.slack.socket_mode import SocketMode
from channels.slack.turns import OnNewMessage
from channels.slack.workspaces import ManyWorkspaces
from stores.secret_settings import refuse_weak

logger = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
_CHALLENGE = "challenge"


class SlackGuide(SlackInput):
    """Rasa's Slack channel, made whole.

    Kept from Rasa: its name, its settings' names, its address
    ``/webhooks/slack/webhook`` and its check of signature and time. Without
    settings the channel is off and the server starts all the same.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reception: Reception | None = None
        self._socket: SocketMode | None = None
        super().__init__(
            settings.slack_token, proxy=settings.proxy, use_threads=True,
            slack_retry_reason_header="x-slack-retry-reason", slack_retry_number_header="x-slack-retry-num",
            slack_signing_secret=settings.slack_signing_secret)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackGuide:
        settings = Settings.read(credentials)
        if settings.slack_signing_secret:
            refuse_weak("SLACK_SIGNING_SECRET", settings.slack_signing_secret)
        return cls(settings)

    def _validate_credentials(self) -> None:
        if self.settings.missing:
            logger.info("Slack is off: it needs %s.", self.settings.missing)

    def get_output_channel(self, channel: str | None = None, thread_id: str | None = None) -> None:
        """Rasa asks for this to speak first, unasked. On Slack the assistant never does."""

    def is_request_from_slack_authentic(self, request: Request) -> bool:
        # Rasa's check would accept anything signed with an empty secret.
        return bool(self.settings.slack_signing_secret) and super().is_request_from_slack_authentic(request)

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        never_lose_an_alarm()  # also under a plain `rasa run`
        slack = Blueprint("slack_webhook", __name__)
        on = not self.settings.missing

        @slack.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok" if on else "off"})

        if on:
            self._open(slack, on_new_message)
        return slack

    def _open(self, slack: Blueprint, on_new_message: OnNewMessage) -> None:
        server: dict[str, Sanic] = {}
        reception = Reception(self.settings, on_new_message, lambda: agent(server.get("app")))
        self.reception = reception
        if isinstance(reception.workspaces, ManyWorkspaces):
            oauth.add_routes(slack, self.settings, reception.api, reception.workspaces)

        @slack.listener("before_server_start")
        async def remember(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            server["app"] = app

        @slack.listener("after_server_start")
        async def start(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            if self.settings.slack_app_token:
                self._socket = SocketMode(self.settings, reception.api, reception.receive)
                await self._socket.start()

        @slack.listener("before_server_stop")
        async def stop(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            if self._socket is not None:
                await self._socket.stop()
            await reception.close()

        @slack.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if len(request.body) > LARGEST_BODY:
                return response.text("too large", status=413)
            if not self.is_request_from_slack_authentic(request):
                return response.text("not signed by Slack, or too old", status=401)
            try:
                kind, payload = read(request.headers.get("content-type", ""), request.body)
            except (ValueError, RecursionError):
                return response.text("not understood", status=400)
            if kind == _CHALLENGE:
                return response.text(str(payload))
            answer = await reception.receive(kind, payload)
            return response.json(answer) if answer else response.text("")


def read(content_type: str, body: bytes) -> tuple[str, Any]:
    """A request's body as a kind of payload and the payload; ValueError if it is neither.

    Slack adds a charset to the media type at will, so only its first part counts.
    """
    media_type = content_type.split(";")[0].strip().lower()
    text = body.decode("utf-8")
    if media_type == "application/json":
        payload = _object(text)
        if payload.get("type") == "url_verification":
            return _CHALLENGE, payload.get("challenge", "")
        return EVENT, payload
    if media_type == "application/x-www-form-urlencoded":
        fields = {key: values[0] for key, values in parse_qs(text, keep_blank_values=True).items()}
        if "payload" in fields:
            return INTERACTION, _object(fields["payload"])
        if "command" in fields:
            return COMMAND, fields
    raise ValueError("neither an event, an interaction nor a command")


def _object(text: str) -> dict[str, Any]:
    payload = json.loads(text)
    if not isinstance(payload, dict):
        raise ValueError("not an object")  # noqa: TRY004 - said about what was sent, not about our code
    return payload
