"""Typos: a word that is no English word, read as the nearest word of the catalogue.

A word spelt right is never touched. What counts as English is the frequency
list of ``pyspellchecker`` (MIT; 160,000 words counted in film subtitles).
"""
from __future__ import annotations

import functools
from typing import Collection, Iterable, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
# An acronym that is also one of about the thousand commonest words ("AS", "ALL", "US") needs its capitals.
_EVERYDAY_COUNT = 50_000
_COMMON_COUNT = 2_500
_SAME_SOUND = ({"p", "f"}, {"p", "s"}, {"s", "c"}, {"k", "c"}, {"k", "n"}, {"z", "x"}, {"e", "o"}, {"i", "e"})
_REMEMBERED = 4096


class English(NamedTuple):
    """English words: ``known`` ones are spelt right, ``common`` ones are often meant, ``everyday`` ones are the commonest."""

    known: frozenset[str]
    common: frozenset[str]
    everyday: frozenset[str]


class Correction(NamedTuple):
    """The words meant (two where the space was missing), and how near they are, below 1."""

    words: tuple[str, ...]
    score: float


@functools.lru_cache(maxsize=1)
def english() -> English:
    """The word list, read once in a process (about 0.15 s)."""
    from spellchecker import SpellChecker

    counts = SpellChecker(language="en").word_frequency.dictionary
    plain = {word.replace("'", ""): count for word, count in counts.items()}
    return English(frozenset(plain), *(frozenset(word for word, count in plain.items() if count >= least)
                                       for least in (_COMMON_COUNT, _EVERYDAY_COUNT)))


class Speller:
    """Corrects words towards a vocabulary. Built once; remembers what it has been asked lately."""

    def __init__(self, vocabulary: Iterable[str], decoys: Collection[str] = ()) -> None:
        """``vocabulary`` is what may be meant; a word nearest to one of
        the ``decoys`` (but for those in the vocabulary) is left alone."""
        self._vocabulary = {word for word in vocabulary if word.isalpha()}
        self._decoys = frozenset(decoys) - self._vocabulary
        self._known = english().known
        self._candidates = sorted({word for word in self._vocabulary | self._decoys if len(word) >= _SHORTEST - 1})
        self.correct = functools.lru_cache(maxsize=_REMEMBERED)(self._correct)

    def _correct(self, norm: str) -> Correction | None:
        """What a word was meant to be; nothing if it is right, too short, or near no word or to several."""
        if len(norm) < _SHORTEST or not norm.isalpha() or norm in self._known or norm in self._vocabulary:
            return None
        return self._split(norm) or self._nearest(norm)

    def _split(self, norm: str) -> Correction | None:
        for cut in range(3, len(norm) - 2):
            pair = (norm[:cut], norm[cut:])
            if all(part in self._vocabulary and part in self._known for part in pair):
                return Correction(pair, 0.95)
        return None

    def _nearest(self, norm: str) -> Correction | None:
        allowed = 1 if len(norm) < 7 else 2 if len(norm) < 12 else 3
        found = process.extract(norm, self._candidates, scorer=OSA.distance, score_cutoff=allowed, limit=3)
        near = [(word, distance) for word, distance, _ in found if _may_start_alike(norm, word)]
        best = [word for word, distance in near if distance == near[0][1]]
        if not best or best[0] in self._decoys or len({word[:3] for word in best}) > 1:
            return None
        score = 1 - near[0][1] / max(len(norm), len(best[0]))
        return Correction((best[0],), round(score, 3)) if score >= 0.7 else None


def _may_start_alike(typed: str, meant: str) -> bool:
    return typed[0] == meant[0] or {typed[0], meant[0]} in _SAME_SOUND or typed[:2] == meant[1::-1]
