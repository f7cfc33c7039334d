"""What is happening while the guide loads, and how long it usually takes."""
from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from channels.terminal.markdown import wrapped
from channels.terminal.strings import sentence


def loading_sentence(file: Path) -> str:
    """What is said, from how long it took the last time on this machine."""
    try:
        seconds = round(float(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return sentence("loading_first")
    return sentence("loading", seconds=max(seconds, 2))


def remember(file: Path, seconds: float) -> None:
    """Keep how long it took; it does not matter if that cannot be kept."""
    with suppress(OSError):
        file.write_text(f"{seconds:.1f}", encoding="utf-8")


class _SoFar:
    """The sentence and the seconds that have passed, drawn anew with each turn of the spinner."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._since = time.monotonic()
        self._spinner = Spinner("line")

    def __rich__(self) -> Spinner:
        passed = sentence("loading_so_far", seconds=int(time.monotonic() - self._since))
        self._spinner.update(text=Text.assemble(self._words, " ", (passed, "dim")))
        return self._spinner


@contextmanager
def waiting(words: str, out: TextIO, moving: bool) -> Iterator[None]:
    """Say what is going on: with a spinner, or as one line that stays; to nobody where nobody is looking."""
    if not out.isatty():
        yield
    elif moving:
        # Libraries print while they load; that has its own place, so Live leaves the streams alone.
        with Live(_SoFar(words), console=Console(file=out), refresh_per_second=8, transient=True,
                  redirect_stdout=False, redirect_stderr=False):
            yield
    else:
        width = shutil.get_terminal_size().columns
        print(*(piece.plain for piece in wrapped(words, width)), sep="\n", file=out, flush=True)
        yield
