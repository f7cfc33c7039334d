"""Notices people who are already on their way: they have a referral, or were sent on."""
from __future__ import annotations

import re

from guide.turn import Turn

_REFERRED = re.compile(r"\b(?:(?:have|got|has|with) (?:a |my |the )?referr?al|(?:was|been|got|being|is|am) referred|"
                       r"referred (?:me|us|him|her|my)|"
                       r"(?:sent|sending|sends) (?:me|us|him|her)\b.{0,20}\bto)\b", re.I)
_CORE = frozenset({"physiatrist", "pain_specialist", "dual_trained_physiatrist"})


def has_referral(turn: Turn) -> bool:
    """Whether the message says that the person was sent to one of the two specialties."""
    return bool(_REFERRED.search(turn.text)) and any(m.concept in _CORE for m in turn.of("clinician"))
