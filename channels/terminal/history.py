"""What was typed in earlier runs, to call back with the arrow keys."""
from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import FileHistory

from channels.incoming import redact

_MOST_LINES = 500
# Pasted letters and records are not for calling back.
_LONGEST = 1_000


class TypedBefore(FileHistory):
    """Kept in a file that only its owner may read, without what identifies a person."""

    def __init__(self, file: Path) -> None:
        """Use this file; it need not exist yet."""
        self._file = file
        if file.exists():
            self._shorten()
        else:
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        super().__init__(str(file))

    def store_string(self, string: str) -> None:
        """Keep a line, unless it is very long."""
        if len(string) <= _LONGEST:
            super().store_string(redact(string))

    def forget(self) -> None:
        """Delete every line, in the file and in memory."""
        self._file.write_text("", encoding="utf-8")
        self._loaded_strings.clear()

    def _shorten(self) -> None:
        lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
        if len(lines) > 2 * _MOST_LINES:
            self._file.write_text("".join(_whole(lines[-_MOST_LINES:])), encoding="utf-8")


def _whole(lines: Iterable[str]) -> list[str]:
    """Without the rest of an entry that lost its beginning; an entry begins with a comment."""
    found = list(lines)
    while found and not found[0].startswith("#"):
        del found[0]
    return found
