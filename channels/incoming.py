"""What every channel does to a person's words before the assistant reads them.

One function for all channels, so that the same words get the same answer
everywhere and no channel forgets a precaution.
"""
from __future__ import annotations

import re
import unicodedata

from guide import privacy

MESSAGE_LIMIT = 8_000
_KEPT_AT_START = 6_000

# Invisible, takes no room, and is not white space: ``str.strip`` leaves it.
WORD_JOINER = "\u2060"

# Characters that are invisible or turn the reading direction around. They hide
# words from the red-flag rules ("ch<zero width space>est pain") and dress up one
# text as another. The joiners of emoji and of Persian (U+200C, U+200D) stay.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")


def receive(text: object) -> str:
    """Return a message fit for the assistant; never empty, never a command."""
    # Nobody should wait while a book is searched for names; what is cut off now would be cut off in the end.
    words = _shorten(redact(_shorten(_clean(text), room=2)))
    # Rasa reads "/intent{...}" as an order that skips the whole pipeline, and
    # drops empty messages; a person who sends either still deserves an answer.
    return WORD_JOINER + words if not words or words.startswith("/") else words


def redact(text: str) -> str:
    """Take out what identifies a person (``guide.privacy`` knows what does)."""
    return privacy.redact(text)


def shown(text: str) -> str:
    """Return a message the way the person wrote it, for transcripts and exports."""
    return text.replace(WORD_JOINER, "")


def _clean(text: object) -> str:
    if not isinstance(text, str):
        return ""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _INVISIBLE.sub("", text)
    # Control characters and lone surrogates: neither a database nor UTF-8 takes them.
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", text).strip()


def _shorten(text: str, room: int = 1) -> str:
    """Keep the start and the end of a very long message: both tend to matter. ``room`` times as much is kept."""
    if len(text) <= room * MESSAGE_LIMIT:
        return text
    kept_at_end = room * (MESSAGE_LIMIT - _KEPT_AT_START) - 1
    return (text[:room * _KEPT_AT_START] + "\n" + text[-kept_at_end:]).strip()
