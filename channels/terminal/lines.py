"""Where the person's lines come from: a prompt with history, a plain prompt, or a pipe."""
from __future__ import annotations

from typing import Protocol, TextIO

from channels.terminal.commands import NAMES
from channels.terminal.strings import STRINGS


class Lines(Protocol):
    """Gives one line after the other."""

    #: Whether somebody sits there who can press Ctrl-C twice, and be told so.
    attended: bool

    async def next(self) -> str | None:
        """The next line without its end, or nothing at the end. ``KeyboardInterrupt`` is Ctrl-C."""

    def forget(self) -> None:
        """Delete what is kept of earlier lines."""


class PromptLines:
    """A line editor: arrow keys, earlier lines, Tab for commands, a paste of many lines as one message."""

    attended = True

    def __init__(self, private: bool) -> None:
        """``private``: what is typed can be called back in this run and is nowhere afterwards."""
        import os

        # Asking the terminal where the cursor is only serves menus, and confuses screen readers and slow lines.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import WordCompleter
        from prompt_toolkit.history import History, InMemoryHistory
        from prompt_toolkit.output import ColorDepth

        from channels.terminal.history import TypedBefore
        from channels.terminal.places import history_file

        self._kept = None if private else TypedBefore(history_file())
        history: History = self._kept or InMemoryHistory()
        self._history = history
        self._session: PromptSession[str] = PromptSession(
            history=history, complete_while_typing=False,
            completer=WordCompleter([f"/{name}" for name in NAMES], sentence=True),
            color_depth=ColorDepth.DEPTH_1_BIT)

    async def next(self) -> str | None:
        """The next line; nothing after Ctrl-D on an empty one."""
        try:
            return await self._session.prompt_async([("bold", f"{STRINGS['person']}: ")])
        except EOFError:
            return None

    def forget(self) -> None:
        """Delete the earlier lines, of this run and of those before."""
        if self._kept:
            self._kept.forget()


class PlainLines:
    """The terminal's own line, with nothing that moves the cursor."""

    attended = True

    def __init__(self, stream: TextIO, out: TextIO) -> None:
        """Read here, ask there."""
        self._stream = stream
        self._out = out

    async def next(self) -> str | None:
        """The next line; nothing after Ctrl-D."""
        print(f"{STRINGS['person']}: ", end="", file=self._out, flush=True)
        # Blocks on purpose: nothing else is going on, and Ctrl-C gets through to a plain read.
        try:
            line = self._stream.readline()
        except KeyboardInterrupt:
            print(file=self._out, flush=True)  # the terminal has just written "^C" into the line
            raise
        if not line:
            print(file=self._out, flush=True)
        return _without_end(line)

    def forget(self) -> None:
        """Nothing is kept."""


class PipedLines:
    """Lines of a file or of another program."""

    attended = False

    def __init__(self, stream: TextIO) -> None:
        """Read here."""
        self._stream = stream

    async def next(self) -> str | None:
        """The next line; nothing at the end of the file."""
        return _without_end(self._stream.readline())

    def forget(self) -> None:
        """Nothing is kept."""


def _without_end(line: str) -> str | None:
    return line.rstrip("\r\n") if line else None
