"""A message as words that can be compared: folded, expanded, spelt alike, with their places kept."""
from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Callable, Mapping

_HEAD, _TAIL = 6_000, 2_000
_FOLD = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "−": "-", "\u00a0": " ", "…": ".",
         "º": "°"}
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)*(?=\d|\b|_)|[a-z]+|\n+|w/o\b|w/(?=\s)|[.!?;,:()/%°&+=<>-]|[^\s]"
)
_FILLERS = frozenset({"um", "umm", "uh", "uhh", "erm", "hmm", "hm", "mmm"})
_KEPT = frozenset(".!?;,:()/%°")
# British and Latin spellings fold to the American ones the patterns are written in.
_BRITISH = (
    ("haem", "hem"), ("aemi", "emi"), ("oedem", "edem"), ("rrhoea", "rrhea"), ("pnoea", "pnea"), ("oesoph", "esoph"),
    ("anaesth", "anesth"), ("paed", "ped"), ("faec", "fec"), ("gynaec", "gynec"), ("foet", "fet"), ("tumour", "tumor"),
    ("colour", "color"), ("odour", "odor"), ("labour", "labor"), ("paralyse", "paralyze"), ("vapour", "vapor"),
)


@dataclass(frozen=True)
class Reading:
    """The words of a message; ``starts`` and ``ends`` are their places in the original.

    The last word is always a full stop, so that a matcher never runs over the end.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...] = field(repr=False, default=())

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words ``first`` to ``last`` (exclusive) stand in the original text."""
        return self.starts[first], max(self.ends[first:last])


def shorten(text: str) -> tuple[str, Callable[[int], int]]:
    """The part of a long text that is read, and the map from its places to the original's.

    An emergency stands in what a person says first or last; 100,000 pasted characters must not stop the reply.
    """
    if len(text) <= _HEAD + _TAIL:
        return text, lambda place: place
    shift = len(text) - _TAIL - _HEAD - 3
    return text[:_HEAD] + " . " + text[-_TAIL:], lambda place: place if place < _HEAD + 3 else place + shift


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes; as many characters as before."""
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    known = _FOLD.get(character)
    if known:
        return known
    plain = unicodedata.normalize("NFKD", character)[0].lower()
    return plain if len(plain) == 1 else character


def read(text: str, spellings: Mapping[str, tuple[str, ...]], correct: Callable[[str], str]) -> Reading:
    """Cuts a message into words.

    Args:
        spellings: what a written word stands for, one word or several ("cant": can not).
        correct: the word a misspelt one stands for.
    """
    read_part, place = shorten(text)
    folded = fold(read_part)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _TOKEN.finditer(folded):
        for word in _spelt(found.group(), spellings, correct):
            words.append(word)
            starts.append(place(found.start()))
            ends.append(place(found.end() - 1) + 1)
    words.append(".")
    starts.append(len(text))
    ends.append(len(text))
    sentences, number = [], 0
    for at, word in enumerate(words):
        sentences.append(number)
        if word in ".!?;" and not _abbreviation(words, at):
            number += 1
    return Reading(text, tuple(words), tuple(starts), tuple(ends), tuple(sentences))


def _spelt(token: str, spellings: Mapping[str, tuple[str, ...]], correct: Callable[[str], str]) -> tuple[str, ...]:
    first = token[0]
    if first == "\n":
        return (".",)
    if not first.isalnum():
        if token == "&" or token == "+":
            return ("and",)
        return (token,) if token in _KEPT else ()
    if first.isdigit():
        return (token.rstrip(".,"),)
    if token in _FILLERS:
        return ()
    found = spellings.get(token)
    if found:
        return found
    if "'" in token:
        bare = token.replace("'", "")
        found = spellings.get(bare)
        if found:
            return found
        token = token[:-2] if token.endswith("'s") else bare
        found = spellings.get(token)
        if found:
            return found
    for british, american in _BRITISH:
        if british in token:
            token = token.replace(british, american)
    return (correct(token),)


def _abbreviation(words: list[str], at: int) -> bool:
    """"Mr." and single letters before a stop do not end a sentence."""
    return words[at] == "." and at > 0 and words[at - 1] in {"mr", "mrs", "ms", "dr", "hx", "yr", "yrs", "approx", "vs"}


def sentence_bounds(reading: Reading, at: int) -> tuple[int, int]:
    """The first word of the sentence around ``at`` and the word after its last."""
    number = reading.sentences[at]
    return bisect.bisect_left(reading.sentences, number), bisect.bisect_right(reading.sentences, number)
