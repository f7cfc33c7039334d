"""Where one sentence ends and the next begins, in typed, dictated and pasted text, without a trained model."""
from __future__ import annotations

from typing import Sequence

from guide.concepts.words import Word

_ENDS = {".", "!", "?", "…", ";", "•"}
_ABBREVIATIONS = {"dr", "mr", "mrs", "st", "vs", "hx", "dx", "yr", "yrs", "mo", "mos", "wk", "wks", "approx"}
# A pasted line is wrapped at about this width; a shorter one was ended on purpose.
_WRAPPED_LINE = 60
# Speech typed by a phone has no full stops; a "sentence" beyond this is cut to bound the work on it.
_LONGEST_SENTENCE = 120


def split_sentences(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """The sentences as pairs (first word, one past the last word); every word is in exactly one."""
    bounds: list[tuple[int, int]] = []
    first = 0
    for index in range(len(words)):
        if index + 1 - first >= _LONGEST_SENTENCE or _ends_sentence(text, words, index):
            bounds.append((first, index + 1))
            first = index + 1
    if first < len(words):
        bounds.append((first, len(words)))
    return bounds


def _ends_sentence(text: str, words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if not word.is_mark:
        return False
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    if word.norm == "\n":
        return not (after and text[after.start].islower() and _line_length(text, word.start) > _WRAPPED_LINE)
    if word.norm == "-":
        return bool(before and after and before.end < word.start and word.end < after.start)
    if word.norm == "." and before:
        glued = before.end == word.start
        initial = len(before.norm) == 1 and before.norm.isalpha() and before.norm != "i"
        numbered = before.norm == "no" and after is not None and after.norm[0].isdigit()  # "no. 5"; "No. It is my hip." answers
        if glued and (initial or numbered or before.norm in _ABBREVIATIONS and not _starts_sentence(text, word, after)):
            return False
    return word.norm in _ENDS


def _starts_sentence(text: str, stop: Word, after: Word | None) -> bool:
    # "I waited two mo." ends a sentence at a line's end; "Dr. Lee" does not.
    return after is None or after.norm == "\n"


def _line_length(text: str, end: int) -> int:
    return end - (text.rfind("\n", 0, end) + 1)
