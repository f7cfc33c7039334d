"""Words as names are compared: by their stems, without hyphens and quotes."""
from __future__ import annotations

from typing import NamedTuple

from guide.concepts.words import Word, split_words, stem

# Between the words of a name these may stand or be missing: "low-back", "low back"; "hips'".
_SKIPPED = {"-", "/", "'", "’", "`", "´", "_", '"', "“", "”", "(", ")"}


class Token(NamedTuple):
    """A word as names are compared with it: its stem, and the place it came from."""

    stem: str
    norm: str
    start: int
    end: int
    score: float = 1.0


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
