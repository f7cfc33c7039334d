"""Commands: a word after a slash. Most only stand for plain words that the assistant understands."""
from __future__ import annotations

import difflib
import re
from typing import NamedTuple

#: What is said to the assistant for a command.
WORDS = {"back": "go back", "restart": "start over", "summary": "give me a summary", "why": "why?"}
#: What the terminal does by itself.
OWN = ("help", "save", "delete", "quit")
NAMES = (*OWN, *WORDS)
_ALSO = {"exit": "quit", "q": "quit", "h": "help", "?": "help"}
# Not a command: "/inform{...}", "/2 of my fingers", "/usr/bin"; the assistant has an answer to those.
_COMMAND = re.compile(r"\s*/([A-Za-z]+|\?)(?:\s+(.*))?", re.DOTALL)
_LEAVING = ("quit", "exit")


class Command(NamedTuple):
    """A command and what follows it."""

    name: str
    rest: str = ""

    @property
    def known(self) -> bool:
        """Whether there is such a command."""
        return self.name in NAMES


def read(text: str) -> Command | None:
    """The command that was typed, known or not; nothing where these are plain words."""
    if text.strip().lower() in _LEAVING:
        return Command("quit")
    match = _COMMAND.fullmatch(text)
    if not match:
        return None
    name = match[1].lower()
    return Command(_ALSO.get(name, name), (match[2] or "").strip())


def nearest(name: str) -> str | None:
    """The command that was probably meant."""
    return next(iter(difflib.get_close_matches(name, NAMES, n=1)), None)
