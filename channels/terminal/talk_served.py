"""A served assistant, over Rasa's REST channel."""
from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any

import aiohttp

from channels.terminal.strings import sentence
from channels.terminal.talk import DELETE, Message, TalkError

logger = logging.getLogger(__name__)

WEBHOOK = "/webhooks/rest/webhook"
_SECONDS = 60


class Served:
    """One conversation with a server."""

    def __init__(self, url: str, conversation: str, private: bool, seconds: float = _SECONDS) -> None:
        """``private``: the server forgets the conversation when it is left."""
        self._url = url.rstrip("/")
        self._conversation = conversation
        self._private = private
        self._said_something = False
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds))

    @property
    def lasting(self) -> bool:
        """The server keeps it, unless it was asked not to."""
        return not self._private

    async def say(self, text: str) -> list[Message]:
        """One turn."""
        address = self._url if self._url.endswith(WEBHOOK) else self._url + WEBHOOK
        body = {"sender": self._conversation, "message": text, "input_channel": "terminal",
                "metadata": {"channel": "terminal"}}
        try:
            async with self._session.post(address, json=body) as response:
                status, answer = response.status, await response.text(errors="replace")
        except asyncio.TimeoutError as error:
            raise TalkError(sentence("slow", url=self._url)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            logger.warning("No connection: %s", error)
            raise TalkError(sentence("unreachable", url=self._url)) from error
        self._said_something = True
        if status >= 500:
            raise TalkError(sentence("turn_failed"))
        try:
            items = json.loads(answer) if status == 200 else None
        except ValueError:
            items = None
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            logger.warning("Status %s is not the answer of a REST channel.", status)
            raise TalkError(sentence("not_a_guide", url=self._url))
        return joined(items)

    async def forget(self) -> list[Message]:
        """Ask the server to; the channel has no other way."""
        replies = await self.say(DELETE)
        self._said_something = False
        return replies

    async def export(self) -> list[dict[str, Any]] | None:
        """The REST channel hands nothing out."""
        return None

    async def close(self) -> None:
        """Leave, and leave nothing behind where that was promised."""
        try:
            if self._private and self._said_something:
                await self.forget()
        except TalkError as error:
            logger.warning("The conversation could not be deleted on the server: %s", error)
        finally:
            await self._session.close()


def joined(items: Iterable[Message]) -> list[Message]:
    """Put each card back to the text before it; the REST channel sends them one after the other."""
    messages: list[Message] = []
    for item in items:
        alone = "custom" in item and not item.get("text")
        if alone and messages and "custom" not in messages[-1]:
            if _alarms(item["custom"]):
                _glue(messages)
            messages[-1]["custom"] = item["custom"]
        else:
            messages.append({key: value for key, value in item.items() if key != "recipient_id"})
    return messages


def _alarms(card: object) -> bool:
    return isinstance(card, dict) and card.get("card") == "emergency"


def _glue(messages: list[Message]) -> None:
    """Make one of the last texts: Rasa cuts a text at its blank lines, and no part of an alarm may come late."""
    parts: list[str] = []
    while len(messages) > 1 and set(messages[-2]) == {"text"}:
        parts.insert(0, messages.pop(-2)["text"])
    messages[-1]["text"] = "\n\n".join([*parts, messages[-1]["text"]])
