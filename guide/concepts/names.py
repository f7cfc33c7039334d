"""Every name of every concept, as the rows of words by which it is recognised."""
from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from guide.concepts.spelling import English
from guide.concepts.tokens import stems_of
from guide.concepts.words import stem
from guide.knowledge import Catalogue
from guide.knowledge.entries import Ambiguity, Clinician, Concept


class Name(NamedTuple):
    """One way to say a concept; ``capitals`` if only its capitals tell it from an everyday word ("AS")."""

    concept: str
    stems: tuple[str, ...]
    capitals: bool


def names_of(catalogue: Catalogue, english: English) -> Iterator[Name]:
    """Each name once, the first owner keeping it: proper names first, then misspellings, fields, ids, short forms.

    A name that is declared ambiguous is taken for the first of its meanings.

    Args:
        catalogue: where the concepts are.
        english: an acronym spelt like a common word ("AS"), or like a word but for its last letter ("POTS", "TENS"),
            needs its capitals.
    """
    taken: set[tuple[str, ...]] = set()
    for stems, means in meanings_of(catalogue).items():
        taken.add(stems)
        yield Name(means[0], stems, False)
    for kind in (_spelt_right, lambda concept: concept.misspellings, _fields, _ids, _shortened):
        for concept in catalogue.concepts.values():
            for name in kind(concept):
                stems = stems_of(name)
                if stems and stems not in taken:
                    taken.add(stems)
                    yield Name(concept.id, stems, name.isupper() and _is_word(name.lower(), english))


def _is_word(acronym: str, english: English) -> bool:
    return acronym in english.everyday or stem(acronym) != acronym and stem(acronym) in english.known


def meanings_of(catalogue: Catalogue) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The stems of each ambiguous name with the concepts it may mean, the usual one first."""
    return {stems_of(name): tuple(one.concept for one in entry.means)
            for entry in catalogue.all(Ambiguity) for name in entry.names}


def _spelt_right(concept: Concept) -> list[str]:
    names = [concept.name, *concept.names]
    return [*names, concept.plural] if isinstance(concept, Clinician) else names


def _ids(concept: Concept) -> list[str]:
    return [concept.id.replace("_", " ")]


def _fields(concept: Concept) -> list[str]:
    """"Physiatry" names the physiatrist, but "physical therapy" the treatment, where that has an entry."""
    return [concept.field] if isinstance(concept, Clinician) else []


def _shortened(concept: Concept) -> list[str]:
    """"PMR" for "PM&R"."""
    return [name.replace("&", "") for name in concept.names if re.fullmatch(r"\w{1,2}&\w", name)]
