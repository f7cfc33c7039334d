"""The catalogue in use and everything built on it, replaced as one.

A decision table of yesterday with the names of today would be worse than
either. So whatever is made of a catalogue stands on that catalogue's shelf,
and new knowledge comes with a whole new shelf.
"""
from __future__ import annotations

import functools
import pathlib
import threading
from typing import Any, Callable, Generic, TypeVar

from guide.knowledge.catalogue import Catalogue
from guide.knowledge.load import default_folder, read_catalogue

_Thing = TypeVar("_Thing")


class Shelf:
    """One catalogue, the folder it was read from, and what was made of it, each thing once."""

    def __init__(self, catalogue: Catalogue, folder: pathlib.Path) -> None:
        self.catalogue = catalogue
        self.folder = folder
        self._things: dict[Made[Any], Any] = {}
        self._lock = threading.RLock()

    def thing(self, made: "Made[_Thing]") -> _Thing:
        """What ``made`` makes of this catalogue."""
        if made not in self._things:
            with self._lock:
                if made not in self._things:
                    self._things[made] = made.make(self)
        return self._things[made]  # type: ignore[no-any-return]

    def furnish_like(self, other: "Shelf") -> None:
        """Makes everything the other one holds, so that nobody has to wait for it later."""
        for made in list(other._things):
            self.thing(made)


class Made(Generic[_Thing]):
    """Something made once of each catalogue; as a decorator it turns ``make(shelf)`` into ``make()``."""

    def __init__(self, make: Callable[[Shelf], _Thing]) -> None:
        self.make = make
        functools.update_wrapper(self, make)

    def __call__(self, shelf: Shelf | None = None) -> _Thing:
        """The thing on that shelf, by default on the one in use."""
        return (shelf or in_use()).thing(self)


_lock = threading.Lock()
_current: list[Shelf] = []


def in_use() -> Shelf:
    """The shelf in use; the default folder is read for it at the first call.

    Raises:
        KnowledgeError: that folder has a fault.
    """
    if not _current:
        with _lock:
            if not _current:
                folder = default_folder()
                _current.append(Shelf(read_catalogue(folder), folder))
    return _current[0]


def put_to_use(catalogue: Catalogue, folder: pathlib.Path) -> None:
    """Replaces the shelf in use, once everything that stands on the old one is made anew.

    Raises:
        ValueError: something cannot be made of this catalogue; then nothing is replaced.
    """
    shelf = Shelf(catalogue, folder)
    shelf.furnish_like(in_use())
    _current[0] = shelf


def load() -> Catalogue:
    """The catalogue in use."""
    return in_use().catalogue
