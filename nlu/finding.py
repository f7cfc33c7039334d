"""The concept finder of this process, built once a catalogue; a text that several components look at is searched once."""
from __future__ import annotations

import functools
from typing import Callable

from guide.concepts import AssertionJudge, ConceptFinder, Mention
from guide.knowledge import Made, Shelf

_REMEMBERED = 2048
# How things are said is no part of the catalogue: one judge outlives them all.
_judge = functools.lru_cache(maxsize=1)(AssertionJudge)


@Made
def finder(shelf: Shelf) -> ConceptFinder:
    """The finder over the knowledge in use."""
    return ConceptFinder(shelf.catalogue, _judge())


@Made
def _search(shelf: Shelf) -> Callable[[str], tuple[Mention, ...]]:
    found = finder(shelf)
    return functools.lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(found.find(text)))


def mentions(text: str) -> tuple[Mention, ...]:
    """Everything of the catalogue that a text names."""
    return _search()(text)
