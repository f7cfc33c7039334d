"""Rasa's REST channel with the same care for what comes in as every other channel."""
from __future__ import annotations

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic.request import Request

from channels.incoming import receive
from channels.last_resort import never_lose_an_alarm

never_lose_an_alarm()  # also under a plain `rasa run`


class GuardedRest(RestInput):
    """Serves ``/webhooks/rest/webhook``. Text is cleaned; nothing typed by anybody is taken for a command."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def _extract_message(self, req: Request) -> str:
        body: dict[str, Any] = req.json if isinstance(req.json, dict) else {}
        return receive(body.get("message", ""))
