"""The conversation in a window with colours, or at least bold letters."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from channels.terminal.markdown import WIDEST, wrapped
from channels.terminal.replies import Choice, Reply, safe
from channels.terminal.strings import STRINGS, sentence
from channels.terminal.views import asks_several

_INDENT = "  "
_PANEL_SIDES = 4  # the border and a blank, left and right


class RichView:
    """Draws on a terminal; without colours where NO_COLOR asks for that."""

    def __init__(self, out: TextIO, echo: bool = False) -> None:
        """``echo``: what the person says came through a pipe and is not on the screen yet."""
        self._console = Console(file=out, markup=False, highlight=False, emoji=False)
        self._echo = echo
        self._explained = False

    def said(self, text: str) -> None:
        """The person's words, where they were not typed here."""
        if self._echo:
            self._print(f"{STRINGS['person']}: {safe(text)[:self._console.width * 20]}".rstrip(), indent="", style="bold")

    def chose(self, choices: Sequence[Choice]) -> None:
        """The titles of the typed numbers."""
        self._print(sentence("chose", titles=", ".join(choice.title for choice in choices)), style="dim")

    def heard(self, replies: Sequence[Reply], choices: Sequence[Choice]) -> None:
        """The messages with a gap between them, emergencies in a frame; then the choices."""
        self._console.print()
        named = False
        for reply in replies:
            if reply.kind == "emergency":
                self._emergency(reply)
            elif reply.text:
                if not named:
                    self._console.print(Text(STRINGS["guide"], "bold cyan"))
                    named = True
                self._print(reply.text)
                self._console.print()
        self._offer(choices, asks_several(replies))

    def note(self, text: str) -> None:
        """A sentence of the terminal's own."""
        self._print(text, style="dim")

    def _offer(self, choices: Sequence[Choice], several: bool) -> None:
        figures = len(str(len(choices)))
        for number, choice in enumerate(choices, 1):
            for at, line in enumerate(wrapped(f"{number}. {choice.title}", self._width, indent=_INDENT + " " * (
                    figures - len(str(number))))):
                if at == 0:
                    line.stylize("bold", 0, len(_INDENT) + figures + 1)
                self._console.print(line, soft_wrap=True)
        if choices:
            if several or not self._explained:
                self._print(sentence("choose_several" if several else "choose"), style="dim")
                self._explained = True
            self._console.print()

    def _emergency(self, reply: Reply) -> None:
        """Bold, framed and named: the colour is not the only sign."""
        level = STRINGS["emergency"].get((reply.card or {}).get("level"), STRINGS["emergency"]["now"])
        width = min(self._width, WIDEST)
        lines = [piece for line in reply.text.split("\n") for piece in wrapped(line, width - _PANEL_SIDES, "bold")]
        self._console.print(Panel(
            Group(*lines), box=box.HEAVY, title=Text(f" !! {level} !! ", "bold reverse red"), title_align="left",
            border_style="bold red", width=width))
        self._console.print()

    @property
    def _width(self) -> int:
        return self._console.width

    def _print(self, text: str, indent: str = _INDENT, style: str = "") -> None:
        for line in text.split("\n"):
            for piece in wrapped(line, self._width, style, indent):
                self._console.print(piece, soft_wrap=True)
