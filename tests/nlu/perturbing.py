"""Ways in which the same thing is typed differently. Each is seeded by the text, so every run changes it alike."""
from __future__ import annotations

import random
import re
from typing import Callable

_LONG_WORD = re.compile(r"[A-Za-z]{7,}")
_MARKS = re.compile(r"[.,;:!?\"()]+(?=\s|$)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_FILLERS = ("um, ", "so ", "well, ", "ok so ", "uh ")
_BEFORE, _AFTER = ("hello, ", "hi there, ", "good morning. "), (" thanks", " thank you so much", " please")


def typo(text: str) -> str:
    """Two neighbouring letters change places inside the longest of the long words."""
    words = sorted(_LONG_WORD.finditer(text), key=lambda word: (-len(word.group()), word.start()))
    if not words:
        return text
    place = words[0].start() + random.Random(text).randrange(2, len(words[0].group()) - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2:]


def doubled(text: str) -> str:
    """A letter inside the longest of the long words is typed twice."""
    words = sorted(_LONG_WORD.finditer(text), key=lambda word: (-len(word.group()), word.start()))
    if not words:
        return text
    place = words[0].start() + random.Random(text + "2").randrange(2, len(words[0].group()) - 1)
    return text[:place] + text[place] + text[place:]


def lower(text: str) -> str:
    """No capitals."""
    return text.lower()


def capitals(text: str) -> str:
    """Nothing but capitals."""
    return text.upper()


def no_marks(text: str) -> str:
    """As dictated: no punctuation."""
    return _MARKS.sub("", text)


def more_marks(text: str) -> str:
    """An end that shouts or trails off."""
    return text.rstrip(".!") + ("??" if text.endswith("?") else random.Random(text).choice(("!!", "...", " .")))


def filler(text: str) -> str:
    """A word that says nothing goes before."""
    return random.Random(text).choice(_FILLERS) + text


def polite(text: str) -> str:
    """A greeting before, or thanks after."""
    chosen = random.Random(text)
    return chosen.choice(_BEFORE) + text if chosen.random() < 0.5 else text + chosen.choice(_AFTER)


def order(text: str) -> str:
    """The first sentence goes last."""
    first, *others = _SENTENCE_END.split(text)
    return " ".join([*others, first])


PERTURBATIONS: tuple[Callable[[str], str], ...] = (typo, doubled, lower, capitals, no_marks, more_marks, filler, polite, order)
