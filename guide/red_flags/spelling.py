"""Puts right misspelt danger words, and only those: a real word stays what it is."""
from __future__ import annotations

import functools
from collections import defaultdict
from typing import Iterable

from rapidfuzz.distance import OSA

_SHORTEST = 5  # below this, too many real words are one letter apart ("numb", "dumb")


class Speller:
    """Knows the words of the lexicon and the real words that look like them."""

    def __init__(self, known: Iterable[str], real_words: Iterable[str] = ()) -> None:
        self._known = frozenset(known)
        # "bleeding" needs no correction where "bleed" is known.
        self._stems = tuple(word for word in self._known if len(word) >= 5)
        self._real = frozenset(real_words)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)
        self.correct = functools.lru_cache(maxsize=20_000)(self._correct)

    def _correct(self, word: str) -> str:
        """The lexicon's word that this one misspells, or the word itself."""
        if len(word) < _SHORTEST or len(word) > 20 or not word.isascii() or not word.isalpha() or self._is_word(word):
            return word
        slack = 1 if len(word) < 8 else 2
        best, nearest = word, slack + 1
        for known in self._by_letter[word[0]]:
            if abs(len(known) - len(word)) <= slack:
                distance = OSA.distance(word, known, score_cutoff=nearest - 1)
                if distance < nearest:
                    best, nearest = known, distance
        return best

    def _is_word(self, word: str) -> bool:
        return (word in self._known or word in self._real or word.endswith("s") and word[:-1] in self._known
                or word.startswith(self._stems))
