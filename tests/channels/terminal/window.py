"""A real terminal window for tests: a pseudo-terminal with a program in it."""
from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"


class Window:
    """Type into it, wait for what it shows."""

    def __init__(self, *arguments: str, columns: int = 80, background: bool = False, **environment: str) -> None:
        """Open a window of this width and run the chat with a small assistant in it.

        ``background``: as a shell starts it from a script in the background, which makes it deaf to Ctrl-C.
        """
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        unwanted = ("COLUMNS", "LINES", "NO_COLOR")
        inherited = {name: value for name, value in os.environ.items() if name not in unwanted}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.channels.terminal.fake_chat", *arguments], cwd=ROOT, stdin=theirs, stdout=theirs,
            stderr=theirs, env={**inherited, "TERM": "xterm-256color", **environment},
            preexec_fn=lambda: _own_terminal(background))  # noqa: PLW1509 - the tests run no threads
        os.close(theirs)
        self.raw = ""
        self._seen = 0

    @property
    def text(self) -> str:
        """Everything shown so far, without colours and cursor movements."""
        return re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])", "", self.raw).replace("\r", "")

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def see(self, words: str, seconds: float = 60) -> str:
        """Wait until these words are shown, after those waited for before."""
        until = time.monotonic() + seconds
        while words not in self.text[self._seen:]:
            if not self._read(until):
                raise AssertionError(f"{words!r} was not shown; this was:\n{self.text[self._seen:]}")
        at = self.text.index(words, self._seen)
        shown, self._seen = self.text[self._seen:at], at + len(words)
        return shown

    def wait_for(self, file: Path, seconds: float = 60) -> None:
        """Wait until the program has made this file."""
        until = time.monotonic() + seconds
        while not file.exists():
            if not self._read(min(until, time.monotonic() + 0.02)) and time.monotonic() > until:
                raise AssertionError(f"{file.name} was not made; this was shown:\n{self.text[self._seen:]}")

    def end(self, seconds: float = 60) -> int:
        """Wait for the program to end; its exit code."""
        until = time.monotonic() + seconds
        while self._read(until):
            pass
        return self._program.wait(timeout=max(until - time.monotonic(), 1))

    def _read(self, until: float) -> bool:
        ready, _, _ = select.select([self._ours], [], [], max(until - time.monotonic(), 0))
        if not ready:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # the program has closed its side
            return False
        self.raw += data.decode(errors="replace")
        return bool(data)

    def close(self) -> None:
        """Close the window, whatever still runs in it."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()
        os.close(self._ours)


def _own_terminal(background: bool) -> None:
    """Make the window the program's own terminal, so that Ctrl-C becomes a signal for it alone."""
    # Said either way: whoever runs the tests may be in the background too, and hands that on.
    signal.signal(signal.SIGINT, signal.SIG_IGN if background else signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
