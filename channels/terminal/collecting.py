"""The output channel of the terminal. Apart from the rest, because it needs Rasa."""
from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class Replies(OutputChannel):
    """Keeps each message whole: Rasa's own collector tears text, buttons and card apart."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Name of the channel, as Rasa stores it."""
        return "terminal"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message."""
        self.messages.append(dict(message))
