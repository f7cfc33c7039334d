"""The one question of a red flag, where words are not enough: how it is asked, and what an answer to it means."""
from __future__ import annotations

import enum
import re

from guide.red_flags.load import country, fill, load_closings, load_numbers

_END = r"(?:[\s,.;:!?-]+|$)"
_NOT_SURE = re.compile(r"^\W*(?:(?:i'?m|i am|im|really|honestly|sorry)\s+)*(?:not (?:really |so |quite |too )?sure|unsure|no idea|no clue|"
                       r"(?:i )?(?:don'?t|do not) (?:really )?know|dunno|idk|hard to say|can'?t (?:say|tell))" + _END, re.I)
_NO = re.compile(r"^\W*(?:(?:oh|um+|uh|well|thankfully|luckily),?\s+)*(?:no|nope|nah|not (?:really|at all|that i know|yet)|none|neither|"
                 r"never|n)" + _END, re.I)
_YES = re.compile(r"^\W*(?:(?:oh|um+|uh|well|actually|sadly|i think|i guess|kind of|sort of),?\s+)*(?:yes|yeah|yea|yep|yup|ya|yah|sure|"
                  r"correct|right|true|exactly|definitely|absolutely|indeed|affirmative|y|i do|i am|i have|i did|it is|it does|it did|"
                  r"there is|there are|they are|he is|she is|he does|she does|both|a little|a bit|a lot|some|somewhat|slightly|"
                  r"maybe|perhaps|probably|possibly|sometimes|might be|could be|think so|so|kind of|sort of|i think so)" + _END, re.I)


# Said after an alarm, with no trouble named: it was somebody else, long ago, or not meant so.
_TAKEN_BACK = re.compile(
    r"\b(?:not (?:about |for )?me|(?:is|was)n'?t me|not mine|false alarm|joking|kidding|(?:a|an old) (?:joke|story|example|test)|"
    r"just (?:testing|an example|a test)|misunderst\w+|misheard|didn'?t mean|not (?:happening )?(?:right )?now|old news|"
    r"(?:ages|years|long|decades) (?:ago|back)|"
    r"(?:that|this|it|no)(?:'s| is| was)?,? (?:only |just |about )*(?:my|a) (?:dad|father|mom|mother|mum|husband|wife|partner|son|"
    r"daughter|brother|sister|friend|grand\w+|uncle|aunt|neighbou?r|cousin|movie|book)|"
    r"friend'?s story|for a (?:story|book|class|friend))\b", re.I)


class Reply(str, enum.Enum):
    """What an answer to the question means."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


def read_reply(text: str) -> tuple[Reply | None, str]:
    """What the words answer, and what else they say: "no. Who treats necks?" is a no and a question.

    A doubtful yes ("a little", "I think so") is a yes: it leads to the alarm.
    """
    plain = text.replace("\u2019", "'").strip()
    for reply, pattern in ((Reply.NOT_SURE, _NOT_SURE), (Reply.NO, _NO), (Reply.YES, _YES)):
        found = pattern.match(plain)
        if found:
            return reply, plain[found.end():].strip()
    return None, text


def takes_back(text: str) -> bool:
    """Whether words after an alarm say that it was somebody else, long ago, or not meant so."""
    return bool(_TAKEN_BACK.search(text))


def check_text(key: str) -> str:
    """A sentence round the question, with the numbers of the country: ``check_lead``, ``check_no``, ``check_not_sure``."""
    return fill(load_closings()[key], load_numbers()[country()])
