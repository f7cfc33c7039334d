"""Tells a story from a question or a remark, whatever the classifier made of it."""
from __future__ import annotations

import re

from guide.concepts import Assertion
from guide.turn import OWN_WORDS, PROBLEM_KINDS, Turn

_ASKS = re.compile(r"\?|(?:^|[.!,;]|\b(?:and|but|so)\b)\s*(?:what|who|whom|which|how|why|when|where|is|are|do|does|did|can|could|"
                   r"should|would|will|tell me|explain|give me|show me|compare)\b|"
                   r"\b(?:i (?:wonder|want to know)|who (?:treats|does|helps|can))\b", re.I)
_AGE_AND_SEX = re.compile(r"^\W*(?:(?:patient|client|pt|case)\W+)?(?:i'?m )?(?:an? )?\d{1,3}[- ]?(?:years?|yrs?|yo|y/o)?[- ]?(?:old)?,? "
                          r"(?:m|f|male|female|man|woman)\b", re.I)
# Whoever asks or wants one of these is answered, however much is told beside it.
_OBEYED = frozenset({"have_referral", "correct", "that_is_old", "delete_data", "export_data", "want_summary", "start_over", "go_back",
                     "stop", "talk_to_person", "what_if", "ask_dose", "ask_workaround", "ask_which_for_me"})
# Remarks about the talk itself. A long message with trouble in it is hardly one of them.
_REMARKS = frozenset({"why_suggested", "why_asked", "why_not_other", "how_sure", "who_else", "ask_source", "say_more", "say_simpler",
                      "repeat", "thank", "goodbye", "praise", "insult", "how_are_you", "chit_chat", "greet", "not_sure", "skip",
                      "affirm", "deny", "out_of_scope", "nlu_fallback", "no_words"})
_UNKNOWN = frozenset({"out_of_scope", "nlu_fallback"})
_LONG = 8


_UNWELL = re.compile(r"\b(?:in (?:so much |a lot of |constant |terrible |bad )?pain|i hurt|it hurts|everything is bad|suffering|"
                     r"(?:feel|feeling|felt) (?:\w+ )?(?:bad|awful|terrible|unwell|sick|lousy|rotten|horrible|miserable)|"
                     r"(?:is|are|so|very) (?:sore|painful|aching|hurting|broken)|not (?:feeling )?well|hurts (?:so much|a lot|bad)|"
                     r"things are bad|(?:something|it) is wrong with (?:me|him|her|my)|out of (?:it|sorts))\b|^\W*pain\W*$", re.I)


def asks(turn: Turn) -> bool:
    """Whether the message has the form of a question."""
    return bool(_ASKS.search(turn.text.replace("’", "'")))


def tells_age(turn: Turn) -> bool:
    """Whether the message begins as a case does: "58-year-old woman with ..."."""
    return bool(_AGE_AND_SEX.search(turn.text))


def is_unwell(turn: Turn) -> bool:
    """Whether somebody says that they are not well, and names nothing that is known."""
    return bool(_UNWELL.search(turn.text)) and not turn.of(*PROBLEM_KINDS, "body_part", "clinician", "procedure") and (
        not asks(turn)) and not _OBEYED & set(turn.intents)


def is_story(turn: Turn) -> bool:
    """Whether somebody's trouble is told, and nothing is asked that must be answered first."""
    if _OBEYED & set(turn.intents) or turn.intent == "describe":
        return False
    words = len(turn.text.split())
    trouble = turn.of(*PROBLEM_KINDS, asserted=(Assertion.PRESENT, Assertion.PAST, Assertion.FAMILY))
    told = turn.personal or bool(trouble) and (tells_age(turn) or turn.who != "self")
    if turn.intent in _REMARKS and not (turn.intent in _UNKNOWN and told):
        return words >= _LONG and (told or bool(trouble))
    if tells_age(turn) and trouble and turn.intent in ("ask_compare", "ask_who_treats"):
        return True  # a case in short: "45F, sciatica for 2 years. Physiatry or pain?"
    return told and words > 3 and not asks(turn) and bool(trouble or OWN_WORDS.search(turn.text))
