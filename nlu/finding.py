"""The concept finder of this process, built once; a text that several components look at is searched once."""
from __future__ import annotations

import functools

from guide.concepts import ConceptFinder, Mention
from guide.knowledge import load

_REMEMBERED = 2048


@functools.lru_cache(maxsize=1)
def finder() -> ConceptFinder:
    """The finder over the default knowledge."""
    return ConceptFinder(load())


@functools.lru_cache(maxsize=_REMEMBERED)
def mentions(text: str) -> tuple[Mention, ...]:
    """Everything of the catalogue that a text names."""
    return tuple(finder().find(text))
