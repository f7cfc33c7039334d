"""Rasa's REST channel with the same care for what comes in as every other channel."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import QueueOutputChannel, RestInput
from sanic import Blueprint
from sanic.exceptions import Forbidden, InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as as_json

from channels.incoming import receive
from channels.last_resort import never_lose_an_alarm
from channels.web_errors import WebError
from channels.web_limits import origin_allowed

logger = logging.getLogger(__name__)
Handle = Callable[[UserMessage], Awaitable[Any]]
# As long as a name in the database may be.
_LONGEST_NAME = 255

never_lose_an_alarm()  # also under a plain `rasa run`


class GuardedRest(RestInput):
    """Serves ``/webhooks/rest/webhook``. Text is cleaned; nothing typed by anybody is taken for a command."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """Rasa's own routes; where a turn failed, they say so instead of nothing."""
        blueprint = super().blueprint(on_new_message)

        @blueprint.middleware("response")
        async def never_silent(request: Request, response: HTTPResponse) -> HTTPResponse | None:
            if isinstance(response, HTTPResponse) and response.status == 200 and response.body == b"[]":
                return as_json([{"recipient_id": _short_text(request, "sender") or "default", "text": _sorry()}], 500)
            return None

        return blueprint

    @staticmethod
    async def on_message_wrapper(on_new_message: Handle, text: str, queue: asyncio.Queue[Any], sender_id: str, input_channel: str,
                                 metadata: dict[str, Any] | None) -> None:
        """A streamed turn ends also where it fails; Rasa's own would leave the client waiting for ever."""
        try:
            await on_new_message(UserMessage(text, QueueOutputChannel(queue), sender_id, input_channel=input_channel, metadata=metadata))
        except Exception as error:  # noqa: BLE001
            logger.error("A turn failed: %s.", type(error).__name__)
            await queue.put({"recipient_id": sender_id, "text": _sorry()})
        finally:
            await queue.put("DONE")

    def _extract_message(self, req: Request) -> str:
        return receive(_body(req).get("message", ""))

    async def _extract_sender(self, req: Request) -> str | None:
        # A page that somebody on this machine looks at must not speak here in their place.
        if not origin_allowed(req.headers, ()):
            raise Forbidden("Other websites may not call this.")
        return _short_text(req, "sender")

    def _extract_input_channel(self, req: Request) -> str:
        return _short_text(req, "input_channel") or self.name()

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """What the client says about a message; anything but an object is nothing."""
        given = _body(request).get("metadata")
        return given if isinstance(given, dict) else None


def _sorry() -> str:
    return str(WebError("failed").body()["error"]["message"])


def _body(request: Request) -> dict[str, Any]:
    """What was sent.

    Raises:
        InvalidUsage: 400, it is not an object.
    """
    try:
        given = request.json
    except RecursionError:
        given = None
    if not isinstance(given, dict):
        raise InvalidUsage("Send a JSON object.")
    return given


def _short_text(request: Request, field: str) -> str | None:
    given = _body(request).get(field)
    if given is not None and not (isinstance(given, str) and len(given) <= _LONGEST_NAME):
        raise InvalidUsage(f"{field} must be a text of at most {_LONGEST_NAME} characters.")
    return given
