"""Puts right misspelt danger words, and only those: a real word stays what it is."""
from __future__ import annotations

import functools
from collections import defaultdict
from typing import Iterable, Mapping

from rapidfuzz.distance import OSA

_SHORTEST = 5  # below this, too many real words are one letter apart ("numb", "dumb")
# What may follow a known word in a word of its own: "bleeding" needs no correction where "bleed" is known.
_SUFFIXES = frozenset("s es d ed ing er ers or ly y ness ful less able al ic ion ions ation ations ive ment ments ous ist ists "
                      "ish ity ies ier iest est ingly edly ally age ages ism n en t".split())
_INFLECTIONS = ("", "e", "s", "es", "ed", "ing", "ion")


class Speller:
    """Knows the words of the lexicon and the real words that look like them.

    Args:
        words: the words of the lexicon with how often each stands in it; a stem ends in a star.
        real_words: words that are never corrected.
        misspelt: words that stand for others; known, but nothing is corrected to them.
    """

    def __init__(self, words: Mapping[str, int], real_words: Iterable[str] = (), misspelt: Iterable[str] = ()) -> None:
        self._counts: dict[str, int] = defaultdict(int)
        for word, count in words.items():
            forms = [word[:-1] + ending for ending in _INFLECTIONS] if word.endswith("*") else [word]
            for form in forms:
                self._counts[form] += count
        self._real = frozenset(real_words) | frozenset(misspelt)
        self._known = frozenset(self._counts) | self._real
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._counts):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)
        self.correct = functools.lru_cache(maxsize=20_000)(self._correct)

    def _correct(self, word: str) -> str:
        """The lexicon's word that this one misspells, or the word itself."""
        if len(word) < _SHORTEST or len(word) > 20 or not word.isascii() or not word.isalpha() or self._is_word(word):
            return word
        slack = 1 if len(word) < 8 else 2
        best: tuple[float, int, str] | None = None
        for known in self._by_letter[word[0]]:
            if abs(len(known) - len(word)) > slack:
                continue
            distance = OSA.distance(word, known, score_cutoff=slack)
            if distance <= slack:
                candidate = (distance - _likely(word, known) if distance == 1 else distance, -self._counts[known], known)
                best = candidate if best is None or candidate < best else best
        return best[2] if best else word

    def _is_word(self, word: str) -> bool:
        return word in self._known or any(
            word[:end] in self._counts and word[end:] in _SUFFIXES for end in range(max(_SHORTEST, len(word) - 6), len(word)))


def _likely(word: str, known: str) -> float:
    """How likely a single slip is: a letter typed twice or once too few, two swapped, one left out, one for another."""
    if len(word) == len(known):
        return 0.2 if sorted(word) == sorted(known) else 0.0
    longer, shorter = (word, known) if len(word) > len(known) else (known, word)
    doubled = any(longer[at] == longer[at + 1] and longer[:at] + longer[at + 1:] == shorter for at in range(len(shorter)))
    return 0.3 if doubled else 0.15
