"""One JSON object a line, for programs: ``{"user": ...}``, ``{"bot": {text, card, choices}}``, ``{"note": ...}``."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from channels.terminal.replies import Choice, Reply


class JsonView:
    """Writes what was said to the assistant, and each of its messages with its card."""

    def __init__(self, out: TextIO) -> None:
        """Write to this stream, a line at a time."""
        self._out = out

    def said(self, text: str) -> None:
        """The words as the person gave them."""
        self._write({"user": text})

    def chose(self, choices: Sequence[Choice]) -> None:
        """Nothing to add: a program knows what its numbers stand for."""

    def heard(self, replies: Sequence[Reply], choices: Sequence[Choice]) -> None:
        """A line for each message; its choices with the numbers that may be sent for them."""
        numbers = {choice.payload: number for number, choice in enumerate(choices, 1)}
        for reply in replies:
            self._write({"bot": {"text": reply.text, "card": reply.card, "choices": [
                {"number": numbers[choice.payload], "title": choice.title, "payload": choice.payload}
                for choice in reply.choices]}})

    def note(self, text: str) -> None:
        """A sentence of the terminal's own."""
        self._write({"note": text.strip()})

    def _write(self, entry: dict[str, Any]) -> None:
        # A lone surrogate from an undecodable byte can not be written as UTF-8.
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
        print(line, file=self._out, flush=True)
