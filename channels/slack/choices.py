"""Choices: buttons, a menu, or boxes to tick; and what they become once used.

A block's id says what a click on it means, so that any worker can handle it:
``say:<manner>:<scope>:<n>``. The manner is ``q`` for the answers to a question,
which go once one is chosen, or ``m`` for a menu, where only the used button goes.
The scope is that of ``places``: whose conversation the click continues.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from channels.slack.strings import STRINGS
from channels.slack.words import escaped, plain, shortened

ELEMENTS_A_BLOCK = 25
OPTIONS_A_MENU = 100
BOXES_A_GROUP = 10
LABEL_LIMIT = 75
BUTTON_VALUE_LIMIT = 2000
OPTION_VALUE_LIMIT = 150
QUESTION = "q"
MENU = "m"
TAKE = "take"  # block and action ids of what a summary can be had as
NOTE = "note"  # block ids of Slack's own lines, apart from what the assistant says

_BLOCK_ID = re.compile(r"say:([qm]):(p|\d+\.\d+):\d+")


class Choice(NamedTuple):
    """One choice: what is read on it and what it says."""

    title: str
    payload: str


class Asked(NamedTuple):
    """What a block's id tells about a click."""

    manner: str
    scope: str


def asked(block_id: object) -> Asked | None:
    """What a click on the block means; nothing if the block is none of these."""
    match = _BLOCK_ID.fullmatch(str(block_id))
    return Asked(match[1], match[2]) if match else None


def choices(buttons: Sequence[Any], card: Mapping[str, Any], scope: str) -> list[Block]:
    """The choices of a reply: its buttons, or else those of its card."""
    offered = _read(buttons)
    options = _read(card.get("options") or ())
    if not offered and not options:
        offered = _read(card.get("suggestions") or ())
    manner = QUESTION if card.get("card") == "question" else MENU
    found: list[Block] = []
    if card.get("several") and options:
        found += _boxes(options, f"say:{QUESTION}:{scope}")
        offered = [choice for choice in offered if choice not in options]
        manner = MENU
    elif not offered:
        offered = options
    return found + _single(offered, f"say:{manner}:{scope}", start=len(found))


def _read(raw: Any) -> list[Choice]:
    found: list[Choice] = []
    for item in raw if isinstance(raw, (list, tuple)) else ():
        if isinstance(item, str):
            item = {"title": item, "payload": item}
        if not isinstance(item, dict):
            continue
        title = plain(str(item.get("title") or item.get("payload") or "")).strip()
        payload = str(item.get("payload") or title).strip()
        choice = Choice(title, payload)
        if title and payload and choice not in found:
            found.append(choice)
    return found


def _single(offered: Sequence[Choice], block_id: str, start: int) -> list[Block]:
    if not offered:
        return []
    if len(offered) <= ELEMENTS_A_BLOCK:
        return [ActionsBlock(block_id=f"{block_id}:{start}", elements=[
            ButtonElement(text=PlainTextObject(text=shortened(choice.title, LABEL_LIMIT), emoji=False),
                          action_id=f"say_{n}", value=choice.payload[:BUTTON_VALUE_LIMIT])
            for n, choice in enumerate(offered)])]
    options = _options(offered)
    menus = [options[at:at + OPTIONS_A_MENU] for at in range(0, len(options), OPTIONS_A_MENU)]
    return [
        ActionsBlock(block_id=f"{block_id}:{start + n}", elements=[StaticSelectElement(
            placeholder=PlainTextObject(text=STRINGS["pick"]), action_id="say_menu", options=menu)])
        for n, menu in enumerate(menus)]


def _boxes(options: Sequence[Choice], block_id: str) -> list[Block]:
    boxes = _options(options)
    ticks: Any = CheckboxesElement(action_id="tick", options=boxes) if len(boxes) <= BOXES_A_GROUP else (
        StaticMultiSelectElement(action_id="tick", placeholder=PlainTextObject(text=STRINGS["pick"]),
                                 options=boxes[:OPTIONS_A_MENU]))
    done = ButtonElement(text=PlainTextObject(text=STRINGS["tick_then"]), action_id="ticked", style="primary")
    return [ActionsBlock(block_id=f"{block_id}:0", elements=[ticks, done])]


def _options(offered: Sequence[Choice]) -> list[Option]:
    """The choices as options; Slack tells options apart by their values."""
    by_value = {choice.payload[:OPTION_VALUE_LIMIT]: choice.title for choice in reversed(offered)}
    return [Option(text=PlainTextObject(text=shortened(title, LABEL_LIMIT), emoji=False), value=value)
            for value, title in reversed(by_value.items())]


def take_along(scope: str) -> ActionsBlock:
    """Under a summary: have it as Markdown, to copy into a note."""
    return ActionsBlock(block_id=f"{TAKE}:{scope}", elements=[
        ButtonElement(text=PlainTextObject(text=STRINGS["take_along"], emoji=False), action_id=TAKE)])


def listed(words: Sequence[str]) -> str:
    """Several words as one phrase: "walking, dressing and sleeping"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def used(blocks: Sequence[dict[str, Any]], block_id: str, action_id: str, title: str) -> list[dict[str, Any]]:
    """The message's blocks after a choice: what was chosen stands where the buttons were."""
    chosen = chosen_note(title, f"{block_id}:{action_id}").to_dict()
    found: list[dict[str, Any]] = []
    for block in blocks:
        if block.get("block_id") != block_id:
            found.append(block)
            continue
        manner = asked(block_id)
        left = [] if manner and manner.manner == QUESTION else [
            element for element in block.get("elements", ()) if element.get("action_id") != action_id]
        found.append(chosen)
        if left:
            # Slack asks for a new id whenever a block changes.
            start, number = block_id.rsplit(":", 1)
            found.append({**block, "block_id": f"{start}:{int(number) + 10}", "elements": left})
    return found


def chosen_note(title: str, which: str) -> ContextBlock:
    """The line that takes the place of a used button."""
    return ContextBlock(block_id=f"{NOTE}:{which}", elements=[
        MarkdownTextObject(text=f"{escaped(STRINGS['chose'])} *{escaped(title)}*", verbatim=True)])
