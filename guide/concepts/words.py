"""A text cut into words and marks, each with its place, so that every later step counts in the same units."""
from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

# What nobody types by hand is read at both ends only; this bounds the time a message can cost.
READ_FIRST = 6_000
READ_LAST = 2_000

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ`´][^\W_]+)*|\n+|[^\w\s]|_")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_LONGEST_WORD = 60


class Word(NamedTuple):
    """One word or mark: how it is compared (``norm``) and where it stands in the text."""

    norm: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation or a line break."""
        return not self.norm[:1].isalnum()


def split_words(text: str) -> list[Word]:
    """The words and marks of a text; of a very long one only those of its two ends.

    >>> [word.norm for word in split_words("I don’t limp.")]
    ['i', 'dont', 'limp', '.']
    """
    if len(text) <= READ_FIRST + READ_LAST:
        return _split(text, 0, len(text))
    return _split(text, 0, READ_FIRST) + _split(text, len(text) - READ_LAST, len(text))


def _split(text: str, start: int, end: int) -> list[Word]:
    return [Word(_norm(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)
            if match.end() - match.start() <= _LONGEST_WORD]


@functools.lru_cache(maxsize=8192)
def _norm(token: str) -> str:
    """Lower case, no accents, no apostrophes: ``Don’t`` and ``dont`` are one word."""
    if not token[0].isalnum():
        return "\n" if token.startswith("\n") else {"—": "-", "–": "-"}.get(token, token)
    if not token.isascii():
        decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", token))
        token = "".join(character for character in decomposed if not unicodedata.combining(character)) or token
    return _APOSTROPHES.sub("", token).lower()


@functools.lru_cache(maxsize=8192)
def stem(norm: str) -> str:
    """A word without its plural or possessive ending, so that ``hips`` meets ``hip``.

    The result need not be a word; it only has to be the same on both sides.

    >>> stem("injuries"), stem("headaches"), stem("arthritis"), stem("feet")
    ('injury', 'headach', 'arthritis', 'foot')
    """
    if norm in _IRREGULAR:
        return _IRREGULAR[norm]
    if len(norm) > 4 and norm.endswith("ies"):
        norm = norm[:-3] + "y"
    elif len(norm) > 3 and norm.endswith("s") and not norm.endswith(("ss", "us", "is")):
        norm = norm[:-1]
    if len(norm) > 4 and norm.endswith(("che", "she", "xe", "sse", "ze")):
        norm = norm[:-1]
    return norm


_IRREGULAR = {"feet": "foot", "teeth": "tooth", "calves": "calf", "children": "child", "vertebrae": "vertebra"}
