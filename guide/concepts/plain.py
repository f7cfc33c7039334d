"""The same message however it is typed: mended, in small letters, without marks, greetings and fillers.

Intents are learnt from and looked up by this form, so that a typo, a capital or a "thank you" changes no decision.
"""
from __future__ import annotations

import functools
import pathlib
from dataclasses import dataclass
from typing import NamedTuple, Sequence

import yaml

from guide.concepts.finder import Reading
from guide.concepts.spelling import Speller, english
from guide.concepts.tokens import Token
from guide.knowledge.load import default_folder


class PlainText(NamedTuple):
    """A message in words that are spelt right, and the same with each concept replaced by its kind ("CONDITION")."""

    words: str
    shape: str


@dataclass(frozen=True)
class Courtesies:
    """What is left out at either end, longest first, and what short forms stand for."""

    openings: tuple[tuple[str, ...], ...]
    closings: tuple[tuple[str, ...], ...]
    contractions: dict[str, str]


@functools.lru_cache(maxsize=2)
def read_courtesies(folder: pathlib.Path | None = None) -> Courtesies:
    """Reads ``talk.yml`` below a knowledge folder (by default the project's own); an ``OSError`` without the file."""
    content = yaml.safe_load(((folder or default_folder()) / "concept_rules" / "talk.yml").read_text(encoding="utf-8"))["talk"]

    def rows(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted((tuple(phrase.split()) for phrase in content[name]), key=len, reverse=True))

    return Courtesies(rows("openings"), rows("closings"), content["contractions"])


class PlainReader:
    """Makes texts plain. Built once, then shared."""

    def __init__(self, courtesies: Courtesies | None = None) -> None:
        self._courtesies = courtesies or read_courtesies()
        self._speller = Speller(english().common)

    def plain(self, reading: Reading, start: int = 0, end: int | None = None) -> PlainText:
        """The plain form of a text that was searched for concepts, or of the stretch between two of its characters."""
        end = len(reading.text) if end is None else end
        words: list[str] = []
        shape: list[str] = []
        stretch = [(n, token) for n, token in enumerate(reading.tokens)
                   if token.start >= start and token.end <= end and token.norm[:1].isalnum()]
        first, last = self._without_courtesies([token.norm for _, token in stretch])
        kinds = {n: (match.first, kind) for match, kind in reading.kinds for n in range(match.first, match.last)}
        for n, token in stretch[first:last]:
            word = self._spelt(token) if n not in kinds else token.norm
            words.append(word)
            if n not in kinds:
                shape.append(word)
            elif kinds[n][0] == n or not shape:
                shape.append(kinds[n][1].upper())
        return PlainText(" ".join(words), " ".join(shape))

    def _spelt(self, token: Token) -> str:
        norm = self._courtesies.contractions.get(token.norm)
        if norm is not None or token.score < 1.0:
            return norm or token.norm
        correction = self._speller.correct(token.norm)
        return " ".join(correction.words) if correction else token.norm

    def _without_courtesies(self, norms: Sequence[str]) -> tuple[int, int]:
        """The first word and the one past the last that say something; all of them where nothing else does."""
        first, last = 0, len(norms)
        while row := next((row for row in self._courtesies.openings if tuple(norms[first:first + len(row)]) == row), None):
            first += len(row)
        while row := next((row for row in self._courtesies.closings
                           if len(row) <= last - first and tuple(norms[last - len(row):last]) == row), None):
            last -= len(row)
        return (first, last) if first < last else (0, len(norms))
