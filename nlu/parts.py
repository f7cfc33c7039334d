"""Cuts a long message into the parts that may each carry an intent."""
from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])[\s\"')]+(?=\S)|\n+|(?<=[.!?])(?=[A-Z])|"
                  r",?\s+and\s+(?=(?:do|does|can|could|what|who|how|is|are|should|which|where|when|will)\b)", re.I)
_SHORTEST, _MOST = 2, 12


def parts_of(text: str) -> list[str]:
    """Sentences of two words or more, at most twelve; the whole text where there is only one.

    >>> parts_of("My knee hurts. Who treats that?")
    ['My knee hurts.', 'Who treats that?']
    """
    parts = [part.strip() for part in _END.split(text) if part and len(part.split()) >= _SHORTEST]
    return parts[:_MOST] if len(parts) > 1 else [text]
