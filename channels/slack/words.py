"""Slack's text to and from ours.

Slack sends ``&``, ``<`` and ``>`` escaped and puts mentions and links in angle
brackets. The assistant writes a tiny markdown: ``**bold**``, line breaks and
"- " lists. Slack reads its own, mrkdwn.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

SECTION_LIMIT = 3000  # characters of one text object in a section

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|([^>]*))?>")
_BROADCAST = re.compile(r"<!(?:here|channel|everyone)(?:\|[^>]*)?>")
_LABELLED = re.compile(r"<(?:[@#!][^|>\s]*|(?:https?|mailto|tel):[^|>]*)\|([^>]*)>")
_BARE_LINK = re.compile(r"<(?:mailto:|tel:)?((?:https?://)?[^|>\s@#!][^|>\s]*)>")
_OTHER = re.compile(r"<[#!][^>\s]*>")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_LINK = re.compile(r"https?://[^\s<>()]+[^\s<>().,;:!?]")


def heard(text: object, bot_users: Iterable[str] = ()) -> str:
    """What the person wrote: without the bot's own name, brackets or entities."""
    if not isinstance(text, str):
        return ""
    bots = set(bot_users)

    def name(match: re.Match[str]) -> str:
        # Other people's ids mean nothing to the assistant and identify them.
        return " " if match[1] in bots else "someone"

    text = _MENTION.sub(name, text)
    text = _BROADCAST.sub(" ", text)
    text = _LABELLED.sub(r"\1", text)
    text = _BARE_LINK.sub(r"\1", text)
    text = _OTHER.sub(" ", text)
    # Slack escapes these three and no others; "&amp;lt;" means the letters "&lt;".
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def escaped(text: str) -> str:
    """Text that Slack shows as it stands: no mention, no channel-wide call, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(text: str) -> str:
    """The tiny markdown as Slack's mrkdwn."""
    text = escaped(text)
    text = _BOLD.sub(r"*\1*", text)
    text = _ITEM.sub("\\1• ", text)
    # Text objects are sent verbatim, so that no word turns into a mention; links are marked by hand.
    return _LINK.sub(r"<\g<0>>", text)


def plain(text: str) -> str:
    """The tiny markdown without its marks, for headers and labels."""
    return _ITEM.sub("\\1• ", _BOLD.sub(r"\1", text))


def shortened(text: str, limit: int) -> str:
    """A label no longer than Slack takes."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def pieces(text: str, limit: int = SECTION_LIMIT) -> list[str]:
    """The markdown cut so that each piece, as mrkdwn, fits into one text object.

    Cuts where a reader would: between paragraphs, lines, sentences, words, and
    only then inside a word.
    """
    found: list[str] = []
    rest = text.strip()
    while rest:
        piece, rest = _first_piece(rest, limit)
        found.append(piece)
    return found


def _first_piece(text: str, limit: int) -> tuple[str, str]:
    if len(mrkdwn(text)) <= limit:
        return text, ""
    # Escaping only makes text longer, so the longest start that fits is found by halving.
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(mrkdwn(text[:middle])) <= limit else (low, middle - 1)
    for mark in ("\n\n", "\n", ". ", "? ", "! ", " "):
        at = text.rfind(mark, 0, low)
        if at > low // 2:
            low = at + len(mark)
            break
    return text[:low].rstrip() or text[:low], text[low:].lstrip("\n ")
