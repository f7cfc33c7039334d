"""Numbers typed for choices: "2", "1,3", "1 and 3"."""
from __future__ import annotations

import re
from collections.abc import Sequence

from channels.terminal.replies import Choice

_NUMBER = r"#?(\d{1,3})[.)]?"
_AND = r"(?:\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+|\s+)"
_NUMBERS = re.compile(rf"\s*{_NUMBER}(?:{_AND}{_NUMBER})*\s*\.?", re.IGNORECASE)


def chosen(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices whose numbers were typed, each once.

    Empty when these are words, or when a number is none of those offered: then
    it says something else ("for 12 years") and goes to the assistant as typed.
    """
    if not choices or not _NUMBERS.fullmatch(text):
        return []
    numbers = list(dict.fromkeys(int(number) for number in re.findall(r"\d+", text)))
    if not all(1 <= number <= len(choices) for number in numbers):
        return []
    return [choices[number - 1] for number in numbers]
