"""Ctrl-C: while the guide loads it ends the program; in a conversation the first is answered and the second one leaves."""
from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Iterator
from types import FrameType
from typing import Any, TypeVar

from channels.terminal.lines import Lines
from channels.terminal.strings import sentence

Result = TypeVar("Result")

# Pressed this often without being heard, something hangs, and politeness ends.
_PATIENCE = 3
# How long a program that was told to stop may take to clean up, before it is told again.
_CLEANING_SECONDS = 1.0


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """The key ends what this surrounds, with KeyboardInterrupt, whatever becomes of that on its way out.

    It is taken here and not left to Python, for a program that was started by one in the background inherits that
    the key is ignored. And libraries lose the exception, in ``__del__`` for one, or make another one of it: so it is
    raised again until it is out.
    """
    pressed = False

    def press(_signal: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.setitimer(signal.ITIMER_REAL, _CLEANING_SECONDS)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, press) for number in (signal.SIGINT, signal.SIGALRM)}
    try:
        yield
    except Exception:
        if pressed:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


class Interrupts:
    """Listens for the key in every moment of a conversation, so that none of them tears a turn apart."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """``tell`` shows a sentence to the person."""
        self.leaving = False
        self._tell = tell
        self._asked = False
        self._unheard = 0
        self._reading = False
        self._turn: asyncio.Future[Any] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take the key for as long as this lasts."""
        self._loop = asyncio.get_running_loop()
        before = signal.signal(signal.SIGINT, self._pressed)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
            self._loop = None

    async def line(self, lines: Lines) -> str | None:
        """The next line. Nothing when there is none, which may be because the person leaves."""
        while True:
            await asyncio.sleep(0)  # a key pressed just now is answered before the prompt shows again
            if self.leaving:
                return None
            self._reading = True
            try:
                line = await lines.next()
            except KeyboardInterrupt:
                self._answer(sentence("interrupt"))
                continue
            finally:
                self._reading = False
                if self._loop:
                    signal.signal(signal.SIGINT, self._pressed)  # the line editor has put back Python's own
            self._asked = False
            return line

    async def turn(self, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Do something that may take a while; nothing comes of it when the person leaves meanwhile."""
        turn: asyncio.Future[Result] = asyncio.ensure_future(work)
        self._turn = turn
        try:
            return await turn
        except asyncio.CancelledError:
            if not self.leaving:
                raise
            return None
        finally:
            self._turn = None

    def _pressed(self, _signal: int, _frame: FrameType | None) -> None:
        self._unheard += 1
        if self._reading or self._loop is None or self._unheard > _PATIENCE:
            self._unheard = 0
            raise KeyboardInterrupt
        # Whatever was interrupted may be in the middle of writing: answer when it is done.
        self._loop.call_soon_threadsafe(self._hear)

    def _hear(self) -> None:
        self._unheard = 0
        self._answer(f"\n{sentence('interrupt')}")  # the terminal has just written "^C" into the line
        if self.leaving and self._turn:
            self._turn.cancel()

    def _answer(self, hint: str) -> None:
        if self._asked:
            self.leaving = True
        else:
            self._asked = True
            self._tell(hint)
