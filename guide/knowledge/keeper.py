"""Keeps the last good catalogue while its files are being edited."""
from __future__ import annotations

import pathlib
import threading
from typing import Callable

from guide.knowledge.catalogue import Catalogue
from guide.knowledge.load import KnowledgeError, Problem, default_folder, read_catalogue

_Stamp = tuple[tuple[str, int, int], ...]


class Keeper:
    """A catalogue that can be read anew while the assistant runs. Bad knowledge never replaces good."""

    def __init__(self, folder: pathlib.Path | None = None,
                 read: Callable[[pathlib.Path], Catalogue] = read_catalogue,
                 take: Callable[[Catalogue, pathlib.Path], None] | None = None,
                 first: Callable[[pathlib.Path], Catalogue] | None = None) -> None:
        """Reads the folder once.

        Args:
            folder: where the files are.
            read: reads them, now and later.
            take: is given every later good catalogue with the folder it came from.
            first: reads them the first time, where somebody has done so already.

        Raises:
            KnowledgeError: there is nothing good to begin with.
        """
        self._folder = folder or default_folder()
        self._read = read
        self._take = take
        self._lock = threading.Lock()
        self._stamp = self._seen = self._look()
        self._current = (first or read)(self._folder)

    def current(self) -> Catalogue:
        """The last catalogue without a fault."""
        return self._current

    def reload(self) -> list[Problem]:
        """Reads the files again. Returns what is wrong with them; then the catalogue stays as it was."""
        with self._lock:
            self._stamp = self._look()
            try:
                catalogue = self._read(self._folder)
                if self._take:
                    self._take(catalogue, self._folder)
            except KnowledgeError as error:
                return error.problems
            except OSError as error:
                return [Problem(self._folder, 1, f"not readable: {error}", "check the folder and its rights")]
            except ValueError as error:  # of the decision table or the interview, which name their place
                return [Problem(self._folder, 1, str(error), "run `make check-knowledge`")]
            self._current = catalogue
            return []

    def reload_if_changed(self) -> list[Problem]:
        """The same where a file is newer, gone or new; nothing where all is as it was."""
        return self.reload() if self._look() != self._stamp else []

    def has_settled(self) -> bool:
        """Whether files changed since they were last read, but not since this was last asked.

        Somebody who saves three files, or copies a folder, is not done at the first of them.
        """
        last, self._seen = self._seen, self._look()
        return self._seen == last and self._seen != self._stamp

    def _look(self) -> _Stamp:
        found = []
        for file in sorted(self._folder.rglob("*.yml")):
            try:
                state = file.stat()
            except OSError:  # deleted between being listed and looked at
                continue
            found.append((str(file), state.st_mtime_ns, state.st_size))
        return tuple(found)
