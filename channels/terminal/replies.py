"""What the assistant said in one turn, ready to be shown."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from channels.terminal.talk import Message

# A served assistant is somebody else's computer: its text must not move the cursor or retitle the window.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Choice:
    """Something offered: what is shown, and what is said when it is chosen."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One message: its text, the card beside it, and what it offers."""

    text: str
    card: Mapping[str, Any] | None = None
    choices: tuple[Choice, ...] = field(default=())

    @property
    def kind(self) -> str:
        """The card's kind, or nothing."""
        return str(self.card.get("card", "")) if self.card else ""

    @property
    def several(self) -> bool:
        """Whether it asks for one or more of its choices."""
        return bool(self.card and self.card.get("several"))


def read(messages: Iterable[Message]) -> list[Reply]:
    """The messages of one turn, emergencies first."""
    replies = [reply for reply in map(_reply, messages) if reply.text or reply.card or reply.choices]
    return sorted(replies, key=lambda reply: reply.kind != "emergency")


def offered(replies: Sequence[Reply]) -> list[Choice]:
    """All that a turn offers, each once: the answers to its question first, for their numbers to be low."""
    ordered = sorted(replies, key=lambda reply: reply.kind != "question")
    return _once(choice for reply in ordered for choice in reply.choices)


def _once(choices: Iterable[Choice]) -> list[Choice]:
    found: dict[str, Choice] = {}
    for choice in choices:
        found.setdefault(choice.payload, choice)
    return list(found.values())


def _reply(message: Message) -> Reply:
    custom = message.get("custom")
    card = custom if isinstance(custom, dict) and custom.get("card") else None
    texts = [message.get(key) for key in ("text", "image", "attachment")]
    text = "\n".join(safe(text).strip() for text in texts if isinstance(text, str) and text.strip())
    offers = [*_choices(message.get("buttons")), *_choices((card or {}).get("options"))]
    return Reply(text, card, tuple(_once(offers or _choices((card or {}).get("suggestions")))))


def _choices(raw: object) -> Iterator[Choice]:
    for item in raw if isinstance(raw, (list, tuple)) else ():
        if isinstance(item, dict) and item.get("title"):
            title = " ".join(safe(str(item["title"])).split())
            yield Choice(title, safe(str(item.get("payload") or title)))


def safe(text: str) -> str:
    """Text without characters that steer a terminal."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\t", " "))
