"""How a conversation looks: what every view can show."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from channels.terminal.replies import Choice, Reply


class View(Protocol):
    """Shows a conversation."""

    def said(self, text: str) -> None:
        """What the person said, where they cannot see themselves typing it."""

    def chose(self, choices: Sequence[Choice]) -> None:
        """What the typed numbers stood for."""

    def heard(self, replies: Sequence[Reply], choices: Sequence[Choice]) -> None:
        """One turn of the assistant: its messages, then everything that it offers, in the order of the numbers."""

    def note(self, text: str) -> None:
        """A sentence of the terminal's own."""


def asks_several(replies: Sequence[Reply]) -> bool:
    """Whether more than one of the offered choices may be taken."""
    return any(reply.several and reply.choices for reply in replies)
