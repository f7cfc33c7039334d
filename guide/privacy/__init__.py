"""Takes out of a text what identifies a person, before anything is stored, logged or sent on.

``redact("my name is Jane Doe, 555-123-4567")`` gives ``"my name is [name], [phone]"``.

``labelled``  numbers after a label: "MRN 123456", "policy number ABC-1", "born 3/4/61"
``shapes``    what nothing else looks like: telephone numbers, addresses, e-mail
``names``     names, where they are given as such
``rules``     how a rule is written;  ``words``  words that are never a name

What it does not do: find a name that stands in a sentence without being introduced, or a
place smaller than a street. Ages, years and dates of treatment stay: the advice needs them.
"""
from __future__ import annotations

from guide.privacy.labelled import LABELLED
from guide.privacy.names import without_names
from guide.privacy.shapes import LINKS, SHAPES

__all__ = ["redact"]

# Labels before shapes: "MRN 555-123-4567" is no telephone.
_RULES = (*LINKS, *LABELLED, *SHAPES)
_MOST_ROUNDS = 6


def redact(text: str) -> str:
    """The text with identifiers replaced by tags such as ``[phone]``; everything else as it was.

    Never raises; takes time in proportion to the text; what is redacted already stays as it is.
    """
    # A second round finds what stood too close to something else; more are for the malicious.
    for _ in range(_MOST_ROUNDS):
        redacted = _redact_once(text)
        if redacted == text:
            break
        text = redacted
    return text


def _redact_once(text: str) -> str:
    for rule in _RULES:
        text = rule.apply(text)
    return without_names(text)
