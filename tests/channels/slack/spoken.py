"""The words that a Slack user reads, from the payloads of a conversation."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any


def spoken(payloads: Iterable[Mapping[str, Any]]) -> list[str]:
    """The assistant's words in each message, top to bottom, without Slack's marks.

    payloads: what was sent to chat.postMessage, chat.postEphemeral or a
    response_url. Labels of buttons and menus are choices, not words. Left out, too:
    Slack's own lines (no names here, you chose this) and small print that only the
    card has. Compare with ``unmarked`` of what the assistant said.
    """
    return [words for words in (_message(payload) for payload in payloads) if words]


def offered(payload: Mapping[str, Any]) -> list[str]:
    """The labels of a message's buttons, menus and boxes."""
    found: list[str] = []
    for element in elements(payload):
        if element["type"] == "button":
            found.append(element["text"]["text"])
        found += [option["text"]["text"] for option in element.get("options", ())]
    return found


def elements(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What can be pressed in a message or view."""
    return [{**element, "block_id": block.get("block_id")}
            for block in payload.get("blocks") or () if block["type"] == "actions" for element in block["elements"]]


def unmarked(markdown: str) -> str:
    """The assistant's tiny markdown as words, in the form in which ``spoken`` gives them."""
    return _words(re.sub(r"\*\*", "", markdown))


def plain(mrkdwn: str) -> str:
    """mrkdwn as words."""
    text = re.sub(r"<(https?://[^>|]+)>", r"\1", mrkdwn)
    return _words(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _words(text: str) -> str:
    """Lines without bullets and emphasis, none of them empty."""
    text = re.sub(r"\*(?=\S)([^*\n]+?)(?<=\S)\*", r"\1", text)
    lines = (re.sub(r"^[•-] ", "", line.strip()).strip() for line in text.replace("\u00a0", " ").splitlines())
    return "\n".join(line for line in lines if line)


def _message(payload: Mapping[str, Any]) -> str:
    blocks = [b for b in payload.get("blocks") or () if not str(b.get("block_id", "")).startswith(("note", "print"))]
    if not payload.get("blocks"):
        return plain(str(payload.get("text") or ""))
    texts: list[Mapping[str, Any]] = []
    for block in blocks:
        if block["type"] in ("section", "header"):
            texts += [t for t in (block.get("text"), *(block.get("fields") or ())) if t]
        elif block["type"] == "context":
            texts += block["elements"]
    return "\n".join(plain(t["text"]) if t["type"] == "mrkdwn" else _words(t["text"]) for t in texts)
