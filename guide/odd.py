"""Notices answers that cannot be meant: a joke, a time that cannot be, yes and no in one breath."""
from __future__ import annotations

import re
from typing import Optional

from guide.facts import YEAR
from guide.turn import Turn

_OLDEST = 110 * YEAR
_NO_TIME = re.compile(r"(?:\bminus|\bnegative|^-)\s*(?:\d+|a|one|two|three|four|five|ten)\s*(?:days?|weeks?|months?|years?)\b|"
                      r"\bsince (?:the year )?(?:\d{3}|1[0-8]\d\d|2[1-9]\d\d)\b(?!\s*(?:days?|weeks?|months?|years?|hours?|am|pm|[:/.]))|"
                      r"\b(?:since|before) (?:the )?(?:dinosaurs?|big bang|ice age|stone age|middle ages|dawn of time|world began)\b|"
                      r"\b(?:a |one )?(?:million|billion|thousand|zillion)s?(?: of)? years\b", re.I)
_BOTH_WAYS = re.compile(r"\beverything (?:hurts|aches)\b.{0,20}\b(?:nothing|and nothing) (?:hurts|aches)\b|"
                        r"\bnothing (?:hurts|aches)\b.{0,20}\beverything (?:hurts|aches)\b|"
                        r"\b(?:it )?hurts (?:and|but) (?:it )?(?:doesn'?t|does not) hurt\b|"
                        r"^\W*yes\W+(?:and\W+)?no\W*$|^\W*no\W+(?:and\W+)?yes\W*$", re.I)
_JOKE = re.compile(r"^\W*(?:lo+l+|lmao|rofl|(?:ha){2,}h?|(?:he){2,}h?|hihi|jk|just kidding|kidding|joking|only joking|yolo|"
                   r"blah(?: blah)*|(?:la ?){2,})\W*$", re.I)


def odd(turn: Turn) -> Optional[str]:
    """The phrase that answers such a message, or nothing where it can be meant."""
    text = turn.text.replace("’", "'")
    if _NO_TIME.search(text) or turn.days is not None and not 0 <= turn.days <= _OLDEST:
        return "funny_time"
    if _BOTH_WAYS.search(text):
        return "contradiction"
    return "joke" if _JOKE.match(text) else None
