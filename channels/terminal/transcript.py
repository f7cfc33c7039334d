"""What was said in this run, and saving it to a file."""
from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from channels.terminal.markdown import plain
from channels.terminal.replies import Reply, safe
from channels.terminal.strings import STRINGS


class Transcript:
    """The conversation as the person saw it."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._entries: list[dict[str, Any]] = []

    def said(self, text: str) -> None:
        """Add the person's words."""
        self._entries.append({"from": "person", "text": safe(text)})

    def heard(self, replies: Sequence[Reply]) -> None:
        """Add one turn of the assistant."""
        self._entries += [{"from": "guide", "text": reply.text, "card": reply.card} for reply in replies]

    def forget(self) -> None:
        """Drop everything."""
        self._entries.clear()

    def last_card(self, kind: str) -> Mapping[str, Any] | None:
        """The newest card of a kind."""
        cards = (entry.get("card") for entry in reversed(self._entries))
        return next((card for card in cards if card and card.get("card") == kind), None)

    @property
    def begun(self) -> bool:
        """Whether the person has said anything."""
        return any(entry["from"] == "person" for entry in self._entries)

    def as_text(self, markdown: bool = False) -> str:
        """For reading and printing."""
        parts = []
        for entry in self._entries:
            name = STRINGS[entry["from"]]
            text = entry["text"] if markdown else plain(entry["text"])
            if text:
                parts.append(f"**{name}:** {text}" if markdown else f"{name}: {text}")
        return "\n\n".join(parts) + "\n"

    def as_json(self, events: list[dict[str, Any]] | None) -> str:
        """For programs: what was seen, and everything that is kept where that could be had."""
        whole = {"conversation": self._entries, **({"events": events} if events is not None else {})}
        return json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n"


def write_new(file: Path, text: str) -> None:
    """Write a file that only its owner may read.

    Raises:
        FileExistsError: there is one already, and it may be an earlier visit.
        OSError: it cannot be written.
    """
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8", errors="replace") as out:
        out.write(text)
