"""Hard words explained where they are first used."""
from __future__ import annotations

import re
from typing import Collection, Sequence

from guide.knowledge import Catalogue
from guide.knowledge.entries import Concept, Term

# A word explained this many letters before or after its first use is explained.
_NEAR = 140


class Terms:
    """The hard words of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._terms = {term.id: (term, _pattern(term.words), _pattern(term.plain, whole=False)) for term in catalogue.all(Term)}

    def unexplained(self, text: str, about: Collection[str] = (), explained: Collection[str] = ()) -> list[Term]:
        """The hard words of a text, in its order, that it neither explains nor is about, and that were not explained before."""
        named = " / ".join(self._names(about))
        found: list[tuple[int, Term]] = []
        for term, word, plain in self._terms.values():
            first = word.search(text) if word and term.id not in explained else None
            if first is None or word is None or word.search(named):
                continue
            near = text[max(0, first.start() - _NEAR):first.start()] + " " + text[first.end():first.end() + _NEAR]
            if plain is None or not plain.search(near):
                found.append((first.start(), term))
        return [term for _, term in sorted(found, key=lambda pair: pair[0])]

    def _names(self, about: Collection[str]) -> Sequence[str]:
        """What the subjects of a talk are called: whoever asks about an EMG is told what it is anyway."""
        concepts = (self._catalogue.concepts.get(one) for one in about)
        return [name for concept in concepts if isinstance(concept, Concept)
                for name in (concept.name, *concept.names, getattr(concept, "plural", ""), getattr(concept, "field", ""))]


def _pattern(words: Sequence[str], whole: bool = True) -> re.Pattern[str] | None:
    if not words:
        return None
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    # An acronym counts in capitals only.
    flags = 0 if all(word.isupper() for word in words) else re.I
    return re.compile(rf"\b(?:{either})\b" if whole else rf"\b(?:{either})", flags)


__all__ = ["Terms"]
