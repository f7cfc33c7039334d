"""Cuts a long message into the parts that may each carry an intent, also where no mark was typed."""
from __future__ import annotations

import re
from typing import Iterator

_END = re.compile(r"(?<=[.!?])[\s\"')]+(?=\S)|\n+|(?<=[.!?])(?=[A-Z])|"
                  r",?\s+and\s+(?=(?:do|does|can|could|what|who|how|is|are|should|which|where|when|will|whether)\b|"
                  r"would (?:i|you|he|she|they|we|it|that|this|there|my|the|an?)\b)", re.I)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ASKING = frozenset("what who which where how why whats whos hows".split())
_TURNED = frozenset("do does did can could should will would is are am".split())
_SUBJECTS = frozenset("i you he she they we it there this that these my the a an physiatrists physiatrist".split())
# After these a question word begins no question of its own: "I don't know which".
_LEADS_ON = frozenset("know knows tell me wondering wonder about of to if whether ask asking asked explain understand sure see idea on for "
                      "with in by from at and or but not no so that this is are was do does can matter decide learn hear told".split())
# "A patient who wants": after "who" and "which" inside a sentence, only these ask.
_ASKED_OF = frozenset("treats treat does do should can could would will performs handles deals helps to gives is are doctor doctors kind "
                      "type one specialist of".split())
# "I did a course", "they are the": these turn nothing into a question.
_TELLERS = frozenset("i we he she they you it who that which there".split())
_SHORTEST, _MOST = 2, 24
_LEAD = 2


def parts_of(text: str) -> list[str]:
    """Sentences of two words or more, of very many the first and the last; the whole text where there is only one.

    >>> parts_of("My knee hurts. Who treats that?")
    ['My knee hurts.', 'Who treats that?']
    >>> parts_of("my knee hurts who treats that")
    ['my knee hurts', 'who treats that']
    """
    return [text[start:end] for start, end in places_of(text)]


def places_of(text: str) -> list[tuple[int, int]]:
    """The parts as pairs of character offsets."""
    parts = [place for sentence in _sentences(text) for place in _questions_apart(text, *sentence)]
    parts = [(start, end) for start, end in parts if len(text[start:end].split()) >= _SHORTEST]
    if len(parts) > _MOST:
        parts = [*parts[:_MOST // 2], *parts[-_MOST // 2:]]
    return parts if len(parts) > 1 else [(0, len(text))]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _END.finditer(text):
        yield _trimmed(text, start, gap.start())
        start = gap.end()
    yield _trimmed(text, start, len(text))


def _questions_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut before a question that begins within it."""
    words = [(match.group().lower().replace("'", "").replace("’", ""), match.start()) for match in _WORD.finditer(text, start, end)]
    for n, (word, place) in enumerate(words):
        begins = word in _ASKING or word in _TURNED and n + 1 < len(words) and words[n + 1][0] in _SUBJECTS
        if word in ("who", "which") and n and words[n + 1:n + 2] and words[n + 1][0] not in _ASKED_OF:
            continue
        if not begins or word in _TURNED and n and words[n - 1][0] in _TELLERS:
            continue
        if n >= _LEAD and words[n - 1][0] not in _LEADS_ON and n + 1 < len(words):
            yield _trimmed(text, start, place)
            start = place
        break
    yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip(" ,;\n\t")), end - (len(stretch) - len(stretch.rstrip(" ,;\n\t")))
