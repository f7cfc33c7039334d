"""What the assistant says: bubbles of text, each with at most one typed card and the choices it offers."""
from __future__ import annotations

import functools
import json
import pathlib
from dataclasses import dataclass, field
from typing import Any, Sequence

Card = dict[str, Any]
SCHEMA_FILE = pathlib.Path(__file__).parent / "schema.json"


@dataclass(frozen=True)
class Choice:
    """Something offered to press or type. ``payload`` is plain words, never a command."""

    title: str
    payload: str = ""

    def as_card(self) -> dict[str, str]:
        return {"title": self.title, "payload": self.payload or self.title}


@dataclass(frozen=True)
class Bubble:
    """One message. The text alone is always enough; the card lets a channel render it and a test read it."""

    text: str
    card: Card | None = None
    choices: Sequence[Choice] = field(default=())


@functools.lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of all cards."""
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def smalltalk(kind: str) -> Card:
    """The card of a remark that neither answers nor asks."""
    return {"card": "smalltalk", "kind": kind}


def without_empty(**fields: Any) -> Card:
    """A card without the fields that say nothing."""
    return {key: value for key, value in fields.items() if value is not None}
