"""Words only: for screen readers, pipes, simple terminals, and people who like it so.

No colour, no boxes, nothing moves: each line is written once, and the choices
come last, next to where the answer is typed.
"""
from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import TextIO

from channels.terminal.markdown import wrapped
from channels.terminal.replies import Choice, Reply, safe
from channels.terminal.strings import STRINGS, sentence
from channels.terminal.views import asks_several

ALARM = "!! "
# A message of 100,000 characters went to the assistant; nobody wants to scroll back over its echo.
_LONGEST_ECHO = 2_000


class PlainView:
    """Writes lines."""

    def __init__(self, out: TextIO, echo: bool = False) -> None:
        """``echo``: what the person says came through a pipe and is not on the screen yet."""
        self._out = out
        self._echo = echo
        self._explained = False

    def said(self, text: str) -> None:
        """The person's words, where they were not typed here."""
        if self._echo:
            text = safe(text)
            shown = text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}… ({len(text):,} characters)"
            self._write(f"{STRINGS['person']}: {shown}".rstrip())

    def chose(self, choices: Sequence[Choice]) -> None:
        """The titles of the typed numbers."""
        self._write(sentence("chose", titles=", ".join(choice.title for choice in choices)))

    def heard(self, replies: Sequence[Reply], choices: Sequence[Choice]) -> None:
        """The messages, each with who is speaking; then the choices."""
        self._write("")
        speaker = f"{STRINGS['guide']}: "
        for reply in replies:
            if reply.kind == "emergency":
                self._emergency(reply)
            elif reply.text:
                self._write(f"{speaker}{reply.text}\n")
                speaker = ""
        for number, choice in enumerate(choices, 1):
            self._write(f"{number}. {choice.title}")
        several = asks_several(replies)
        if choices and (several or not self._explained):
            self._write(sentence("choose_several" if several else "choose"))
            self._explained = True
        if choices:
            self._write("")

    def note(self, text: str) -> None:
        """A sentence of the terminal's own."""
        self._write(text)

    def _emergency(self, reply: Reply) -> None:
        level = STRINGS["emergency"].get((reply.card or {}).get("level"), STRINGS["emergency"]["now"])
        self._write("\n".join(ALARM + line for line in (level, *filter(None, reply.text.split("\n")))) + "\n")

    def _write(self, text: str) -> None:
        width = shutil.get_terminal_size().columns if self._out.isatty() else None
        lines = [piece.plain for line in text.split("\n") for piece in wrapped(line, width)]
        print("\n".join(lines), file=self._out, flush=True)
