"""Every name of every concept, as the rows of words by which it is recognised."""
from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from guide.concepts.words import Word, split_words, stem
from guide.knowledge import Catalogue
from guide.knowledge.entries import Clinician, Concept

# Between the words of a name these may stand or be missing: "low-back", "low back"; "hips'".
_SKIPPED = {"-", "/", "'", "’", "`", "´", "_", '"', "“", "”", "(", ")"}


class Token(NamedTuple):
    """A word as names are compared with it: its stem, and the place it came from."""

    stem: str
    norm: str
    start: int
    end: int
    score: float = 1.0


class Name(NamedTuple):
    """One way to say a concept; ``capitals`` if only its capitals tell it from an everyday word ("AS")."""

    concept: str
    stems: tuple[str, ...]
    capitals: bool


def tokens_of(words: list[Word]) -> list[Token]:
    """Words made ready for names: no hyphens or quotes, "and" for "&", no plural endings."""
    tokens = []
    for word in words:
        if word.norm in _SKIPPED:
            continue
        norm = "and" if word.norm == "&" else word.norm
        tokens.append(Token(stem(norm), norm, word.start, word.end))
    return tokens


def stems_of(name: str) -> tuple[str, ...]:
    """The stems of a name or phrase."""
    return tuple(token.stem for token in tokens_of(split_words(name)))


def names_of(catalogue: Catalogue, everyday: frozenset[str]) -> Iterator[Name]:
    """Each name once, the first owner keeping it: proper names first, then misspellings, fields, short forms.

    Args:
        catalogue: where the concepts are.
        everyday: lower-case words so common that an acronym spelt alike needs its capitals.
    """
    taken: set[tuple[str, ...]] = set()
    for kind in (_spelt_right, lambda concept: concept.misspellings, _fields, _shortened):
        for concept in catalogue.concepts.values():
            for name in kind(concept):
                stems = stems_of(name)
                if stems and stems not in taken:
                    taken.add(stems)
                    yield Name(concept.id, stems, name.isupper() and name.lower() in everyday)


def _spelt_right(concept: Concept) -> list[str]:
    names = [concept.name, concept.id.replace("_", " "), *concept.names]
    return [*names, concept.plural] if isinstance(concept, Clinician) else names


def _fields(concept: Concept) -> list[str]:
    """"Physiatry" names the physiatrist, but "physical therapy" the treatment, where that has an entry."""
    return [concept.field] if isinstance(concept, Clinician) else []


def _shortened(concept: Concept) -> list[str]:
    """"PMR" for "PM&R"."""
    return [name.replace("&", "") for name in concept.names if re.fullmatch(r"\w{1,2}&\w", name)]
