"""Numbers as people write them: ``3``, ``2.5``, ``2-3``, ``a couple of``, ``twenty-five``, ``two and a half``."""
from __future__ import annotations

import re

_SMALL = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "couple": 2, "few": 3, "some": 3, "several": 5, "many": 5,
    "half": 0.5, "dozen": 12,
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
         "ninety": 90}
_WORD = "|".join(sorted((*_SMALL, *_TENS), key=len, reverse=True))

# Matches a number in words or figures; ``value_of`` reads what it matched.
NUMBER = (rf"(?:\d+(?:[.,]\d+)?(?:\s?(?:-|–|to|or)\s?\d+(?:[.,]\d+)?)?\+?"
          rf"|(?:a\s+|the\s+)?(?:couple|few)(?:\s+of)?"
          rf"|half\s+an?"
          rf"|(?:{_WORD})(?:[\s-]+(?:{_WORD}))?(?:\s?(?:to|or|-)\s?(?:{_WORD}))?)"
          rf"(?:\s+and\s+a\s+half|\s?½|\s1/2)?")
_RANGE = re.compile(r"\s?(?:–|\bto\b|\bor\b|(?<=[\da-z])-(?=\d))\s?")
_HALF = re.compile(r"(?:\s+and\s+a\s+half|\s?½|\s1/2)$")


def value_of(text: str) -> float:
    """The value of what ``NUMBER`` matched; of a range its middle.

    >>> value_of("2-3"), value_of("a couple of"), value_of("twenty five"), value_of("two and a half")
    (2.5, 2.0, 25.0, 2.5)
    """
    text = text.lower().strip()
    extra = 0.5 if _HALF.search(text) else 0.0
    ends = [_simple(part) for part in _RANGE.split(_HALF.sub("", text)) if part]
    return sum(ends) / max(len(ends), 1) + extra


def _simple(text: str) -> float:
    if text[:1].isdigit():
        return float(text.rstrip("+").replace(",", "."))
    words = [word for word in re.split(r"[\s-]+", text) if word not in ("of", "the")]
    if words[:1] == ["half"]:
        return 0.5
    if len(words) > 1 and words[0] in ("a", "an"):
        words = words[1:]
    return float(sum(_TENS.get(word) or _SMALL.get(word, 0) for word in words))
