"""Whom the terminal talks to: the assistant in this process, or a served one."""
from __future__ import annotations

from typing import Any, Protocol

#: One message of the assistant: ``text``, ``buttons`` and ``custom`` (the card), as Rasa has them.
Message = dict[str, Any]

#: The words that make the assistant erase a conversation, on every channel.
DELETE = "delete my data"


class TalkError(Exception):
    """The assistant cannot be loaded, reached or heard; the message is a sentence for the person."""


class Talk(Protocol):
    """One conversation with the assistant."""

    @property
    def lasting(self) -> bool:
        """Whether another run can go on with this conversation."""

    async def say(self, text: str) -> list[Message]:
        """Say something that ``channels.incoming.receive`` has made fit; return the replies."""

    async def forget(self) -> list[Message]:
        """Erase everything kept of this conversation; return what the assistant says to that."""

    async def export(self) -> list[dict[str, Any]] | None:
        """Everything kept of this conversation, or nothing where that cannot be had."""

    async def close(self) -> None:
        """Leave the conversation."""
