"""Where the terminal keeps its own few files: what was typed, its log, how long loading took."""
from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PROJECT = Path(__file__).parents[2]
#: Another folder for these files, for tests and for machines with rules of their own.
FOLDER_VARIABLE = "GUIDE_TERMINAL_FOLDER"


@functools.lru_cache(maxsize=1)
def folder() -> Path:
    """The folder, made if need be, that nobody else on the machine may read."""
    for place in _places():
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    # A machine that lets us keep nothing still lets us talk.
    return Path(tempfile.mkdtemp(prefix="physiatry-guide-"))


def _places() -> Iterator[Path]:
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        yield Path(given)
        return
    if os.access(_PROJECT, os.W_OK):
        yield _PROJECT / "var" / "terminal"
    # Installed for everybody: into the person's own home.
    home = os.environ.get("XDG_STATE_HOME")
    yield (Path(home) if home else Path("~/.local/state").expanduser()) / "physiatry-guide"


def history_file() -> Path:
    """What was typed in earlier runs."""
    return folder() / "history"


def log_file() -> Path:
    """What went wrong."""
    return folder() / "terminal.log"


def loading_file() -> Path:
    """How long the guide took to load the last time, in seconds."""
    return folder() / "loading_seconds"
