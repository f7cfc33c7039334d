"""The concept finder over the knowledge in use; a text that several components look at is searched once."""
from __future__ import annotations

import functools
from typing import NamedTuple

from guide.concepts import AssertionJudge, ConceptFinder, Mention, PlainReader, PlainText, Reading
from guide.knowledge import Made, Shelf
from nlu.parts import places_of

# Training sets it higher: its components ask for the same thousands of texts, one component after the other.
REMEMBERED = 2048
# How things are said and spelt is no part of the catalogue: one judge and one plain reader outlive them all.
_judge = functools.lru_cache(maxsize=1)(AssertionJudge)
_plain_reader = functools.lru_cache(maxsize=1)(PlainReader)


class Part(NamedTuple):
    """A sentence of a longer message: where it begins, as it was typed, and plain."""

    start: int
    text: str
    plain: PlainText


class _Texts:
    """Texts read with one catalogue, the latest ones remembered."""

    def __init__(self, finder: ConceptFinder) -> None:
        self.read = functools.lru_cache(maxsize=REMEMBERED)(finder.read)
        self.plain = functools.lru_cache(maxsize=REMEMBERED)(self._plain)
        self.parts = functools.lru_cache(maxsize=REMEMBERED)(self._parts)

    def _plain(self, text: str) -> PlainText:
        return _plain_reader().plain(self.read(text))

    def _parts(self, text: str) -> tuple[Part, ...]:
        places = places_of(text)
        if len(places) < 2:
            return ()
        return tuple(Part(start, text[start:end], _plain_reader().plain(self.read(text), start, end)) for start, end in places)


@Made
def finder(shelf: Shelf) -> ConceptFinder:
    """The finder over the knowledge in use."""
    return ConceptFinder(shelf.catalogue, _judge())


@Made
def _texts(shelf: Shelf) -> _Texts:
    return _Texts(finder(shelf))


def reading(text: str) -> Reading:
    """A text as the finder reads it."""
    return _texts().read(text)


def mentions(text: str) -> tuple[Mention, ...]:
    """Everything of the catalogue that a text names."""
    return reading(text).mentions


def plain(text: str) -> PlainText:
    """A text as it is classified: mended, without marks and courtesies."""
    return _texts().plain(text)


def plain_parts(text: str) -> tuple[Part, ...]:
    """The parts of a longer text; nothing where it is one sentence."""
    return _texts().parts(text)
